"""Events dated by the time of a neighbour in their sentence, and by how long they lasted.

"Killed on Friday when a convoy was ambushed" dates the ambush; "had phoned them on Saturday and warned" the warning;
"began two days of exercises on Thursday" ends on Friday.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from timeline.extract.text.days.clock import Timed
from timeline.extract.text.days.dates import Resolved
from timeline.extract.text.days.intervals import between, moved, range_of
from timeline.extract.text.days.owner import BACKGROUND, head_of
from timeline.extract.text.days.relative import number_of
from timeline.extract.text.draft import Draft
from timeline.extract.text.grammar.misreadings import SUBJECT
from timeline.extract.text.grammar.sentence import Sentence
from timeline.model import DatePrecision, DateValue, EventType

ALONG = frozenset("though although while whereas as".split())
GAP = 2  # characters between a time and its clause: ", when"
BEGIN = frozenset("begin start open launch commence".split())
END = frozenset("end conclude finish complete close".split())
LONGEST = 60  # days
LATELY = 7  # days: "killed since rebels struck on Monday" still tells of that attack
REACH = 8  # words


def date_siblings(
    sent: Sentence, drafts: Iterable[Draft], timed: list[Timed], published: date | None
) -> None:
    """Date what has no time of its own by the time in front of its "when", or of the verb it is joined to."""
    for draft in drafts:
        if draft.date_span is not None:
            continue
        if published is not None and (first := time_since(sent, draft, timed)) is not None:
            start = first.resolved.value.start
            if start is not None and (published - start).days > LATELY:
                value = DateValue(start, published, range_of(start, published), first.time.words)
                draft.date = Resolved(value, f"{first.resolved.rule.removesuffix('.since')}.since")
                draft.date_span = first.span
                continue
        item, way = time_of_when(sent, draft, timed), "when"
        if item is None:
            item, way = time_of_joined(sent, draft, timed), "shared"
        if item is not None:
            draft.date = Resolved(item.resolved.value, f"{item.resolved.rule}.{way}")
            draft.date_span = item.span


def time_since(sent: Sentence, draft: Draft, timed: list[Timed]) -> Timed | None:
    """Return the time inside the "since" of a sum: "400 have been killed since the unrest began on October 1"."""
    verb = verb_of(sent, draft)
    if draft.hit.is_noun or not any(sent.lower[kid] in ("have", "has") for kid in sent.kids(verb, "aux")):
        return None
    for kid in sent.kids(verb, "advcl", "obl", "conj"):
        if not any(sent.lower[mark] == "since" for mark in sent.kids(kid, "mark", "case")):
            continue
        clause = set(sent.subtree(kid))
        for item in timed:
            if head_of(sent, item.time) in clause:
                return item
    return None


def time_of_when(sent: Sentence, draft: Draft, timed: list[Timed]) -> Timed | None:
    """Return the time that "when" and the clause of a draft stand behind."""
    clause = verb_of(sent, draft)
    for token in range(clause - 1, 0, -1):
        if sent.lower[token] != "when":
            if sent.pos[token] in ("VERB", "AUX") and clause not in (sent.heads[token], token):
                return None
            continue
        start = sent.starts[token] - sent.starts[0]
        return next((item for item in timed if 0 < start - item.time.end <= GAP), None)
    return None


def time_of_joined(sent: Sentence, draft: Draft, timed: list[Timed]) -> Timed | None:
    """Return the time of the verb that the verb of a draft is joined to by "and" or "but", or goes along with."""
    verbs: dict[int, Timed] = {}
    for item in timed:
        head = head_of(sent, item.time)
        if head is not None and item.resolved.value.start is not None:
            verbs.setdefault(sent.heads[head], item)
    verb = verb_of(sent, draft)
    if sent.tags[verb] == "VBG" and not draft.hit.is_noun and goes_along(sent, verb):
        return verbs.get(sent.heads[verb])  # "overran an outpost on Monday, killing 12"
    above = sent.heads[verb]
    if sent.deps[verb] == "conj" and sent.tags[verb] == sent.tags[above] == "VBG" and goes_along(sent, above):
        return verbs.get(sent.heads[above])  # ", killing 12 and burning huts"
    if draft.event_type is EventType.PROTEST and sent.deps[verb] == "acl:relcl" and sent.tags[verb] == "VBD":
        return next(
            (verbs[one] for one in sent.ancestors(verb) if one in verbs), None
        )  # "fired tear gas on Monday at protesters who marched"
    if draft.decision.future or sent.deps[verb] != "conj":
        return None
    first = sent.heads[verb]
    return verbs.get(first) if has_perfect(sent, first) or is_sequel(sent, verb) else None


def is_sequel(sent: Sentence, verb: int) -> bool:
    """Tell what the same doer did then: "seized a post on Thursday and took 12 officers prisoner"."""
    past = sent.tags[verb] == sent.tags[sent.heads[verb]] == "VBD"
    return past and not sent.kids(verb, *SUBJECT, "aux", "aux:pass")


def goes_along(sent: Sentence, verb: int) -> bool:
    """Tell a clause that tells of the same time as the one above it: "killing four", "though they agreed"."""
    if sent.deps[verb] in ("xcomp", "advcl") and sent.lemmas[sent.heads[verb]] == "use":
        return True  # "used the meeting to propose"
    if sent.deps[verb] != "advcl":
        return False
    marks = {sent.lower[kid] for kid in sent.kids(verb, "mark", "advmod") if kid < verb}
    return bool(marks & ALONG) or (not marks & BACKGROUND and sent.tags[verb] == "VBG")


def has_perfect(sent: Sentence, verb: int) -> bool:
    """Tell "had phoned": what is joined to it is as far back."""
    return any(sent.lower[kid] == "had" for kid in sent.kids(verb, "aux"))


def verb_of(sent: Sentence, draft: Draft) -> int:
    """Return the verb that tells a draft: its own, or the one above its noun."""
    token = draft.hit.token
    for above in [token, *sent.ancestors(token)[:3]]:
        if sent.pos[above] == "VERB":
            return above
    return token


def lasting(draft: Draft, telling: Draft) -> None:
    """Stretch a day over "five days of talks" or "a two-day visit", where the verb says that it began or ended then.

    ``telling`` is the draft whose words gave the day: ``draft`` itself, or another telling of the same event.
    """
    sent = telling.reader.sent
    value = draft.date.value if draft.date else None
    if draft.date is None or value is None or value.start is None or value.precision is not DatePrecision.DAY:
        return
    verb, noun = verb_of(sent, telling), telling.hit.token
    spread = days_over(sent) if draft.event_type is EventType.RETREAT else None
    if spread is not None and 1 < spread <= LONGEST:
        start, end, precision = between(moved(value.start, 1 - spread), value.start)
        stretched = replace(value, start=start, end=end, precision=precision)
        draft.date = Resolved(stretched, f"{draft.date.rule}.lasting")
        return
    if verb == noun:  # "began" of "began two days of exercises"
        objects = sent.kids(verb, "obj")
        noun = min(max(sent.subtree(objects[0])), verb + REACH) if objects else verb
    length = length_of(sent, noun)
    if sent.pos[verb] != "VERB" or length is None or not 1 < length <= LONGEST:
        return
    if sent.lemmas[verb] in BEGIN:
        start, end, precision = between(value.start, moved(value.start, length - 1))
    elif sent.lemmas[verb] in END:
        start, end, precision = between(moved(value.start, 1 - length), value.start)
    else:
        return
    stretched = replace(value, start=start, end=end, precision=precision)
    draft.date = Resolved(stretched, f"{draft.date.rule}.lasting")


def days_over(sent: Sentence) -> int | None:
    """Return the days of "697 people have been brought back over two days", which end with the day named."""
    for at, word in enumerate(sent.lower[:-2]):
        if (
            word in ("over", "within", "in")
            and sent.lower[at + 2] == "days"
            and sent.lower[at + 3 : at + 4] != ["of"]
        ):
            return number_of(sent.lower[at + 1])
    return None


def length_of(sent: Sentence, noun: int) -> int | None:
    """Return how many days an event noun is said to last: "two days of exercises", "a two-day visit"."""
    around = sent.lower[max(0, noun - REACH) : noun + 1]
    for position, word in enumerate(around):
        if word in ("day", "days") and position:
            number = around[position - 1] if around[position - 1] != "-" else around[position - 2]
            behind = around[position + 1 : position + 2]
            if behind == ["of"] or (around[position - 1] == "-" and word == "day"):
                return number_of(number)
    return None
