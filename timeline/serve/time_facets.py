"""The years, months and weekdays of a selection with their numbers, newest first, each as a link that chooses it.

An event known to the year is in no month, and one that
is known to more than a day is on no weekday.
"""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np

from timeline.serve.counts import by_bin
from timeline.serve.facets import Facet, Value
from timeline.serve.masks import Matched, drawable, known_days
from timeline.serve.selection import WEEKDAYS, Selection
from timeline.serve.units import last_of, name_of

MOST_YEARS = 12
MOST_MONTHS = 12


def time_facets(matched: Matched) -> tuple[Facet, ...]:
    """The facets of ``matched``; the weekdays leave their own choice out."""
    found = (
        _spans(matched, "Year", "year", MOST_YEARS),
        _spans(matched, "Month", "month", MOST_MONTHS),
        _weekdays(matched),
    )
    return tuple(facet for facet in found if facet.values)


def _spans(matched: Matched, name: str, unit: str, most: int) -> Facet:
    columns = matched.columns
    counts: Counter[date] = Counter()
    for day, _status, number in by_bin(columns, matched.mask() & drawable(columns, unit), unit, date.min):
        counts[date.fromisoformat(day)] += number
    listed = sorted(counts, reverse=True)[:most]
    values = tuple(_span(matched.selection, first, unit, counts[first]) for first in listed)
    return Facet(name, values, len(counts) - len(listed))


def _span(selection: Selection, first: date, unit: str, number: int) -> Value:
    last = last_of(first, unit)
    on = (selection.start, selection.end) == (first, last)
    # What is chosen already is narrowed; the same link again gives the whole time back.
    start, end = (
        (None, None) if on else (max(first, selection.start or first), min(last, selection.end or last))
    )
    wanted = selection.but(start=start, end=end, unit=None, reach=False)
    return Value(name_of(first, unit), number, wanted.query(), on)


def _weekdays(matched: Matched) -> Facet:
    columns, chosen = matched.columns, matched.selection.weekdays
    days = columns.start[matched.mask("weekdays") & known_days(columns)]
    counts = np.bincount((days - 1) % len(WEEKDAYS), minlength=len(WEEKDAYS)).tolist()
    values = tuple(
        Value(
            one.title(),
            count,
            replace(matched.selection, after=None, weekdays=_toggled(chosen, one)).query(),
            one in chosen,
        )
        for one, count in zip(WEEKDAYS, counts, strict=True)
        if count or one in chosen
    )
    return Facet("Weekday", values)


def _toggled(chosen: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(key for key in chosen if key != one) if one in chosen else tuple(sorted((*chosen, one)))
