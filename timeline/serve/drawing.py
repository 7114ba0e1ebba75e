"""Small histograms of the other pages: events of a selection, reports of a source."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from timeline.serve.chosen import Chosen
from timeline.serve.course import DAYS
from timeline.serve.histogram import (
    HEIGHT,
    LEGEND,
    MOST_COUNTED,
    PARTS,
    Bar,
    Histogram,
    LinkedBar,
    histogram,
    linked_bar,
)
from timeline.serve.links import Hrefs
from timeline.serve.units import TOO_COARSE, unit_for


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template of the bars is given."""

    histogram: Histogram
    bars: tuple[LinkedBar, ...]
    height: int
    counted: bool
    legend: tuple[tuple[str, str, int], ...]


def events_drawn(conn: sqlite3.Connection, hrefs: Hrefs, chosen: Chosen) -> Drawing:
    """The dated events of ``chosen``; each bar leads to the timeline page with it."""
    clause = chosen.where()
    days = conn.execute(DAYS.format(where=clause.sql), clause.values).fetchall()
    if days:
        from_day, to_day = (date.fromisoformat(end(row[0] for row in days)) for end in (min, max))
        unit = unit_for(from_day, to_day, None)
        days = [row for row in days if row[1] not in TOO_COARSE[unit]]
    return _drawing(
        histogram((row[0], row[2], row[3]) for row in days),
        lambda bar: hrefs.timeline(chosen.selection.but(start=bar.first, end=bar.last).query()),
        "event",
    )


def reports_drawn(conn: sqlite3.Connection, hrefs: Hrefs, source: str) -> Drawing:
    """The reports of ``source`` by the day of publication; each bar leads to their table."""
    sql = """
        select substr(published_at, 1, 10), count(*) from reports
        where source_id = ? and length(published_at) >= 10 group by 1"""
    rows = conn.execute(sql, (source,)).fetchall()
    return _drawing(
        histogram((row[0], "occurred", row[1]) for row in rows),
        lambda bar: hrefs.short(
            "reports",
            source_id__exact=source,
            published_at__gte=str(bar.first),
            published_at__lt=f"{bar.last}~",
        ),
        "report",
    )


def _drawing(drawn: Histogram, href: Callable[[Bar], str], noun: str) -> Drawing:
    legend: Iterable[str] = PARTS if noun == "event" else ()
    return Drawing(
        drawn,
        tuple(linked_bar(bar, href(bar), noun) for bar in drawn.bars),
        HEIGHT,
        len(drawn.bars) <= MOST_COUNTED,
        tuple((part, LEGEND[part], drawn.totals[part]) for part in legend if drawn.totals[part]),
    )
