"""Which numbers belong to which event, and whose people or weapons they count."""

from collections.abc import Sequence
from dataclasses import replace

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Count, Draft
from timeline.extract.text.figures.fates import governing
from timeline.extract.text.figures.quantities import Counted, Thing, counted_in, puts_number
from timeline.extract.text.figures.whose import (
    EXCHANGING,
    PROMISES,
    moved_side,
    named_side,
    side_of,
    two_sides,
)
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.lexicon import Lexicon
from timeline.extract.text.people.mentions import Party
from timeline.model import EventType, Quantity, QuantityKind, Role, Span, Status

E = EventType
K = QuantityKind
FITTING: dict[QuantityKind, tuple[EventType, ...]] = {
    K.KILLED: (E.ASSAULT, E.COERCE, E.PROTEST),
    K.INJURED: (E.ASSAULT, E.COERCE, E.PROTEST),
    K.MISSING: (E.ASSAULT, E.COERCE),
    K.CAPTURED: (E.ASSAULT, E.COERCE),
    K.ARRESTED: (E.COERCE,),
    K.DISPLACED: (E.ASSAULT, E.COERCE),
    K.PROTESTERS: (E.PROTEST,),
    K.LAUNCHED: (E.ASSAULT, E.MOBILIZE),
    K.SHOT_DOWN: (E.ASSAULT,),
}
RELEASING = EXCHANGING | frozenset(
    "release free return repatriate hand give deliver transfer receive bring send go come let set freedom liberty "
    "handover repatriation captivity liberate".split()
)
KIND_OF_MODE = {"abduct": K.CAPTURED, "arrest": K.ARRESTED}
CASUALTIES = frozenset((K.KILLED, K.INJURED, K.LAUNCHED, K.SHOT_DOWN, K.MISSING, K.DISPLACED))
COMING = frozenset("will would shall could may agreed planned due envisages provides".split())
IN_RETURN = frozenset(("direction", "return", "turn"))
BLOODLESS = frozenset("restrict censor curfew martial-law withhold misinformation cyber".split())
OTHER_TIMES = frozenset(("since", "previous", "previously", "earlier", "last", "overall"))
DISPUTE = 0.25  # share by which two sources differ on the same figure
REACH = 4  # sentences; a number further from its event word is not joined to it


def count_drafts(reader: Reader, drafts: list[Draft], lexicon: Lexicon, before: Sequence[Draft] = ()) -> None:
    """Give every draft of a sentence its numbers; numbers without an event word go to the one told ``before``."""
    for item in counted_in(reader):
        draft = owner_of(reader, item, drafts) or earlier_owner(reader, item, before)
        if draft is None:
            continue
        kind = kind_of(item, draft, reader, [*before, *drafts])
        if kind is not None:
            add(draft, Count(item, kind, reader))


def owner_of(reader: Reader, item: Counted, drafts: list[Draft]) -> Draft | None:
    """Return the draft whose event word governs a number among those it fits, else the nearest of them."""
    fitting = [draft for draft in drafts if fits(item, draft, reader)]
    words = {draft.hit.token: draft for draft in reversed(fitting)}
    if item.kind is None and is_doer(
        reader.sent, item.noun, {draft.hit.token for draft in drafts} - words.keys()
    ):
        return None
    for start in (item.verb, item.noun):
        for above in [] if start is None else [start, *reader.sent.ancestors(start)]:
            if above in words:
                return words[above]
    return min(fitting, key=lambda draft: abs(draft.hit.token - item.noun), default=None)


def is_doer(sent: Sentence, noun: int, others: set[int]) -> bool:
    """Tell "60 gunmen" in "60 gunmen stormed the prison, freeing 200": the subject of another event's verb."""
    return sent.deps[noun] == "nsubj" and sent.heads[noun] in others


def earlier_owner(reader: Reader, item: Counted, before: Sequence[Draft]) -> Draft | None:
    """Return the event told shortly before that a sentence of mere numbers speaks of."""
    near = [draft for draft in before if 0 < reader.sent.number - draft.reader.sent.number <= REACH]
    near.sort(key=lambda draft: hurts_in_order(item, draft))
    for draft in reversed(near):
        if item.kind in CASUALTIES and draft.event_type not in (E.ASSAULT, E.PROTEST, E.MOBILIZE):
            continue  # who was treated for injuries was hurt in the clash before the arrests
        if draft.decision.status is not Status.PLANNED and fits(item, draft, reader):
            return draft if tells_of(item, draft, reader) else None
    return None


def hurts_in_order(item: Counted, draft: Draft) -> tuple[int, bool]:
    """Return a key that puts the attack last of what one sentence tells, where people were hurt: not the march."""
    return draft.reader.sent.number, item.kind in CASUALTIES and draft.event_type is E.ASSAULT


