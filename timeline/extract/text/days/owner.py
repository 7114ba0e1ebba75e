"""Which event word a time dates, read from the parse.

A time dates the clause it stands in. At a report verb it dates the saying; behind "of" it dates the noun it
follows; in a relative clause it dates that clause; in what is demanded or agreed it does not date the demand.
"""

from collections.abc import Collection

from timeline.extract.text.days.times import Time
from timeline.extract.text.deeds.asides import is_sequel
from timeline.extract.text.deeds.effects import SPOKEN
from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.deeds.modality import Effect, effect_of
from timeline.extract.text.draft import Draft
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import EventType, Status

OF = ("of", "from")
MAKING = frozenset(
    "conclude reach strike make hold conduct launch begin open occur happen complete finish start stage take seal "
    "agree".split()
)
WORDS = frozenset(
    "comment remark statement interview speech post message letter offer proposal address briefing".split()
)
BACKGROUND = frozenset("after before since when while because although though as until once".split())
TIME_NOUNS = frozenset(
    "hour night morning evening afternoon day week month year start end beginning middle dawn course weekend minute "
    "noon".split()
)


def way_of(time: Time) -> str:
    """Return "after" in "two days after" and "the day after"."""
    return time.parts.get("way", time.parts.get("which", "")).lower()


def head_of(sent: Sentence, time: Time) -> int | None:
    """Return the token that a time's other words hang on."""
    inside = tokens_in(sent, time)
    return next((t for t in inside if sent.heads[t] not in inside), inside[-1]) if inside else None


def tokens_in(sent: Sentence, time: Time) -> list[int]:
    base = sent.starts[0]
    return [
        t for t in range(len(sent)) if sent.starts[t] - base < time.end and sent.ends[t] - base > time.start
    ]


