"""Small histograms of the other pages: events of a selection, reports of a source."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from timeline.serve.columns import Array, Columns
from timeline.serve.counts import by_bin, span
from timeline.serve.course import spread
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
from timeline.serve.masks import Matched, drawable
from timeline.serve.units import unit_for


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template of the bars is given."""

    histogram: Histogram
    bars: tuple[LinkedBar, ...]
    height: int
    counted: bool
    legend: tuple[tuple[str, str, int], ...]


def bars_of(columns: Columns, mask: Array, wanted: str | None = None) -> Histogram:
    """The events of ``mask`` that bars can stand for, by the unit that is wanted or that their spread asks for."""
    unit, first, last = wanted or "month", None, None
    if days := spread(columns, mask):
        mask = mask & drawable(columns, unit_for(*days, wanted))
    if days := span(columns, mask):
        first, last = days
        unit = unit_for(first, last, wanted)
    return histogram(by_bin(columns, mask, unit, first) if first else (), unit, first, last)


def events_drawn(hrefs: Hrefs, matched: Matched) -> Drawing:
    """The dated events of ``matched``; each bar leads to the timeline page with it."""
    return _drawing(
        bars_of(matched.columns, matched.mask()),
        lambda bar: hrefs.timeline(matched.selection.but(start=bar.first, end=bar.last).query()),
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
