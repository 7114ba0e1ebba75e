"""Numbers of a set of events: by kind, by day, by who takes part. Pure; every answer is one pass over the columns."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

import numpy as np

from timeline.serve.columns import Array, Columns, Pairs, Things, day_of
from timeline.serve.units import first_of, last_of

FEW = 5  # one event in so many: below, their pairs are gathered one by one, above, all are walked through

STEP = 1_024  # events of a list that are looked at together, twice as many each time

DayCount = tuple[str, str, int]
"""A day, a status, and how many events."""


def by_kind(columns: Columns, counts: Sequence[int], *names: str) -> Counter[object]:
    """How many events have each value of ``names``, of ``counts`` by kind; several names make a tuple."""
    found: Counter[object] = Counter()
    for value, number in zip(columns.values(*names), counts, strict=True):
        if number:
            found[value] += number
    return found


def by_bin(columns: Columns, mask: Array, unit: str, first: date) -> Iterator[DayCount]:
    """How many events of ``mask``, all with a day, begin in each ``unit``, as its first day, by status.

    A unit that holds ``first`` is counted from there on.
    """
    days, kinds = columns.start[mask], columns.kind[mask]
    if not len(days):
        return
    lowest, highest = int(days.min()), int(days.max())
    starts = np.array(_starts(lowest, highest, unit), np.int64)
    bin_of = np.searchsorted(starts, np.arange(lowest, highest + 1), side="right") - 1
    words = columns.values("status")
    known = sorted(set(words))
    status = np.array([known.index(word) for word in words], np.int64)
    both = bin_of[days - lowest] * len(known) + status[kinds]
    for number, count in enumerate(np.bincount(both).tolist()):
        if count:
            day = max(day_of(starts[number // len(known)]), first)
            yield str(day), known[number % len(known)], count


def _starts(lowest: int, highest: int, unit: str) -> Sequence[int]:
    found, at = [], first_of(day_of(lowest), unit).toordinal()
    while at <= highest:
        found.append(at)
        at = last_of(day_of(at), unit).toordinal() + 1
    return found


def span(columns: Columns, mask: Array) -> tuple[date, date] | None:
    """The first and the last day on which an event of ``mask`` begins; None where none has a day."""
    order = columns.order[columns.undated :]
    ends = [columns.start[one] for way in (1, -1) for one in listed(mask, order[::way], 1)]
    return (day_of(ends[0]), day_of(ends[1])) if ends else None


def listed(mask: Array, order: Array, most: int) -> Array:
    """The first ``most`` events of ``order`` that are in ``mask``; no more of it is looked at than that takes."""
    found: list[Array] = []
    at, size, count = 0, STEP, 0
    while at < len(order) and count < most:
        some = order[at : at + size]
        found.append(some[mask[some]])
        count += len(found[-1])
        at, size = at + size, size * 2
    return np.concatenate([order[:0], *found])[:most]


def by_thing(pairs: Pairs, mask: Array, most: int, bits: int) -> Array:
    """With how many events of ``mask`` each of ``most`` things has to do, in one of the ways of ``bits``."""
    count = np.count_nonzero(mask)
    if count * FEW < len(mask):
        return _gathered(pairs, np.flatnonzero(mask), most, bits)
    if (len(mask) - count) * FEW < len(mask):
        return pairs.totals(most, bits) - _gathered(pairs, np.flatnonzero(~mask), most, bits)
    chosen = mask[pairs.event] & (pairs.bits & bits != 0)
    return np.bincount(pairs.thing[chosen], minlength=most)


def _gathered(pairs: Pairs, events: Array, most: int, bits: int) -> Array:
    chosen = _of_events(pairs, events)
    chosen = chosen[pairs.bits[chosen] & bits != 0]
    return np.bincount(pairs.thing[chosen], minlength=most)


def _of_events(pairs: Pairs, events: Array) -> Array:
    """The places of the pairs of ``events``."""
    first = pairs.first[events]
    counts = pairs.first[events + 1] - first
    behind = np.cumsum(counts)
    places: Array = np.arange(counts.sum()) + np.repeat(first - behind + counts, counts)
    return places


def highest(things: Things, counts: Array, most: int, always: Collection[int] = ()) -> list[tuple[int, int]]:
    """The ``most`` things with the highest counts, those of one count by name, and what is ``always`` named."""
    named = np.flatnonzero(counts)
    if len(named) > most:
        least = np.partition(counts[named], -most)[-most]
        named = named[counts[named] >= least]
    named = named[np.lexsort((things.by_name[named], -counts[named]))][:most]
    chosen = named.tolist()
    chosen += [one for one in always if one not in chosen and counts[one]]
    return [(one, int(counts[one])) for one in chosen]
