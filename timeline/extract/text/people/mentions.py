"""Who is named in a sentence: countries, governments, bodies, groups, persons, kinds of people, pronouns.

Names come from the vocabulary, longest first. A noun for people ("soldiers", "authorities") takes the country
that stands before it or behind an "of". What no list knows stays as written.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import TypeVar

from timeline.extract.text.figures.numbers import Number, number_from
from timeline.extract.text.grammar.clauses import is_misread_verb
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.lexicon import Lexicon, Name, is_surname
from timeline.extract.text.people.namelike import CALENDAR, is_namelike, is_tied
from timeline.model import Actor, ActorKind
from timeline.vocab.actors import NAME_PARTICLES, PeopleWord

Item = TypeVar("Item")
LIST_REACH = 10  # tokens within which the "and" of a list of names stands
NAME_JOINTS = NAME_PARTICLES | {"-", "–"}
FIGHTING = frozenset(("militants", "rebels", "paramilitary", "criminals", "military", "opposition"))
# what stands behind the name of a country and a hyphen: it backs those behind, or has nothing to do with the deed
BACKED = frozenset("backed supported allied aligned aided sponsored armed funded linked".split())
MADE = frozenset(
    "made built born based designed manufactured produced supplied language style educated".split()
)
BACKER = "backer"  # class of a mention that stands before "-backed"
PERSONAL = frozenset("he she they it we i him her them us".split())
OWNING = frozenset(("its", "their", "his"))
WATERS = frozenset(("sea", "gulf", "strait", "bay"))
FORCES = frozenset(("army", "navy", "marines", "police"))  # "Kestria's navy and air force"
BOTH = frozenset(("both", "each", "two", "other"))  # on their own: the two sides of a report
BODY_NOUNS = ("ministry", "government", "army", "military")  # "Kestria said its army ..."
IN_CAPITAL = frozenset(("government", "defence_ministry", "foreign_ministry", "intelligence"))
HEDGES = frozenset(
    "at least more than about around nearly almost over some up to all both the these those a an".split()
)


@dataclass(frozen=True, slots=True)
class Party:
    """One who is named: a known actor, a kind of people of a country, or a name as written."""

    name: str
    actor: Actor | None = None
    country: str | None = None
    kind: ActorKind | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``start`` to ``end`` (exclusive) with head ``head`` that name one party or, coordinated, several.

    ``adjectival`` marks a country that only modifies another noun ("Russian drones"); ``cls`` is the class
    of people ("captives"); ``pronoun`` and ``definite`` mentions are resolved inside the report.
    """

    start: int
    end: int
    head: int
    parties: tuple[Party, ...]
    cls: str | None = None
    count: Number | None = None
    adjectival: bool = False
    pronoun: bool = False
    definite: bool = False
    capital: bool = False
    unknown: bool = False


@dataclass(slots=True)
class Names:
    """The names found in a sentence by token, and the tokens that already belong to a mention."""

    at: dict[int, tuple[int, int, Name]]
    used: set[int]

    def starting(self, token: int) -> tuple[int, int, Name] | None:
        found = self.at.get(token)
        return found if found is not None and found[0] == token else None


