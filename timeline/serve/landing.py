"""The landing page: what this file is, how much is in it, its course over time, its latest events."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from timeline.serve.columns import day_of
from timeline.serve.course import ids_at, spread
from timeline.serve.databases import build_id, timelines
from timeline.serve.drawing import bars_of
from timeline.serve.events import EventCard, read_cards
from timeline.serve.histogram import (
    HEIGHT,
    LEGEND,
    MOST_COUNTED,
    PARTS,
    Histogram,
    LinkedBar,
    linked_bar,
)
from timeline.serve.links import Hrefs, Link
from timeline.serve.masks import drawable, shown
from timeline.serve.metadata import facet_word, meanings, presentation
from timeline.serve.queries import FIRST, queries
from timeline.serve.selection import Selection
from timeline.serve.state import State, read
from timeline.serve.timeline import menu
from timeline.serve.words import plural, when

LATEST = 20
COUNTED = ("event", "report", "source", "actor", "place")
INPUTS = "select count(*) from inputs"


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template of the landing page is given."""

    title: str
    description: str
    licence: str
    attribution: str
    menu: tuple[Link, ...]
    timeline_href: str
    counts: tuple[Link, ...]
    span: str
    undated: Link | None
    coarse: str
    histogram: Histogram
    bars: tuple[LinkedBar, ...]
    height: int
    counted: bool
    legend: tuple[tuple[str, str, int], ...]
    latest: tuple[EventCard, ...]
    queries: tuple[Link, ...]
    facets: tuple[Link, ...]
    tables: tuple[Link, ...]
    others: tuple[Link, ...]
    build: str


async def read_page(datasette: Any, name: str) -> Page:
    """The landing page of the database ``name``."""
    db, hrefs, texts = datasette.get_database(name), Hrefs(datasette, name), presentation()
    course = await read(datasette, name, read_beginning)
    drawn = course.drawn
    return Page(
        title=texts["title"],
        description=texts["description"],
        licence=texts["licence"],
        attribution=texts["attribution"],
        menu=menu(hrefs),
        timeline_href=hrefs.timeline(),
        counts=tuple([await _count(db, hrefs, word) for word in COUNTED]),
        span=course.span,
        undated=_undated(hrefs, course.undated),
        coarse=plural(course.coarse, "event") if course.coarse else "",
        histogram=drawn,
        bars=tuple(
            linked_bar(bar, hrefs.timeline(Selection(start=bar.first, end=bar.last).query()))
            for bar in drawn.bars
        ),
        height=HEIGHT,
        counted=len(drawn.bars) <= MOST_COUNTED,
        legend=tuple((part, LEGEND[part], drawn.totals[part]) for part in PARTS if drawn.totals[part]),
        latest=tuple(await read_cards(db, course.latest, hrefs.event)),
        queries=(
            *(
                Link(hrefs.query(query.name), query.title, description=query.description)
                for query in queries()[:FIRST]
            ),
            Link(hrefs.queries(), "All worked queries", description="With their SQL, to read and to change."),
        ),
        facets=tuple(
            Link(hrefs.table("events", _facet=column), facet_word(column))
            for column in texts["tables"]["events"]["facets"]
        ),
        tables=tuple(await _tables(db, hrefs)),
        others=_others(datasette),
        build=build_words(await _number(db, INPUTS), build_id(Path(db.path))),
    )


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the landing page shows of the events."""

    drawn: Histogram
    span: str
    undated: int
    coarse: int
    latest: tuple[str, ...]


def read_beginning(state: State) -> Beginning:
    """All events that a person stands behind: by month, from when to when, and the latest of them."""
    columns = state.columns
    seen = shown(columns)
    dated = seen & (columns.start > 0)
    known = dated & columns.of_kind(value != "planned" for value in columns.values("status"))
    drawn = bars_of(columns, dated, "month")
    last = np.flatnonzero(dated)
    last = last[np.lexsort((last, -columns.start[last]))][:LATEST]
    days = spread(columns, known)
    ends = columns.end[known & drawable(columns, "year")]
    return Beginning(
        drawn=drawn,
        span=when(str(days[0]), str(day_of(ends.max()) if len(ends) else days[1]), "range") if days else "",
        undated=int(np.count_nonzero(seen & (columns.start == 0))),
        coarse=int(np.count_nonzero(dated)) - sum(drawn.totals.values()),
        latest=ids_at(state.conn, columns, last),
    )


def _undated(hrefs: Hrefs, count: int) -> Link | None:
    return Link(hrefs.timeline("lacks=date"), plural(count, "event")) if count else None


async def _count(db: Any, hrefs: Hrefs, word: str) -> Link:
    count = await _number(db, f"select count(*) from {word}s")
    return Link(hrefs.short(f"{word}s"), word if count == 1 else f"{word}s", count)


async def _tables(db: Any, hrefs: Hrefs) -> list[Link]:
    views = set(await db.view_names())
    present = views | set(await db.table_names())
    return [
        Link(
            hrefs.short(name),
            name,
            None if name in views else await _number(db, f"select count(*) from {name}"),
            meanings().get((name, ""), ""),
        )
        for name, table in presentation()["tables"].items()
        if table.get("featured") and name in present
    ]


def _others(datasette: Any) -> tuple[Link, ...]:
    ours = timelines(datasette)
    return tuple(
        Link(str(datasette.urls.database(name)), name)
        for name in datasette.databases
        if name not in ours and not name.startswith("_")
    )


async def _number(db: Any, sql: str) -> int:
    return int((await db.execute(sql)).first()[0])


def build_words(inputs: int, build: str) -> str:
    """What the file was made of, without a clock: the same inputs give the same words."""
    return (
        f"Built from {plural(inputs, 'input file')}; build {build}." if inputs else "Built from no input yet."
    )
