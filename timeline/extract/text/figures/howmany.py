"""Which numbers belong to which event, and whose people or weapons they count."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.draft import Count, Draft
from timeline.extract.text.figures.fates import governing
from timeline.extract.text.figures.numbers import is_number_word
from timeline.extract.text.figures.quantities import Counted, Thing, counted_in, puts_number
from timeline.extract.text.figures.whose import (
    ANYBODY,
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
from timeline.model import ActorKind, EventType, Quantity, QuantityKind, Role, Span, Status

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
IN_RETURN = frozenset(("direction", "return", "turn", "back"))
BLOODLESS = frozenset("restrict censor curfew martial-law withhold misinformation cyber".split())
OTHER_TIMES = frozenset(("since", "previous", "previously", "earlier", "last", "overall"))
DISPUTE = 0.25  # share by which two sources differ on the same figure
HELD = frozenset((K.CAPTURED, K.RELEASED))
KILLING = frozenset("kill murder assassinate execute behead slay".split())
BESIDES = frozenset(("addition", "additionally", "besides"))
PLACE_REACH = 14  # tokens from a number to its place
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
    near.sort(key=lambda draft: (has_figure(draft, item), *hurts_in_order(item, draft)))
    for draft in reversed(near):
        if item.kind in CASUALTIES and draft.event_type not in (E.ASSAULT, E.PROTEST, E.MOBILIZE):
            continue  # who was treated for injuries was hurt in the clash before the arrests
        if item.kind in CASUALTIES and is_elsewhere(draft, countries_in(reader)):
            continue
        if draft.decision.status is not Status.PLANNED and fits(item, draft, reader):
            return draft if tells_of(item, draft, reader) else None
    return None


def countries_in(reader: Reader) -> set[str]:
    """Return the countries in which a sentence says that something was so: "three people died in Kestria"."""
    placed = (m for m in reader.mentions if reader.sent.preposition(m.head) == "in" and not m.adjectival)
    return {one.country for m in placed for one in m.parties if one.country and one.kind is ActorKind.COUNTRY}


def is_elsewhere(draft: Draft, named: set[str]) -> bool:
    """Tell an attack on another country than those named."""
    struck = {item.party.country for item in draft.roles if item.role is Role.RECIPIENT}
    struck = (struck | {draft.place.country if draft.place else None}) - {None}
    return bool(named and struck) and not struck & named


def has_figure(draft: Draft, item: Counted) -> bool:
    """Tell whether the number has been told of an event: the other side got back as many."""
    told = ((count.item.number.low, count.item.number.high) for count in draft.counts)
    return item.thing is not Thing.WEAPONS and (item.number.low, item.number.high) in told


def hurts_in_order(item: Counted, draft: Draft) -> tuple[int, bool]:
    """Return a key that puts the attack last of what one sentence tells, where people were hurt: not the march."""
    return draft.reader.sent.number, item.kind in CASUALTIES and draft.event_type is E.ASSAULT


def tells_of(item: Counted, draft: Draft, reader: Reader) -> bool:
    """Tell whether a number in a sentence of its own speaks of an event told before, and not of another one."""
    if item.kind is not None:
        harmed = item.kind in CASUALTIES and draft.event_type in (E.ASSAULT, E.PROTEST)
        return harmed or item.kind is K.PROTESTERS
    words = set(reader.sent.lower)
    if (OTHER_TIMES | {"whether"}) & words or not (RELEASING & set(reader.sent.lemmas) or IN_RETURN & words):
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


def settle_counts(drafts: Sequence[Draft], parties: Sequence[Party], sole: str | None = None) -> None:
    """Set the sides of all numbers once participants and places are known, and drop what is told twice.

    Remains whose side no word tells go where the report's other remains go. ``sole`` is the country of a report that
    plays in one: those taken or freed there are its own.
    """
    sides = [party.country for party in parties if party.country]
    for draft in drafts:
        settle(draft, sides, sole)
        draft.quantities += named_dead(draft)
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


def settle(draft: Draft, sides: Sequence[str], sole: str | None = None) -> None:
    """Settle the numbers of one event. The first number of a kind stands: the lead is the latest state.

    A later one of the same sentence counts something else and stays beside it.
    """
    told = {count.item.span: count for telling in (draft, *draft.others) for count in telling.counts}
    settled: list[tuple[Quantity, Span]] = []
    for count in sorted(told.values(), key=lambda count: count.item.span.start):
        sentence = count.reader.sent.span
        elsewhere = [q for q, span in settled if not sentence.start <= span.start < sentence.end]
        for told_row in rows(draft, count, sides):
            row = at_home(told_row, count, sole)
            again = is_again(row, elsewhere) and not is_sided(draft, count, sides)
            at = None if again else disputed(count, row, settled)
            if at is not None:
                settled[at] = (between(settled[at][0], row), settled[at][1])
            elif (
                (row, count.item.span) not in settled
                and not again
                and adds(count, row, elsewhere, told.values())
            ):
                settled.append((row, count.item.span))
    for telling in draft.others:
        telling.quantities = [
            (row, count.item.span) for count in telling.counts for row in rows(draft, count, sides)
        ]
    draft.quantities = as_exchanged(settled)


def as_exchanged(settled: list[tuple[Quantity, Span]]) -> list[tuple[Quantity, Span]]:
    """Make an exchange of what both sides got back in equal number: "307 Kestrians came home, Ordania also got 307"."""
    freed = [q for q, _ in settled if q.kind is K.RELEASED and q.side]
    mutual = {q.low for q in freed for other in freed if q.low == other.low and q.side != other.side}
    return [
        (replace(q, kind=K.EXCHANGED) if q.kind is K.RELEASED and q.side and q.low in mutual else q, span)
        for q, span in settled
    ]


def at_home(row: Quantity, count: Count, sole: str | None) -> Quantity:
    """Return a number of pupils or villagers taken or freed as those of the country in which the whole report plays."""
    noun = count.reader.sent.lemmas[count.item.noun]
    named = row.kind in HELD and not count.item.alone and noun not in ANYBODY
    return replace(row, side=sole) if row.side is None and named else row


def named_dead(draft: Draft) -> list[tuple[Quantity, Span]]:
    """Return as the number one who was killed by name: "says it killed the commander Deif in an air strike"."""
    if draft.event_type is not E.ASSAULT or any(q.kind is K.KILLED for q, _ in draft.quantities):
        return []
    killed = any(one.reader.sent.lemmas[one.hit.token] in KILLING for one in (draft, *draft.others))
    dead = {
        item.party.name: item
        for item in draft.roles
        if item.role is Role.VICTIM and item.party.kind is ActorKind.PERSON
    }
    return [
        (Quantity(K.KILLED, 1, 1, 1, item.words, item.party.country), item.span)
        for item in dead.values()
        if killed and item.party.country
    ]


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


def adds(count: Count, row: Quantity, known: Sequence[Quantity], told: Iterable[Count]) -> bool:
    """Tell a number that adds to those of earlier sentences, by itself or because the words say so.

    "In addition, 46 wounded soldiers …"; "four died in Kyiv … three lost their lives in Zhytomyr".
    """
    words = set(count.reader.sent.lower)
    if is_new(row, known) or BESIDES & words or (count.kind is K.PROTESTERS and "put" in words):
        return True  # "police put the crowd at 338,000": another count
    place = place_behind(count)
    before = [
        one for one in told if one.kind is count.kind and one.reader.sent.number < count.reader.sent.number
    ]
    others = [place_behind(one) for one in before]
    return place is not None and None not in others and place not in others


def place_behind(count: Count) -> str | None:
    """Return the name of the place in which so many died, as the words behind the number give it."""
    sent, item = count.reader.sent, count.item
    for token in range(item.number.end, min(len(sent) - 1, item.noun + PLACE_REACH)):
        if (
            token > item.number.end
            and is_number_word(sent.lower[token])
            and sent.pos[token - 1] in ("CCONJ", "PUNCT")
        ):
            return None
        if sent.lower[token] in ("in", "at", "near") and sent.pos[token + 1] == "PROPN":
            return sent.lower[token + 1]
    return None


def is_new(quantity: Quantity, known: Sequence[Quantity]) -> bool:
    """Tell a number that adds to those of earlier sentences: another kind, another side, or the sum of both sides."""
    same = [other for other in known if other.kind is quantity.kind]
    if not same:
        return True
    if quantity.kind is K.EXCHANGED and quantity.side is None and quantity.best is not None:
        return sum(other.best or 0 for other in same if other.side) == quantity.best
    if quantity.kind is K.EXCHANGED and quantity.side and all(other.side is None for other in same):
        return all(2 * (quantity.low or 0) <= (other.low or 0) for other in same)  # parts of the sum of both
    return quantity.side is not None and all(other.side not in (None, quantity.side) for other in same)