def find_mentions(sent: Sentence, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return the mentions of a sentence in order of their heads; no token is the head of two."""
    # "jailed" is no part of "jailed journalist" where it is the verb
    people = [found for found in lexicon.people_in(sent) if sent.tags[found[0]] != "VBD"]
    longer = {token: end - start for start, end, _ in people for token in range(start, end)}
    # "the Ministry of Foreign Affairs" does not name the magazine
    spans = [
        (start, end, name)
        for start, end, name in lexicon.names_in(sent)
        if any(longer.get(token, 0) <= end - start for token in range(start, end))
        and not is_water(sent, start)
        and not is_leaning(sent, start)
        and not is_surname(sent, start, end, name)
    ]
    tied = {span for span in spans if tail_of(sent, span[1])}
    names = Names(
        {token: span for span in spans if span not in tied for token in range(span[0], span[1])}, set()
    )
    found = [
        people_mention(sent, start, end, word, names, lexicon)
        for start, end, word in people
        if not any(names.at.get(token) for token in range(start, end))
    ]
    for mention in found:
        names.used.update(range(mention.start, mention.end))
    for start, end, name in spans:
        if (start, end, name) in tied:
            cls = BACKER if tail_of(sent, end) in BACKED else None
            found.append(Mention(start, end, end - 1, (party_of(name),), cls, adjectival=True))
            names.used.update(range(start, end))
        elif start not in names.used:
            found.append(name_mention(sent, start, end, name))
            names.used.update(range(start, end))
    found.extend(unknown_names(sent, names.used))
    found.extend(
        Mention(token, token + 1, token, (), pronoun=True)
        for token, word in enumerate(sent.lower)
        if token not in names.used
        and (
            ((word in PERSONAL or word in OWNING) and sent.pos[token] == "PRON")
            or (word in BOTH and stands_alone(sent, token))
        )
    )
    return tuple(sorted(found, key=lambda mention: (mention.head, mention.start)))


def is_water(sent: Sentence, start: int) -> bool:
    """Tell the name of a water from that of a party: "the Sea of Azov", "the Gulf of Oman"."""
    return start > 1 and sent.lower[start - 1] == "of" and sent.lower[start - 2] in WATERS


def is_leaning(sent: Sentence, start: int) -> bool:
    """Tell for or against whom somebody is ("pro-Kestrian rebels", "anti-Kestrian protests") from whose he is."""
    return start > 1 and sent.lower[start - 1] in ("-", "–") and sent.lower[start - 2] in ("pro", "anti")


def stands_alone(sent: Sentence, token: int) -> bool:
    """Tell "both", "each", "the two" and "each other" that stand for somebody from those before a noun."""
    if sent.lower[token] == "other" and "each" not in sent.lower[:token]:
        return False  # "each accuses the other"
    if sent.deps[token] not in ("nsubj", "nsubj:pass", "obj", "obl", "nmod") or sent.kids(token, "nmod"):
        return False
    return sent.lower[token] not in ("two", "other") or (token > 0 and sent.lower[token - 1] == "the")


def tail_of(sent: Sentence, end: int) -> str | None:
    """Return the participle that a hyphen ties to a name ("Kestria-backed", "Kestrian-made"), if it is one of these."""
    if end + 1 < len(sent) and sent.lower[end] in ("-", "–") and sent.lower[end + 1] in BACKED | MADE:
        return sent.lower[end + 1]
    return None


def people_mention(
    sent: Sentence, start: int, end: int, word: PeopleWord, names: Names, lexicon: Lexicon
) -> Mention:
    """Return the mention of a noun for people with its owners before it, behind an "of", or the person named next."""
    first, owners = owners_before(sent, start, names)
    last, person = end, None
    if behind := names.starting(last):
        if behind[2].kind is ActorKind.PERSON:
            person, last = behind[2], behind[1]
    elif not owners and last + 1 < len(sent) and sent.lower[last] in owner_prepositions(word):
        owners, last = owners_behind(sent, last, names)
    named = unknown_person(sent, last, names) if person is None and not word.collective else None
    if named is not None and last > end and sent.lower[last] in lexicon.people:
        named = None  # "officers of the Kestrian Army"
    begins, last = last, named or last
    if not owners and first > 1 and sent.lower[first - 1] == "and" and sent.lower[first - 2] in FORCES:
        owners = owners_before(sent, first - 2, names)[1]  # shared with the force named before
    owned = sent.lower[end - 1] in BODY_NOUNS and bool({"its", "their"} & set(sent.lower[first:start]))
    if not owners and owned:
        owners = country_before(sent, first, names)
    if "ethnic" in sent.lower[max(0, first - 1) : start]:
        owners = []  # "ethnic Kestrian rebels" are of the country in which they live
    inside = range(start, end)
    head = next((token for token in reversed(inside) if sent.heads[token] not in inside), end - 1)
    while sent.heads[head] in range(end, last) and sent.heads[head] != head:
        head = sent.heads[head]
    number = next((n for t in range(first, start) if (n := number_from(sent, t)) is not None), None)
    definite = (
        not owners
        and person is None
        and sent.lower[first] in ("the", "both", "these", "those", "this", "its", "their", "his")
    )
    parties = people_parties(sent, first, last, word, owners, person, lexicon)
    if named is not None:
        parties = (by_name(sent, begins, named, parties[0], word),)
    return Mention(first, last, head, parties, word.cls, number, definite=definite)


def country_before(sent: Sentence, token: int, names: Names) -> list[Name]:
    """Return the country named last before "its Defence Ministry", as a list of one or none."""
    before = [names.at[place][2] for place in range(token) if place in names.at]
    countries = [name for name in before if name.kind is ActorKind.COUNTRY and not name.adjective]
    return countries[-1:]


def owners_before(sent: Sentence, start: int, names: Names) -> tuple[int, list[Name]]:
    """Return where the noun phrase that ends at ``start`` begins, and the names in it, in order."""
    owners: list[Name] = []
    first = start
    while first > 0:
        before = names.at.get(first - 1)
        if before is not None:
            if before[2].kind is ActorKind.PERSON and not possessive_at(sent, first):
                break
            owners.insert(0, before[2])
            first = before[0]
        elif (
            sent.lower[first - 1] in ("and", "or")
            and (left := names.at.get(first - 2))
            and left[2].adjective
            and owners
        ) or is_premodifier(sent, first - 1, start):
            first -= 1
        else:
            break
    return first, owners


def owners_behind(sent: Sentence, last: int, names: Names) -> tuple[list[Name], int]:
    """Return the names behind the preposition at ``last`` and their end: "the leaders of Kestria and Ordania"."""
    owners: list[Name] = []
    at = last + 1 + (sent.lower[last + 1] == "the")
    while (
        (behind := names.starting(at)) and behind[2].kind is not ActorKind.PERSON and not behind[2].adjective
    ):
        owners.append(behind[2])
        last = at = behind[1]
        while at < len(sent) and sent.lower[at] in (",", "and", "the"):
            at += 1
        if at == last or not any(
            sent.lower[t] == "and" for t in range(last, min(len(sent), last + LIST_REACH))
        ):
            break
    return owners, last


def unknown_person(sent: Sentence, start: int, names: Names) -> int | None:
    """Return the end of a name that no list knows right behind an office ("Defence Secretary Tom King")."""
    end = end_of_name(sent, start, names.at)
    return end if end > start else None


def end_of_name(sent: Sentence, start: int, taken: Container[int]) -> int:
    """Return where a name that no list knows ends, hyphens and particles included: "Ghazi al-Jalali"."""
    end = start
    while end < len(sent):
        if end > start and is_tied(sent, end):
            end += 2  # "Han Dong-hoon"
            continue
        follow = end
        while end > start and follow < len(sent) and sent.lower[follow] in NAME_JOINTS:
            follow += 1
        if follow >= len(sent) or follow in taken or not is_namelike(sent, follow):
            return end
        if sent.pos[follow] != "PROPN":
            return end
        end = follow + 1
    return end


def by_name(sent: Sentence, start: int, end: int, office: Party, word: PeopleWord) -> Party:
    """Return the person with the office's country and sector, by name as written."""
    return Party(written(sent, start, end), None, office.country, ActorKind.PERSON, word.sector)


def written(sent: Sentence, start: int, end: int) -> str:
    """Return the words of a name without blanks around its hyphens."""
    return re.sub(r" ?([-–]) ?", r"\1", " ".join(sent.words[start:end]))


def owner_prepositions(word: PeopleWord) -> tuple[str, ...]:
    """Return behind which prepositions the owner stands: "the Defence Ministry in Moscow", "soldiers of Kestria"."""
    return ("of", "for", "from", "in") if word.cls in IN_CAPITAL else ("of", "for", "from")


def possessive_at(sent: Sentence, token: int) -> bool:
    return token < len(sent) and sent.tags[token] == "POS"


def is_premodifier(sent: Sentence, token: int, head: int) -> bool:
    """Tell whether a token belongs to the noun phrase that goes on at its right."""
    word, pos = sent.lower[token], sent.pos[token]
    if word in ("-", "–") or sent.tags[token] == "POS":
        return True
    if pos in ("DET", "NUM", "SYM") or (pos == "ADJ" and word not in ("due", "able", "dead")):
        return True
    if pos == "PRON":
        return sent.tags[token] == "PRP$"
    if pos in ("NOUN", "PROPN"):
        return word.rstrip(".") not in CALENDAR and sent.deps[token] in (
            "compound",
            "flat",
            "amod",
            "nmod:poss",
            "nmod:unmarked",
            "nmod:desc",
            "obl:unmarked",
        )
    if pos == "VERB":
        return sent.deps[token] == "amod" and not is_misread_verb(sent, token)
    return word in HEDGES and any(
        sent.pos[after] == "NUM" for after in range(token + 1, min(token + 3, head))
    )


def people_parties(
    sent: Sentence,
    first: int,
    last: int,
    word: PeopleWord,
    owners: list[Name],
    person: Name | None,
    lexicon: Lexicon,
) -> tuple[Party, ...]:
    """Return who a noun for people stands for, given the names before and behind it."""
    if person is not None:
        return (party_of(person),)
    countries = unique(owner.country for owner in owners if owner.kind is ActorKind.COUNTRY and owner.country)
    groups = unique(owner for owner in owners if owner.kind is not ActorKind.COUNTRY)
    named = [owner for owner in groups if owner.kind is not ActorKind.PEOPLE] or groups
    listed = len(countries) + len(groups) > 1 and "and" in sent.lower[first:last]
    found = [party_of_group(sent, first, last, owner, word) for owner in (groups if listed else named)]
    if countries and (listed or not any(owner.kind is ActorKind.ARMED_GROUP for owner in named)):
        states = [party(lexicon.people_of(country, word)) for country in countries]
        return tuple(unique(states + found if listed else states))
    if found:
        return tuple(unique(found))
    return (Party(written(sent, first, last), None, None, ActorKind.PEOPLE, word.sector),)


def party_of_group(sent: Sentence, first: int, last: int, owner: Name, word: PeopleWord) -> Party:
    """Return the group behind its people ("Hamas fighters"); the fighters of an ethnic group are not all of it."""
    if owner.kind is ActorKind.PEOPLE and word.cls in FIGHTING:
        return Party(" ".join(sent.words[first:last]), None, owner.country, ActorKind.PEOPLE, word.sector)
    return party_of(owner)


def unique(items: Iterable[Item]) -> list[Item]:
    return list(dict.fromkeys(items))


def party_of(name: Name) -> Party:
    """Return the party behind a name; a form that can mean several is known by its words only."""
    if len(name.actors) != 1:
        return Party(name.surface, None, name.country, name.kind, None)
    return party(name.actors[0])


def party(actor: Actor) -> Party:
    """Return an actor as one who is named."""
    return Party(actor.name, actor, actor.country, actor.kind, actor.sector)


def name_mention(sent: Sentence, start: int, end: int, name: Name) -> Mention:
    """Return the mention of a name; an adjective before another noun only modifies it."""
    head = next(
        (token for token in reversed(range(start, end)) if sent.heads[token] not in range(start, end)),
        end - 1,
    )
    if start and sent.lower[start - 1] == "ethnic" and name.adjective:
        kin = Party(written(sent, start - 1, end), None, None, ActorKind.PEOPLE, "CVL")
        return Mention(start - 1, end, head, (kin,))
    governor = sent.heads[head]
    modifies = sent.deps[head] in ("amod", "compound") and governor > head
    return Mention(
        start,
        end,
        head,
        (party_of(name),),
        adjectival=modifies and name.kind is ActorKind.COUNTRY,
        capital=name.capital,
    )


def unknown_names(sent: Sentence, used: set[int]) -> list[Mention]:
    """Return runs of proper nouns that no list knows, as written."""
    found: list[Mention] = []
    token = 0
    while token < len(sent):
        end = end_of_name(sent, token, used) if sent.pos[token] == "PROPN" else token
        if end > token:
            inside = range(token, end)
            head = next((t for t in reversed(inside) if sent.heads[t] not in inside), end - 1)
            found.append(Mention(token, end, head, (Party(written(sent, token, end)),), unknown=True))
        token = max(end, token + 1)
    return found
