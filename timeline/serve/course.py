"""What the timeline page counts: bars, totals, what is left out, and which events come next.

Every question is asked of the masks of one selection; here is nothing of how it looks.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline.serve.columns import Array, Columns, day_of
from timeline.serve.counts import by_bin, listed, span
from timeline.serve.facets import Facet, facets
from timeline.serve.histogram import Histogram, histogram
from timeline.serve.masks import Matched, begun_before, drawable, match, placeless, shown
from timeline.serve.selection import Cursor, Selection
from timeline.serve.time_facets import time_facets
from timeline.serve.units import MOST_DAYS, first_of, unit_for

PAGE = 25  # events on one page of the list: more, and the page of a broad selection passes 60 KB
LONGEST_DRAWN = 73_000  # days
TOLD = ("occurred", "ongoing")
FIELDS = (
    *("dates", "types", "statuses", "actors", "recipients", "parties", "countries", "places", "box"),
    *("sources", "datasets", "deaths", "voices", "search", "weekdays", "ids"),
)
IDS = "select rowid, id from events where rowid in ({marks})"
PLACE = "select rowid from events where id = ?"
BEFORE = "select count(*) from events where id < ?"


@dataclass(frozen=True, slots=True)
class Totals:
    """How many events, and the people killed in those reported as happened that state a number.

    ``open`` of these give no upper bound.
    """

    events: int
    low: int
    high: int
    with_deaths: int
    open: int
    placeless: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a reader of the page does not see in it, and would not guess."""

    of: int
    undated: int
    machine: int
    earlier: int
    coarse: int
    begun: int


@dataclass(frozen=True, slots=True)
class Course:
    """The answer to one selection."""

    totals: Totals
    drawn: Histogram
    first: date | None
    last: date | None
    left_out: LeftOut
    facets: tuple[Facet, ...]
    ids: tuple[str, ...]
    after: Cursor | None
    without: tuple[tuple[str, int], ...]


def read_course(conn: sqlite3.Connection, columns: Columns, selection: Selection) -> Course:
    """Everything about ``selection`` that the page shows."""
    matched = match(conn, columns, selection)
    mask = matched.mask()
    totals = _totals(columns, mask)
    first, last = _window(selection, spread(columns, mask))
    unit = unit_for(first, last, selection.unit) if first and last else "month"
    fine = mask & drawable(columns, unit)
    begin = first if first is None or selection.start else first_of(first, unit)
    drawn = fine & (columns.start >= begin.toordinal()) if begin else fine
    ids, after = next_ids(conn, matched)
    return Course(
        totals=totals,
        drawn=histogram(by_bin(columns, drawn, unit, first), unit, first, last)
        if first and drawn.any()
        else histogram((), unit, first, last),
        first=first,
        last=last,
        left_out=LeftOut(
            of=int(np.count_nonzero(shown(columns))),
            undated=0 if "date" in selection.lacks else _count(matched.mask("dates") & (columns.start == 0)),
            machine=0 if selection.machine else _count(matched.mask("machine") & shown(columns, True)),
            earlier=_earlier(matched),
            coarse=_count(mask & (columns.start > 0)) - _count(fine),
            begun=_count(fine) - _count(drawn),
        ),
        facets=(*facets(matched), *time_facets(matched)),
        ids=ids,
        after=after,
        without=_without(matched) if not totals.events else (),
    )


def _totals(columns: Columns, mask: Array) -> Totals:
    told = np.flatnonzero(mask & columns.of_kind(value in TOLD for value in columns.values("status")))
    low, high = columns.low[told], columns.high[told]
    return Totals(
        events=_count(mask),
        low=int(low[low >= 0].sum()),
        high=int(high[high >= 0].sum()),
        with_deaths=_count(low >= 0),
        open=_count((high < 0) & (low >= 0)),
        placeless=_count(mask & placeless(columns)),
    )


def spread(columns: Columns, mask: Array) -> tuple[date, date] | None:
    """The first and the last day on which an event of ``mask`` begins, as far as bars can stand for them.

    One known to the year begins on 1 January only on paper: it opens no year that another event opens already.
    """
    known = span(columns, mask & drawable(columns, "year"))
    if known is None:
        return span(columns, mask)
    first = (span(columns, mask & drawable(columns, "month")) or known)[0]
    return (first if (first - known[0]).days < MOST_DAYS["year"] else known[0]), known[1]


def _window(selection: Selection, days: tuple[date, date] | None) -> tuple[date | None, date | None]:
    """What is drawn: the time that the selection names, or that of its events where it would be centuries."""
    first, last = days or (None, None)
    start, end = selection.start or first, selection.end or last
    if start and end and first and last and (end - start).days > LONGEST_DRAWN:
        return max(start, first), min(end, last)
    return start, end


def next_ids(conn: sqlite3.Connection, matched: Matched) -> tuple[tuple[str, ...], Cursor | None]:
    """The ids of one page of the list, and where the next page begins."""
    columns, selection = matched.columns, matched.selection
    order = columns.order[::-1] if selection.sort == "newest" else columns.order
    behind = _behind(conn, columns, selection.after, selection.sort) if selection.after else 0
    chosen = listed(matched.mask(), order[behind:], PAGE + 1)
    found = ids_at(conn, columns, chosen[:PAGE])
    if len(chosen) <= PAGE:
        return found, None
    day = int(columns.start[chosen[PAGE - 1]])
    return found, Cursor(str(day_of(day)) if day else "", found[-1])


def ids_at(conn: sqlite3.Connection, columns: Columns, chosen: Array) -> tuple[str, ...]:
    """The ids of the events at these places, in this order."""
    rowids = columns.rowids[chosen].tolist()
    known = dict(conn.execute(IDS.format(marks=", ".join("?" * len(rowids))), rowids).fetchall())
    return tuple(known[rowid] for rowid in rowids)


def _behind(conn: sqlite3.Connection, columns: Columns, cursor: Cursor, sort: str) -> int:
    """How many events of all come up to the one that the cursor names, which an ingest may have taken away since."""
    day = date.fromisoformat(cursor.day).toordinal() if cursor.day else 0
    known = conn.execute(PLACE, (cursor.id,)).fetchone()
    # Events of one day are listed by id, and that is the order of the columns.
    at = int(columns.at[known[0]]) if known else int(conn.execute(BEFORE, (cursor.id,)).fetchone()[0])
    first, last = (np.searchsorted(columns.days, day, side) for side in ("left", "right"))
    same = columns.order[first:last]
    if sort == "newest":
        return len(columns.order) - int(first + np.searchsorted(same, at))
    return int(first + np.searchsorted(same, at, "right" if known else "left"))


def _earlier(matched: Matched) -> int:
    selection = matched.selection
    if selection.start is None or selection.reach:
        return 0
    return _count(matched.mask("dates") & begun_before(matched.columns, selection))


def _count(mask: Array) -> int:
    return int(np.count_nonzero(mask))


def _without(matched: Matched) -> tuple[tuple[str, int], ...]:
    """For a selection that finds nothing: what it would find without each of its fields."""
    counts = ((one, _count(matched.mask(one))) for one in FIELDS if matched.has(one))
    return tuple(pair for pair in counts if pair[1])
