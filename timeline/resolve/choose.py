"""What an event says that several reports tell: one named rule for each column. Pure.

The rules stand in the codebook (list ``choice``); each choice names the claims that it rests on. What the claims say
is not changed by it: they stand side by side.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.model import (
    DatePrecision,
    DateValue,
    Event,
    GeoPrecision,
    Participant,
    Place,
    QuantityKind,
    Role,
    Status,
)
from timeline.resolve.counted import claim_ids, counted_claims, figures, moment
from timeline.resolve.figures import Counted, Number, numbers
from timeline.resolve.match.coding import Coding

CERTAINTY = (
    *(Status.OCCURRED, Status.ONGOING, Status.DENIED, Status.CLAIMED),
    *(Status.CANCELLED, Status.PLANNED, Status.HYPOTHETICAL),
)
ASSERTED = frozenset({Status.OCCURRED, Status.ONGOING, Status.CLAIMED})
PRECISION = tuple(GeoPrecision)  # from the most precise to the least
FINE = PRECISION[: PRECISION.index(GeoPrecision.ADMIN1)]
ENDS = frozenset({Role.ACTOR, Role.RECIPIENT, Role.SIDE_A, Role.SIDE_B, Role.VICTIM})
BOTH = ("who acts", "done to whom")  # no more than two make a title clearer
FATALITIES = ("fatalities_low", "fatalities_best", "fatalities_high")


@dataclass(frozen=True, slots=True)
class Choice:
    """Why ``column`` says what it says: the claims, and the rule that chose among them."""

    column: str
    rule: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """An event out of several codings. Its claims are those of all of them, first published first.

    ``numbers`` are what the figures for each thing come to, one for each kind and side.
    """

    event: Event
    choices: tuple[Choice, ...]
    numbers: tuple[Number, ...] = ()


def choose(codings: Sequence[Coding]) -> Chosen:
    """Return what ``codings`` of one event come to; its id is that of the one published first. At least one."""
    told = in_order(codings)
    sure, disputed = most_certain(told)
    lead = leading(told, sure)
    dated, dates_differ = narrowest([one for one in sure if one.event.date.start] or told)
    placed, places_differ = most_precise(told)
    counted = numbers(figures(told))
    differing = {
        "figures_differ": any(one.differ for one in counted.values()),
        "dates_differ": dates_differ,
        "places_differ": places_differ,
        "status_disputed": disputed,
    }
    event = replace(
        lead.event,
        id=told[0].id,
        status=sure[0].event.status,
        date=dated.event.date,
        place=placed.event.place if placed else None,
        contexts=union(one.event.contexts for one in told),
        participants=participants(told, spoken(told, sure)),
        quantities=tuple(one.quantity for one in counted.values()),
        claims=tuple(claim for one in told for claim in one.event.claims),
        flags=(*union(one.event.flags for one in told), *(name for name, yes in differing.items() if yes)),
        shown=any(one.event.shown for one in told),
    )
    found = tuple(choices(told, event, lead, dated, placed, counted))
    return Chosen(event, found, tuple(counted.values()))


def in_order(codings: Iterable[Coding]) -> list[Coding]:
    """Return the codings, first published first; those of reports without a date come last."""
    return sorted(codings, key=lambda one: (moment(one.published) or "~", one.id))


def voices(codings: Iterable[Coding]) -> int:
    return len({one.voice for one in codings})


def union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return every word of the lists once, in order."""
    return tuple(dict.fromkeys(word for words in lists for word in words))


def most_certain(told: Sequence[Coding]) -> tuple[list[Coding], bool]:
    """Return the codings with the status that outweighs the others, and whether one is denied that another gives."""
    statuses = {one.event.status for one in told}
    status = min(statuses, key=CERTAINTY.index)
    disputed = Status.DENIED in statuses and bool(statuses & ASSERTED)
    return [one for one in told if one.event.status is status], disputed


def leading(told: Sequence[Coding], sure: Sequence[Coding]) -> Coding:
    """Return the coding that gives title, type and codes: most voices for its type and mode, then the clearest."""
    speaking = spoken(told, sure)
    typed = [one for one in speaking if one.event.event_type] or [one for one in told if one.event.event_type]
    pool = clearest(typed or speaking)
    kinds = most_voices(pool, lambda one: one.event.event_type)
    return most_voices(kinds, lambda one: one.event.event_mode)[0]


def spoken(told: Sequence[Coding], sure: Sequence[Coding]) -> Sequence[Coding]:
    """Return the codings that speak of what was done, if it was, else those of the chosen status.

    Where it was done, what is only claimed of it speaks as well: a claim may say more. A plan or a denial does not.
    """
    done = sure[0].event.status in ASSERTED
    return [one for one in told if one.event.status in ASSERTED] if done else sure


def clearest(codings: Sequence[Coding]) -> list[Coding]:
    """Return the codings, the one that says most first; the order of equals stays."""
    return sorted(codings, key=lambda one: tuple(-part for part in clarity(one)))


def clarity(coding: Coding) -> tuple[int, ...]:
    """Return how much a coding says: who is known on both ends, how many, where; unknown names make it unclear."""
    event = coding.event
    known = {part.actor.id for part in event.participants if part.actor and part.role in ENDS}
    counted = {figure.side for _, _, figures in counted_claims(coding) for figure in figures if figure.side}
    return (
        min(len(known), len(BOTH)),
        min(len(counted), len(BOTH)),
        event.place is not None and event.place.geo_precision in FINE,
        event.date.precision is DatePrecision.DAY,
        -sum(part.actor is None for part in event.participants),
    )


