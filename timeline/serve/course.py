"""What the timeline page asks the database: bars, totals, what is left out, and which events come next.

Every question is asked with the one clause of ``where.py``; here is SQL and nothing of how it looks.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date

from timeline.serve.chosen import Chosen, choose
from timeline.serve.facets import Facet, facets
from timeline.serve.histogram import Histogram, histogram
from timeline.serve.selection import Cursor, Selection
from timeline.serve.units import TOO_COARSE, unit_for
from timeline.serve.where import MACHINE_ONLY, UNDATED, Condition, begun_before, where

PAGE = 40  # events on one page of the list
LONGEST_DRAWN = 73_000  # days
DAYS = """
    select date_start, date_precision, status, count(*) from events where {where} and date_start is not null
    group by date_start, date_precision, status"""
TOTALS = """
    select count(*), sum(iif({told}, coalesce(fatalities_low, fatalities_best), 0)),
      sum(iif({told}, coalesce(fatalities_high, fatalities_best), 0)),
      sum({told} and coalesce(fatalities_low, fatalities_best) is not null),
      sum({told} and coalesce(fatalities_high, fatalities_best) is null and fatalities_low is not null),
      sum(geo_precision = 'unknown')
    from events where {where}"""
TOLD = "status in ('occurred', 'ongoing')"
COUNT = "select count(*) from events where {where}"
NEXT = "select id, date_start from events where {where} order by date_start {way}, id {way} limit {most}"


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


def count_all(conn: sqlite3.Connection) -> int:
    """How many events there are without any filter, those without a date among them."""
    return _count(conn, Chosen(Selection()), without=("dates",))


def read_course(conn: sqlite3.Connection, selection: Selection, of: int) -> Course:
    """Everything about ``selection`` that the page shows; ``of`` is the number of all events."""
    chosen = choose(conn, selection)
    clause = chosen.where()
    row = conn.execute(TOTALS.format(told=TOLD, where=clause.sql), clause.values).fetchone()
    totals = Totals(*(value or 0 for value in row))
    days = conn.execute(DAYS.format(where=clause.sql), clause.values).fetchall() if totals.events else []
    first, last = _window(selection, [day[0] for day in days])
    unit = unit_for(first, last, selection.unit) if first and last else "month"
    drawn = [day for day in days if day[1] not in TOO_COARSE[unit] and day[0] >= str(first)]
    ids, after = next_ids(conn, chosen)
    return Course(
        totals=totals,
        drawn=histogram(((day[0], day[2], day[3]) for day in drawn), unit, first, last),
        first=first,
        last=last,
        left_out=LeftOut(
            of=of,
            undated=0 if "date" in selection.lacks else _count(conn, chosen, ("dates",), UNDATED),
            machine=0 if selection.machine else _count(conn, chosen, ("machine",), MACHINE_ONLY),
            earlier=_earlier(conn, chosen),
            coarse=sum(day[3] for day in days) - sum(day[3] for day in drawn),
        ),
        facets=facets(conn, chosen, totals.events),
        ids=ids,
        after=after,
        without=_without(conn, chosen) if not totals.events else (),
    )


def _window(selection: Selection, days: list[str]) -> tuple[date | None, date | None]:
    """What is drawn: the time that the selection names, or that of its events where it would be centuries."""
    first, last = (date.fromisoformat(min(days)), date.fromisoformat(max(days))) if days else (None, None)
    start, end = selection.start or first, selection.end or last
    if start and end and first and last and (end - start).days > LONGEST_DRAWN:
        return max(start, first), min(end, last)
    return start, end


def next_ids(conn: sqlite3.Connection, chosen: Chosen) -> tuple[tuple[str, ...], Cursor | None]:
    """The ids of one page of the list, and where the next page begins; nothing is counted or passed over."""
    selection = chosen.selection
    more = (_behind(selection),) if selection.after else ()
    clause = chosen.where(more=more)
    way = "desc" if selection.sort == "newest" else "asc"
    rows = conn.execute(NEXT.format(where=clause.sql, way=way, most=PAGE + 1), clause.values).fetchall()
    ids = tuple(row[0] for row in rows[:PAGE])
    if len(rows) <= PAGE:
        return ids, None
    return ids, Cursor(rows[PAGE - 1][1] or "", rows[PAGE - 1][0])


def _behind(selection: Selection) -> Condition:
    assert selection.after is not None
    sign = "<" if selection.sort == "newest" else ">"
    if not selection.after.day:
        return Condition("after", f"events.id {sign} ?", (selection.after.id,))
    day, key = selection.after.day, selection.after.id
    return Condition(
        "after", f"date_start {sign}= ? and (date_start {sign} ? or events.id {sign} ?)", (day, day, key)
    )


def _earlier(conn: sqlite3.Connection, chosen: Chosen) -> int:
    selection = chosen.selection
    if selection.start is None or selection.reach:
        return 0
    return _count(conn, chosen, ("dates",), begun_before(selection))


def _count(conn: sqlite3.Connection, chosen: Chosen, without: tuple[str, ...] = (), *more: Condition) -> int:
    clause = chosen.where(without, more)
    return int(conn.execute(COUNT.format(where=clause.sql), clause.values).fetchone()[0])


def _without(conn: sqlite3.Connection, chosen: Chosen) -> tuple[tuple[str, int], ...]:
    """For a selection that finds nothing: what it would find without each of its fields."""
    fields = (
        *("dates", "types", "statuses", "actors", "recipients", "parties", "countries", "places", "box"),
        *("sources", "datasets", "deaths", "voices", "search"),
    )
    whole = where(chosen.selection)
    found = []
    for field in fields:
        if where(chosen.selection, without=(field,)) != whole and (count := _count(conn, chosen, (field,))):
            found.append((field, count))
    return tuple(found)