class Owner:
    """Finds the draft of a sentence that a time dates."""

    def __init__(self, reader: Reader, drafts: list[Draft], hits: Collection[int]) -> None:
        self.reader, self.sent, self.drafts, self.hits = reader, reader.sent, drafts, hits
        self.bound: str | None = None
        self.main: set[Time] = set()  # times of the main clause, where that is no event word
        self.saying: set[Time] = set()  # times of the saying itself
        self.words = {token: draft for draft in drafts for token in tokens_of(reader.sent, draft)}

    def of(self, time: Time) -> Draft | None:
        """Return the draft whose event word a time hangs on in the parse, else the nearest one of its clause."""
        head = head_of(self.sent, time)
        self.bound = time.bound
        if head is None:
            return None
        sent = self.sent
        if self.has_clause_behind(time):
            return None
        if sent.preposition(head) in OF and time.bound is None and sent.deps[head] == "nmod":
            noun = sent.heads[head]
            if sent.lemmas[noun] not in TIME_NOUNS and sent.pos[noun] in ("NOUN", "PROPN"):
                return self.words.get(noun)
        relative = self.relative_before(time)
        if relative is not None:
            return self.words.get(relative)
        inside = False  # passed a verb on the way up
        for above in [head, *sent.ancestors(head)]:
            if above in self.words and self.is_setting(self.words[above], head):
                return self.below(sent.heads[above], head, self.words[above])
            if above in self.words:
                return self.dated(self.words[above], above, inside)
            if above != head and self.is_source(above):
                self.saying.add(time)
                return None
            if self.is_saying(above):
                found = self.said(head, above)
                if found is None:
                    self.saying.add(time)
                return found
            if above != head and sent.pos[above] == "VERB":
                spoken = self.words_said(above)
                if spoken is not None:
                    return spoken
                made = self.words.get(sent.heads[above]) if sent.deps[above].startswith("acl") else None
                if made is not None and made.hit.is_noun and sent.lemmas[above] in MAKING:
                    return made  # "an agreement concluded on May 16"
                below = self.below(above, head)
                if below is not None:
                    return below
                if sent.deps[above].startswith("acl:relcl") or self.is_background(above):
                    return None
                inside = True
        self.main.add(time)
        named = sent.deps[head] in SUBJECT and sent.kids(
            sent.heads[head], "cop"
        )  # "Thursday was the day that they had proposed"
        return None if named else self.nearest(head)

    def is_setting(self, draft: Draft, head: int) -> bool:
        """Tell a deal under which something is done then: "returned bodies under the deal between May 6 and 9"."""
        sent, noun = self.sent, draft.hit.token
        under = (
            draft.hit.is_noun and draft.event_type is EventType.AGREE and sent.preposition(noun) == "under"
        )
        return under and sent.preposition(head) not in OF and sent.heads[head] == noun

    def words_said(self, verb: int) -> Draft | None:
        """Return the demand or charge that stands in words made on a day: "accused X, in remarks made on Friday"."""
        sent, noun = self.sent, self.sent.heads[verb]
        if not sent.deps[verb].startswith("acl") or sent.lemmas[noun] not in WORDS:
            return None
        above = (self.words.get(token) for token in sent.ancestors(noun))
        return next((draft for draft in above if draft is not None and draft.event_type in SPOKEN), None)

    def has_clause_behind(self, time: Time) -> bool:
        """Tell "two days after" in front of an event, which the time dates in another way."""
        way = way_of(time)
        ends = time.end + self.sent.starts[0]
        behind = next((t for t in range(len(self.sent)) if self.sent.starts[t] >= ends), None)
        if behind is None or self.sent.pos[behind] in ("CCONJ", "PUNCT"):
            return False  # "suspended it the day before but refused to scrap it"
        return way in ("after", "before", "since") and any(
            self.sent.starts[d.hit.token] >= ends for d in self.drafts
        )

    def relative_before(self, time: Time) -> int | None:
        """Return the verb of a relative clause that ends with a time: "whom they seized a year ago have been freed"."""
        sent, tokens = self.sent, tokens_in(self.sent, time)
        behind = tokens[-1] + 1
        if behind >= len(sent) or sent.tags[behind] not in ("VBZ", "VBP", "VBD", "MD"):
            return None
        for token in range(tokens[0] - 1, 0, -1):
            if sent.lower[token] in ("who", "whom", "which", "that") and sent.tags[token] in ("WP", "WDT"):
                verbs = [t for t in range(token, tokens[0]) if sent.pos[t] == "VERB"]
                return verbs[0] if verbs else None
            if sent.lower[token] in (",", "and"):
                return None
        return None

    def is_saying(self, token: int) -> bool:
        sent = self.sent
        if sent.lemmas[token] in MAKING and not sent.kids(token, "ccomp"):
            return False  # "concluded three days of talks", "an accord concluded on May 16"
        return self.sent.pos[token] == "VERB" and effect_of(self.reader, token) is Effect.REPORT

    def is_source(self, token: int) -> bool:
        """Tell "a statement" in "according to a statement issued on Tuesday"."""
        kids = self.sent.kids(token, "case")
        return any(self.sent.lower[kid] == "according" for kid in kids)

    def is_background(self, verb: int) -> bool:
        """Tell a clause with "after", "when" ... which has its own time."""
        if self.sent.lemmas[verb] in TIME_NOUNS or self.sent.lower[verb] in TIME_NOUNS:
            return False  # "before dawn on Tuesday", taken for a verb
        return self.sent.deps[verb] == "advcl" and any(
            self.sent.lower[kid] in BACKGROUND for kid in self.sent.kids(verb, "mark", "advmod")
        )

    def dated(self, draft: Draft, token: int, inside: bool) -> Draft | None:
        """Return the draft unless the time belongs to what is demanded, refused or agreed."""
        aside = is_sequel(self.sent, draft.hit.token)
        if not aside and any(
            self.sent.lower[kid] == "since" for kid in self.sent.kids(draft.hit.token, "case")
        ):
            return None  # "marked a year since the invasion on Tuesday"
        if draft.event_type not in SPOKEN or draft.decision.status is Status.PLANNED:
            return draft
        if "+intent" in draft.decision.rule and token == draft.hit.token:
            return None  # the day of what is promised or threatened, not of the words
        content = token == draft.hit.token != draft.decision.anchor
        content = content or (
            draft.event_type is EventType.REQUEST and self.bound in ("before", "by", "until")
        )
        return None if content or inside else draft

    def said(self, head: int, verb: int) -> Draft | None:
        """Return what a time at a report verb dates: what stands between them, else a deed of saying, else nothing."""
        between = [draft for draft in self.drafts if head < draft.hit.token < verb]
        if between:
            return between[0]
        return None

    def below(self, verb: int, head: int, setting: Draft | None = None) -> Draft | None:
        """Return the draft in the clause of a verb that is no event word itself ("the talks lasted")."""
        sent = self.sent
        if setting is not None and verb in self.words:
            return self.words[verb]
        for draft in sorted(self.drafts, key=lambda draft: abs(draft.hit.token - head)):
            token = draft.hit.token
            if draft is setting:
                continue
            steps = [token]
            while token != verb and sent.heads[token] != token and len(steps) < 5:
                if sent.deps[token].startswith(("acl", "advcl", "ccomp", "parataxis")):
                    break
                token = sent.heads[token]
                steps.append(token)
            if token == verb:
                return self.dated(draft, draft.hit.token, False)
        return None

    def nearest(self, head: int) -> Draft | None:
        """Return the nearest draft, none of those behind a "three days after" further on."""
        walls = [t for t in range(head + 1, len(self.sent)) if self.sent.lower[t] in ("after", "before")]
        units = ("hours", "days", "weeks", "day", "week")
        wall = next((t for t in walls if self.sent.lower[t - 1] in units), len(self.sent))
        free = [draft for draft in self.drafts if draft.hit.token < wall]
        return min(free, key=lambda draft: abs(draft.hit.token - head), default=None)


def tokens_of(sent: Sentence, draft: Draft) -> list[int]:
    """Return the words that stand for a draft: its event word, its governor, a light verb above the noun."""
    tokens = [draft.hit.token, draft.decision.anchor]
    if draft.hit.is_noun:
        head = sent.heads[draft.hit.token]
        if sent.pos[head] == "VERB" and sent.deps[draft.hit.token] in (*SUBJECT, "obj"):
            tokens.append(head)
    return tokens