def tells_of(item: Counted, draft: Draft, reader: Reader) -> bool:
    """Tell whether a number in a sentence of its own speaks of an event told before, and not of another one."""
    if item.kind is not None:
        harmed = item.kind in CASUALTIES and draft.event_type in (E.ASSAULT, E.PROTEST)
        return harmed or item.kind is K.PROTESTERS
    words = set(reader.sent.lower)
    if OTHER_TIMES & words or not (RELEASING & set(reader.sent.lemmas) or IN_RETURN & words):
        return False
    if draft.event_type in PROMISES and not item.each and not COMING & words:
        return False  # what was done is not what was promised
    about_remains = bool({"bodies", "remains", "body"} & set(draft.reader.sent.lower))
    return item.alone or about_remains == (item.thing is Thing.BODIES)


def fits(item: Counted, draft: Draft, reader: Reader) -> bool:
    """Tell whether what is counted can belong to an event of that type."""
    if item.kind is not None and not (item.kind is K.CAPTURED and draft.deed is E.RETREAT):
        if item.kind in CASUALTIES and draft.decision.event_mode in BLOODLESS:
            return False
        return draft.deed in FITTING[item.kind] or draft.event_type in FITTING[item.kind]
    if item.thing is Thing.WEAPONS:
        return draft.event_type is E.ASSAULT
    if draft.deed is E.PROTEST:
        return item.thing is Thing.PEOPLE and not item.alone
    if draft.decision.event_mode in KIND_OF_MODE and draft.event_type in (E.ASSAULT, E.COERCE):
        return item.thing is Thing.PEOPLE and is_taken(item, draft, reader)
    if draft.deed is E.RETREAT:
        mode = draft.decision.event_mode
        return mode == "release" or (mode is None and bool(RELEASING & set(reader.sent.lemmas)))
    return draft.event_type in PROMISES and bool(RELEASING & set(reader.sent.lemmas))


def is_taken(item: Counted, draft: Draft, reader: Reader) -> bool:
    """Tell "240 people who were dragged away" and those held afterwards, where no word of the list says what became."""
    if reader is not draft.reader or reader.sent.lemmas[draft.hit.token] in ("jail", "imprison"):
        return False  # a sentence is no arrest
    around = governing(reader.sent, item.noun)
    return draft.hit.token in around or any(reader.sent.lemmas[token] == "hold" for token in around)


def kind_of(item: Counted, draft: Draft, reader: Reader, told: Sequence[Draft]) -> QuantityKind | None:
    """Return the kind of a number as part of an event, ``None`` where it says nothing of it."""
    if item.kind is not None and not (item.kind is K.CAPTURED and draft.deed is E.RETREAT):
        return item.kind
    if item.thing is Thing.WEAPONS:
        return K.LAUNCHED
    if draft.event_type in (E.ASSAULT, E.COERCE) and draft.decision.event_mode in KIND_OF_MODE:
        return KIND_OF_MODE[draft.decision.event_mode]
    if draft.deed is E.PROTEST:
        return K.PROTESTERS if item.noun in draft.hit.clause.get("subj") else None
    if item.thing is Thing.BODIES or (item.alone and remains_told(told)):
        return K.REMAINS_RETURNED
    return K.EXCHANGED if item.each or draft.hit.row.mutual else K.RELEASED


def remains_told(told: Sequence[Draft]) -> bool:
    """Tell whether the last number of the report counted remains of the dead."""
    counts = [quantity.kind for draft in told for quantity, _ in draft.quantities]
    return counts[-1:] == [K.REMAINS_RETURNED]


def add(draft: Draft, count: Count) -> None:
    """Add a number to a draft; one that holds for each side becomes one row a side."""
    draft.counts.append(count)
    for quantity in rows(draft, count, ()):
        if all(quantity != known for known, _ in draft.quantities):
            draft.quantities.append((quantity, count.item.span))


def rows(draft: Draft, count: Count, sides: Sequence[str]) -> list[Quantity]:
    """Return the rows of one number, with what is known of the sides of its event."""
    item, kind, reader = count.item, count.kind, count.reader
    number = item.number
    countries: list[str | None]
    if item.each and kind in (K.RELEASED, K.EXCHANGED, K.REMAINS_RETURNED):
        countries = [*two_sides(draft, sides, reader)] or [None]
        kind = K.EXCHANGED if kind is K.RELEASED else kind
    else:
        side = side_of(draft, item, kind, reader, sides)
        countries = [side]
        if kind in (K.EXCHANGED, K.RELEASED):
            kind = K.EXCHANGED if is_exchanged(draft, item, reader, side) else K.RELEASED
            countries = [None if kind is K.EXCHANGED else side]
    return [Quantity(kind, number.low, number.best, number.high, number.words, one) for one in countries]


