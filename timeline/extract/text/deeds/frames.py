"""Event words and the frames they need: which row of the trigger list fits the words around it.

A verb or noun has several rows; each may ask for a class of object or a prepositional phrase. The row that
asks for most and gets it wins; a word none of whose rows is satisfied is no event.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from timeline.extract.text.deeds.asides import is_told_aside
from timeline.extract.text.deeds.words import POS, Words, stands
from timeline.extract.text.grammar.clauses import (
    Clause,
    add_inner,
    carried,
    carrier,
    claimed_by,
    conjuncts,
    noun_clause,
    verb_clause,
)
from timeline.extract.text.grammar.phrasal import counted_behind, is_shifted, says_how, weight_of
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.locations.gazetteer import settlements
from timeline.extract.text.people.mentions import Mention
from timeline.model import EventType
from timeline.vocab.regions import regions_by_name
from timeline.vocab.triggers import Trigger

MADE = frozenset(
    "reach conclude strike sign hold settle make achieve broker seal finalise finalize negotiate".split()
)

ENVOYS = frozenset(("ambassador", "diplomats", "envoy"))
# "said that Kestria must lower its tariffs": the demand stands in the auxiliary
OBLIGATION = Trigger(
    0, (("must",),), "verb", frozenset(), frozenset(), False, (), (), ("subj",), False, EventType.AGREE, None, "030",
    "Ordania said that Kestria must act.",
)  # fmt: skip


@dataclass(slots=True)
class Hit:
    """An event word that is used as one: its tokens, its clause, the row that fits best."""

    token: int
    last: int
    row: Trigger
    clause: Clause
    score: int

    @property
    def is_noun(self) -> bool:
        return self.row.pos == "noun"


@dataclass(frozen=True)
class Reader:
    """What the frame rules look at in one sentence: its words, mentions by token, the vocabulary."""

    sent: Sentence
    mentions: tuple[Mention, ...]
    vocabulary: Words
    phrases: dict[int, str]

    def mention_at(self, token: int) -> Mention | None:
        """Return the mention that covers a token, one whose head it is before any other."""
        return self.mentions_by_token.get(token)

    @cached_property
    def mentions_by_token(self) -> dict[int, Mention]:
        """The mentions by the tokens that they cover: the one whose head a token is, else the first."""
        found: dict[int, Mention] = {}
        for mention in self.mentions:
            for token in range(mention.start, mention.end):
                found.setdefault(token, mention)
        for mention in reversed(self.mentions):
            if mention.start <= mention.head < mention.end:
                found[mention.head] = mention
        return found

    def parties_near(self, token: int) -> list[Mention]:
        """Return who a noun phrase names: itself, or the owner, member-of or country in front of it."""
        inner = carried(self.sent, token)
        if inner != token and (carried_parties := self.parties_near(inner)):
            return carried_parties
        mention = self.mention_at(token)
        if mention is not None and (mention.head == token or not mention.adjectival):
            return [*self.hyphened(mention), mention] if mention.cls == "delegation" else [mention]
        below = self.sent.subtree(token)
        inside = self.sent.kids(token, "compound")  # "Kestrian air bases"
        near = [
            found
            for kid in [
                *self.sent.children[token],
                *(k for one in inside for k in self.sent.kids(one, "amod")),
            ]
            if self.sent.deps[kid] in ("nmod:poss", "compound", "amod", "flat", "nmod:unmarked")
            and (found := self.mention_at(kid)) is not None
            and not (found.unknown and self.sent.deps[kid] != "nmod:poss")
        ]
        if near:
            return [*self.hyphened(near[0]), *near]
        for kid in self.sent.kids(token, "nmod"):
            if self.sent.preposition(kid) in ("of", "from", "between"):
                members = [m for one in conjuncts(self.sent, kid) for m in self.parties_near(one)]
                if members:
                    return members
        return [mention] if mention is not None and mention.start in below else []

    def hyphened(self, mention: Mention) -> list[Mention]:
        """Return the first of two adjectives that a hyphen joins: "two Kestrian-Ordanian meetings"."""
        first = mention.start - 2
        joined = self.sent.lower[first + 1] if first >= 0 else ""
        other = self.mention_at(first) if joined in ("-", "–", ",") else None
        if other is None or not other.parties or other.unknown or (joined == "," and not other.adjectival):
            return []
        return [*self.hyphened(other), other]  # and "Kestrian, Ordanian and Vellish envoys"

    def classes_of(self, token: int) -> set[str]:
        """Return the classes of a noun: its own, the class of people it names, ``actor`` where it names one."""
        known = self.known_classes.get(token)
        if known is None:
            known = self.known_classes[token] = self.classes_read(token)
        return known

    @cached_property
    def known_classes(self) -> dict[int, set[str]]:
        return {}  # every row of a trigger asks for the classes of the same few nouns

    def classes_read(self, token: int) -> set[str]:
        found = self.vocabulary.classes_at(self.sent, token)
        if self.sent.lower[token : token + 2] == ["talk", "of"]:
            found = {"accusation", "claim"}  # nobody meets there
        more = self.sent.lower[token] == "more" and self.sent.kids(token, "nummod")  # "received 1,200 more"
        if self.sent.pos[token] == "NUM" or more:
            found = found | {"count"}
            for noun in counted_behind(self.sent, token):
                found = found | self.classes_of(noun)
        inner = carried(self.sent, token)
        if inner != token:
            found = found | self.classes_of(inner)
        if self.sent.pos[token] == "PROPN":  # "Ambassador Ivan Petrov"
            for kid in self.sent.kids(token, "nmod:desc", "compound"):
                found = found | (self.vocabulary.classes_at(self.sent, kid) & ENVOYS)
        mention = self.mention_at(token)
        if self.sent.pos[token] == "PROPN" and (mention is None or mention.unknown or mention.capital):
            found = found | self.place_classes(token)
        if mention is not None and mention.head == token:
            if mention.cls:
                found = found | {mention.cls}
            if mention.parties and not mention.adjectival:
                found = found | {"actor"}
        if mention is not None and mention.pronoun:
            found = found | {"actor"}
        return found

    def place_classes(self, token: int) -> set[str]:
        """Return ``territory`` for the name of a settlement or province, ``capital`` for a capital."""
        mention = self.mention_at(token)
        if mention is not None and mention.capital:
            return {"territory", "capital"}
        last = token
        while (
            last + 1 < len(self.sent)
            and self.sent.heads[last + 1] == token
            and self.sent.deps[last + 1] == "flat"
        ):
            last += 1
        name = " ".join(self.sent.words[token : last + 1])
        return {"territory"} if settlements(name) or name in regions_by_name() else set()

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Return the event words of the sentence, each with the row that fits it best, in order."""
        found: list[Hit] = []
        covered: set[int] = set()
        firsts, lemmas, lower = self.vocabulary.firsts, self.sent.lemmas, self.sent.lower
        for token in range(len(self.sent)):
            if token in covered or (lemmas[token] not in firsts and lower[token] not in firsts):
                continue
            best = self.best_row(token)
            if best is not None and not self.only_reports(best) and not self.is_in_name(best):
                found.append(best)
                covered.update(range(token, best.last + 1))
                covered.add(best.token)
        return tuple(sorted([*found, *self.obligations(found)], key=lambda hit: hit.token))

    @cached_property
    def hits_of_force(self) -> tuple[Hit, ...]:
        """The event words of the sentence that tell of an assault."""
        return tuple(hit for hit in self.hits if hit.row.event_type is EventType.ASSAULT)

    def obligations(self, found: Sequence[Hit]) -> Iterator[Hit]:
        """Yield what somebody is reported to say that another must do, where no event word tells what."""
        sent = self.sent
        told = {hit.token for hit in found}
        for token in range(len(sent)):
            head = sent.heads[token]
            if (
                sent.lower[token] not in ("must", "should")
                or sent.deps[token] != "aux"
                or sent.deps[head] != "ccomp"
            ):
                continue
            party = any(self.parties_near(kid) for kid in sent.kids(head, "nsubj"))
            said = self.vocabulary.effect_at(sent, sent.heads[head]) == "report"
            if party and said and not told & set(sent.subtree(head)):
                yield Hit(head, head, OBLIGATION, verb_clause(sent, head), 0)

    def is_in_name(self, hit: Hit) -> bool:
        """Tell a word of a name ("Amnesty International") from the event that it would name alone."""
        if not hit.is_noun or self.sent.pos[hit.token] != "PROPN":
            return False
        mention = self.mention_at(hit.token)
        named = mention is not None and mention.cls is None and mention.end - mention.start > 1
        return named and any(party.actor is not None for party in mention.parties) if mention else False

    def only_reports(self, hit: Hit) -> bool:
        """Tell a report verb with an event noun as object ("announced the exchange"): the noun is the event."""
        if hit.row.event_type is not EventType.AGREE:
            return False
        return self.vocabulary.effect_at(self.sent, hit.token) == "report" and hit.row.pos == "verb"

    def best_row(self, token: int) -> Hit | None:
        """Return the hit of the row that asks for most among those that fit at a token."""
        best: Hit | None = None
        clauses: dict[tuple[int, str], Clause] = {}
        for row, head, last, length in self.rows_at(token):
            clause = clauses.get((head, row.pos))
            if clause is None:
                clause = verb_clause(self.sent, head) if row.pos == "verb" else noun_clause(self.sent, head)
                clauses[head, row.pos] = clause
            add_inner(self.sent, clause, last if row.mutual and row.pos == "verb" else head)
            score = self.frame_score(row, clause)
            if score is None:
                continue
            score += 4 * length
            if best is None or score + says_how(row, best.row) > best.score + says_how(best.row, row):
                best = Hit(head, last, row, clause, score)
        return best

    @cached_property
    def present(self) -> frozenset[str]:
        """The words and lemmas of the sentence: most forms of several words are known by them not to stand here."""
        return frozenset((*self.sent.lower, *self.sent.lemmas))

    def rows_at(self, token: int) -> Iterator[tuple[Trigger, int, int, int]]:
        """Yield the rows whose words stand at a token: the head, the last, how many more than one count."""
        sent, present, starting = self.sent, self.present, self.vocabulary.starting
        kind, lemma, written = POS.get(sent.pos[token]), sent.lemmas[token], sent.lower[token]
        head_words = (lemma,) if lemma == written else (lemma, written)
        for pos in ("verb", "noun", "adj"):
            own = kind == pos
            if pos == "verb" and not own:
                continue
            for head_word in head_words:
                for row, forms in starting.get((pos, head_word), ()):
                    for form, ahead in forms:
                        if form[-1] not in present or (len(form) == 1 and not own):
                            continue
                        if len(form) == 1 and pos == "verb" and is_shifted(self.sent, token):
                            continue
                        last = self.words_match(form, pos, token)
                        if last is not None and (pos != "noun" or POS.get(sent.pos[token + ahead]) == "noun"):
                            yield row, token + ahead, last, weight_of(form, last - token)
                            break

    def words_match(self, form: tuple[str, ...], pos: str, token: int) -> int | None:
        """Return the last token of a form that begins here, ``None`` where its words do not stand.

        The particle of a verb may stand behind its object ("handed the prisoners over").
        """
        sent = self.sent
        if len(form) == 1 or stands(sent, token, form):
            return token + len(form) - 1  # the first word is known to stand there
        if pos != "verb":
            return None
        last = token
        for word in form[1:]:
            following = next(
                (
                    place
                    for place in range(last + 1, min(len(sent), token + 9))
                    if word in (sent.lower[place], sent.lemmas[place])
                    and (
                        place == last + 1
                        or sent.heads[place] == token
                        or (sent.heads[token] == place and form[0] == "let")  # "let 40 people go"
                        or sent.heads[sent.heads[place]] == token
                    )
                ),
                None,
            )
            if following is None:
                return None
            last = following
        return last if len(form) > 2 else token

    def frame_score(self, row: Trigger, clause: Clause) -> int | None:
        """Return how much a row asks for and gets, ``None`` where it asks for what is not there."""
        score = 0
        if row.no_object:
            if clause.get("obj"):
                return None
            score += 1
        if row.classes or row.excluded:
            objects = self.objects_of(row, clause)
            found: set[str] = (
                set().union(*(self.classes_of(token) for token in objects)) if objects else set()
            )
            if row.excluded & found:
                return None
            if row.classes:
                if not row.classes & found:
                    return None
                score += 1 if row.classes & found == {"actor"} else 3
        if row.preps:
            asked = [self.prep_score(prep.word, prep.object_class, clause) for prep in row.preps]
            if not any(asked):
                return None
            score += max(asked)
        return score

    def prep_score(self, word: str, cls: str, clause: Clause) -> int:
        """Return 2 or 1 where a phrase with the preposition (and a noun of the class) stands, else 0."""
        tokens = [one for token in clause.get(word) for one in conjuncts(self.sent, token)]
        if not cls:
            return 1 if tokens else 0
        return 2 if any(cls in self.classes_of(token) for token in tokens) else 0

    def objects_of(self, row: Trigger, clause: Clause) -> list[int]:
        """Return the objects of a verb with their conjuncts; for a noun its compound, its owner and its of-phrase."""
        slots = ("obj",) if row.pos == "verb" else ("compound", "of", "for", "over")
        tokens = [token for slot in slots for token in clause.get(slot)]
        return [carried(self.sent, one) for token in tokens for one in conjuncts(self.sent, token)]

    def is_mentioned_again(self, hit: Hit) -> bool:
        """Tell a definite event noun ("the exchange"), which points back to an event that was told."""
        dets = [self.sent.lower[kid] for kid in self.sent.kids(hit.token, "det", "nmod:poss")]
        return hit.is_noun and any(
            word in ("the", "this", "that", "these", "those", "its", "their") for word in dets
        )

    def is_event_noun(self, hit: Hit) -> bool:
        """Tell an event noun that tells of an event here from one that is only mentioned.

        It is told under a light verb ("held talks"), as what "took place" or acted, or with a party of its own.
        """
        sent, token = self.sent, carrier(self.sent, hit.token)
        head, dep = sent.heads[token], sent.deps[token]
        if dep in ("obj", "nsubj:pass") and sent.lemmas[head] in self.vocabulary.light:
            return True
        if dep in ("nsubj", "nsubj:pass", "root", "ROOT") or claimed_by(sent, token) is not None:
            return True
        clauses = (kid for kid in sent.subtree(hit.token) if sent.deps[kid].startswith("acl"))
        if hit.row.event_type is EventType.AGREE and any(sent.lemmas[kid] in MADE for kid in clauses):
            return True  # "under the agreement that they reached in June"
        own = [
            mention
            for slot in ("by", "between", "with", "poss", "compound", "on", "against")
            for place in hit.clause.get(slot)
            for mention in self.parties_near(place)
        ]
        aside = is_told_aside(sent, token, hit.row.event_type)
        return aside or (bool(own) and dep in ("obj", "obl", "conj", "appos", "nmod", "parataxis", "ccomp"))
