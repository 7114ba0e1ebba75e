"""The landing page: what this file is, how much is in it, its course over time, its latest events."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.serve.databases import build_id, timelines
from timeline.serve.events import EventCard, read_cards
from timeline.serve.histogram import (
    HEIGHT,
    LEGEND,
    MOST_COUNTED,
    PARTS,
    Histogram,
    LinkedBar,
    histogram,
    linked_bar,
)
from timeline.serve.links import Hrefs, Link
from timeline.serve.metadata import facet_word, meanings, presentation
from timeline.serve.queries import queries
from timeline.serve.selection import Selection
from timeline.serve.timeline import menu
from timeline.serve.words import plural, when

LATEST = 20
COUNTED = ("event", "report", "source", "actor", "place")
SPAN = "select min(date_start), max(date_end) from events where status <> 'planned' and shown"
UNDATED = "select count(*) from events where date_start is null and shown"
DAYS = """
    select date_start, status, count(*) from events
    where shown = 1 and date_start is not null group by date_start, date_precision, status"""
LAST = "select id from events where date_start is not null and shown order by date_start desc, id limit ?"
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
    db, hrefs, shown = datasette.get_database(name), Hrefs(datasette, name), presentation()
    drawn = histogram((tuple(row) for row in await read_days(db)), "month")
    latest = [row["id"] for row in (await db.execute(LAST, [LATEST])).rows]
    return Page(
        title=shown["title"],
        description=shown["description"],
        licence=shown["licence"],
        attribution=shown["attribution"],
        menu=menu(hrefs),
        timeline_href=hrefs.timeline(),
        counts=tuple([await _count(db, hrefs, word) for word in COUNTED]),
        span=_span((await db.execute(SPAN)).first()),
        undated=_undated(hrefs, await _number(db, UNDATED)),
        histogram=drawn,
        bars=tuple(
            linked_bar(bar, hrefs.timeline(Selection(start=bar.first, end=bar.last).query()))
            for bar in drawn.bars
        ),
        height=HEIGHT,
        counted=len(drawn.bars) <= MOST_COUNTED,
        legend=tuple((part, LEGEND[part], drawn.totals[part]) for part in PARTS if drawn.totals[part]),
        latest=tuple(await read_cards(db, latest, hrefs.event)),
        queries=tuple(
            Link(hrefs.query(query.name), query.title, description=query.description) for query in queries()
        ),
        facets=tuple(
            Link(hrefs.table("events", _facet=column), facet_word(column))
            for column in shown["tables"]["events"]["facets"]
        ),
        tables=tuple(await _tables(db, hrefs)),
        others=_others(datasette),
        build=build_words(await _number(db, INPUTS), build_id(Path(db.path))),
    )


async def read_days(db: Any) -> list[Any]:
    """Day, status and number of events, without Datasette's limit on rows."""
    found: list[Any] = await db.execute_fn(lambda conn: conn.execute(DAYS).fetchall())
    return found


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


def _span(row: tuple[str | None, str | None]) -> str:
    first, last = row
    return when(first, last, "range") if first else ""


def build_words(inputs: int, build: str) -> str:
    """What the file was made of, without a clock: the same inputs give the same words."""
    return (
        f"Built from {plural(inputs, 'input file')}; build {build}." if inputs else "Built from no input yet."
    )