def is_exchanged(draft: Draft, item: Counted, reader: Reader, side: str | None) -> bool:
    """Tell a number of both sides' people ("swapped 500 prisoners") from those of one side that come home."""
    sent = reader.sent
    for head in sent.ancestors(item.noun)[:2]:
        if is_swap(sent, head):
            return True
        if sent.pos[head] == "VERB":
            break
    return side is None and (is_mutual(draft) or any(is_swap(sent, token) for token in range(len(sent))))


def is_swap(sent: Sentence, token: int) -> bool:
    """Tell a word of exchanging; "in exchange for" only says what one side got."""
    return sent.lemmas[token] in EXCHANGING and sent.lower[token - 1 : token + 2] != ["in", "exchange", "for"]


def is_mutual(draft: Draft) -> bool:
    """Tell an exchange from a one-sided release: by its words, or because both sides give and receive."""
    both = draft.countries(Role.ACTOR)
    return (len(both) == 2 and both == draft.countries(Role.RECIPIENT)) or any(
        telling.hit.row.mutual for telling in (draft, *draft.others)
    )


def settle_counts(drafts: Sequence[Draft], parties: Sequence[Party]) -> None:
    """Set the sides of all numbers once participants and places are known, and drop what is told twice.

    Remains whose side no word tells go where the report's other remains go.
    """
    sides = [party.country for party in parties if party.country]
    for draft in drafts:
        settle(draft, sides)
    known = [
        q.side for draft in drafts for q, _ in draft.quantities if q.kind is K.REMAINS_RETURNED and q.side
    ]
    for draft in drafts:
        draft.quantities = [
            (
                replace(q, side=known[0]) if known and q.kind is K.REMAINS_RETURNED and q.side is None else q,
                span,
            )
            for q, span in draft.quantities
        ]


def settle(draft: Draft, sides: Sequence[str]) -> None:
    """Settle the numbers of one event. The first number of a kind stands: the lead is the latest state.

    A later one of the same sentence counts something else and stays beside it.
    """
    told = {count.item.span: count for telling in (draft, *draft.others) for count in telling.counts}
    settled: list[tuple[Quantity, Span]] = []
    for count in sorted(told.values(), key=lambda count: count.item.span.start):
        sentence = count.reader.sent.span
        elsewhere = [q for q, span in settled if not sentence.start <= span.start < sentence.end]
        for row in rows(draft, count, sides):
            again = is_again(row, elsewhere) and not is_sided(draft, count, sides)
            at = None if again else disputed(count, row, settled)
            if at is not None:
                settled[at] = (between(settled[at][0], row), settled[at][1])
            elif (row, count.item.span) not in settled and not again and is_new(row, elsewhere):
                settled.append((row, count.item.span))
    for telling in draft.others:
        telling.quantities = [
            (row, count.item.span) for count in telling.counts for row in rows(draft, count, sides)
        ]
    draft.quantities = settled


def is_near(one: Quantity, other: Quantity) -> bool:
    """Tell two exact figures that differ by little."""
    return (
        one.best is not None
        and other.best is not None
        and 0 < abs(one.best - other.best) <= one.best * DISPUTE
    )


def disputed(count: Count, row: Quantity, settled: Sequence[tuple[Quantity, Span]]) -> int | None:
    """Return the place of the figure that another speaker puts a little differently ("Kestria put it at 1,245")."""
    sent = count.reader.sent
    if not puts_number(sent) or row.best is None:
        return None
    for at, (known, span) in enumerate(settled):
        if (
            is_near(known, row)
            and known.kind is row.kind
            and not sent.span.start <= span.start < sent.span.end
        ):
            return at
    return None


def between(one: Quantity, other: Quantity) -> Quantity:
    """Return the range of two figures on which their sources differ, with the words of both."""
    low, high = sorted((one.best or 0, other.best or 0))
    return replace(one, low=low, best=None, high=high, as_written=f"{one.as_written} / {other.as_written}")


def is_again(quantity: Quantity, known: Sequence[Quantity]) -> bool:
    """Tell a figure that an earlier sentence gave: of an exchange, as that of one side or of both."""
    freed = (K.RELEASED, K.EXCHANGED)
    return any(
        (other.kind is quantity.kind or (other.kind in freed and quantity.kind in freed))
        and (other.low, other.high) == (quantity.low, quantity.high)
        for other in known
    )


def is_sided(draft: Draft, count: Count, sides: Sequence[str]) -> bool:
    """Tell whether the words around a number say whose people it counts."""
    named = named_side(count.reader, count.item)
    return (named or moved_side(draft, count.item, count.reader, sides)) is not None


def is_new(quantity: Quantity, known: Sequence[Quantity]) -> bool:
    """Tell a number that adds to those of earlier sentences: another kind, another side, or the sum of both sides."""
    same = [other for other in known if other.kind is quantity.kind]
    if not same:
        return True
    if quantity.kind is K.EXCHANGED and quantity.side is None and quantity.best is not None:
        return sum(other.best or 0 for other in same if other.side) == quantity.best
    return quantity.side is not None and all(other.side not in (None, quantity.side) for other in same)