def most_voices(pool: Sequence[Coding], value: Callable[[Coding], object]) -> list[Coding]:
    """Return those of ``pool`` whose value most voices give; of equals that of the first."""
    groups: dict[object, list[Coding]] = {}
    for one in pool:
        groups.setdefault(value(one), []).append(one)
    return max(groups.values(), key=voices)


def narrowest(told: Sequence[Coding]) -> tuple[Coding, bool]:
    """Return the coding whose days most voices agree with, the narrowest first, and whether some exclude others.

    Who gives a month agrees with every day in it.
    """
    dated = [one for one in told if one.event.date.start is not None]
    if not dated:
        return told[0], False

    def rank(one: Coding) -> tuple[int, timedelta, date]:
        days = one.event.date
        agreeing = [other for other in dated if holds(other.event.date, days)]
        return -voices(agreeing), last(days) - first(days), first(days)

    apart = max(first(one.event.date) for one in dated) > min(last(one.event.date) for one in dated)
    return min(dated, key=rank), apart


def holds(wide: DateValue, narrow: DateValue) -> bool:
    return first(wide) <= first(narrow) and last(narrow) <= last(wide)


def first(value: DateValue) -> date:
    assert value.start
    return value.start


def last(value: DateValue) -> date:
    assert value.end
    return value.end


def most_precise(told: Sequence[Coding]) -> tuple[Coding | None, bool]:
    """Return the coding with the best place, and whether two places that are known well are not the same."""
    placed = [(one, one.event.place) for one in told if one.event.place is not None]
    if not placed:
        return None, False
    best = min(PRECISION.index(place.geo_precision) for _, place in placed)
    pool = [one for one, place in placed if PRECISION.index(place.geo_precision) == best]
    fine = {name_of(place) for _, place in placed if place.geo_precision in FINE}
    countries = {place.country for _, place in placed if place.country}
    found = most_voices(pool, lambda one: one.event.place and name_of(one.event.place))[0]
    return found, len(fine) > 1 or len(countries) > 1


def name_of(place: Place) -> str:
    return place.id or place.name.casefold()


def participants(told: Sequence[Coding], speaking: Sequence[Coding]) -> tuple[Participant, ...]:
    """Return everybody in a role once: the first who names them, with the number that was published last.

    Who acts and who is acted on is taken from those who speak of what was done, if they say it.
    """
    naming = any(part.role in ENDS for one in speaking for part in one.event.participants)
    ends = {one.id for one in (speaking if naming else told)}
    found: dict[tuple[str, str], Participant] = {}
    for one in told:
        for part in one.event.participants:
            if part.role in ENDS and one.id not in ends:
                continue
            key = (part.role, part.actor.id if part.actor else part.name_as_written.casefold())
            held = found.get(key)
            if held is None:
                found[key] = part
            elif part.count_low is not None or part.count_high is not None:
                found[key] = replace(held, count_low=part.count_low, count_high=part.count_high)
    return tuple(found.values())


def choices(
    told: Sequence[Coding], event: Event, lead: Coding, dated: Coding, placed: Coding | None,
    counted: Mapping[Counted, Number],
) -> Iterable[Choice]:  # fmt: skip
    """Yield why each column says what it says; silent where no report says anything."""
    yield Choice("title", "clearest", tuple(claim_ids(lead)))
    agreeing = [one for one in told if one.event.event_type is event.event_type]
    if event.event_type:
        yield Choice("event_type", "most_voices", all_claims(agreeing))
    if event.event_mode:
        modes = [one for one in agreeing if one.event.event_mode == event.event_mode]
        yield Choice("event_mode", "most_voices", all_claims(modes))
    sure = [one for one in told if one.event.status is event.status]
    yield Choice("status", "most_certain", all_claims(sure))
    if event.date.start:
        days = [one for one in told if same_days(one.event.date, dated.event.date)]
        yield Choice("date_start", "narrowest", all_claims(days))
    if placed and event.place:
        there = [one for one in told if one.event.place and name_of(one.event.place) == name_of(event.place)]
        yield Choice("place_name", "most_precise", all_claims(there))
    yield from fatalities_from(counted)


def fatalities_from(counted: Mapping[Counted, Number]) -> Iterable[Choice]:
    """Yield the claims behind the people killed: the figures for all of them, else those for each side."""
    killed = {side: number for (kind, side), number in counted.items() if kind is QuantityKind.KILLED}
    chosen = [killed[None]] if None in killed else list(killed.values())
    for column in FATALITIES:
        part = column.removeprefix("fatalities_")
        if chosen and all(getattr(one.quantity, part) is not None for one in chosen):
            claims = union(getattr(one, f"{part}_from") for one in chosen)
            yield Choice(column, "latest_of_a_speaker", claims)


def all_claims(codings: Iterable[Coding]) -> tuple[str, ...]:
    return tuple(key for one in codings for key in claim_ids(one))


def same_days(one: DateValue, other: DateValue) -> bool:
    return (one.start, one.end) == (other.start, other.end)
