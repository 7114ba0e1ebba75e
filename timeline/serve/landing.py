"""The landing page: what this file is, how much is in it, its course over time, its latest events."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.serve.databases import build_id, timelines
from timeline.serve.events import EventCard, read_cards
from timeline.serve.histogram import HEIGHT, PARTS, Bar, Histogram, histogram
from timeline.serve.links import Hrefs, Link
from timeline.serve.metadata import facet_word, meanings, presentation
from timeline.serve.queries import queries
from timeline.serve.words import plural, when

LATEST = 20
MOST_COUNTED = 24  # bars with their number above; more would overlap on a wide screen
COUNTED = ("event", "report", "source", "actor", "place")
LEGEND = {
    "happened": "reported as happened or going on",
    "claimed": "claimed by one side",
    "planned": "planned or announced",
    "doubtful": "denied, cancelled or only supposed",
}
SPAN = "select min(date_start), max(date_end) from events where status <> 'planned' and shown"
UNDATED = "select count(*) from events where date_start is null and shown"
MONTHS = """
    select substr(date_start, 1, 7), status, count(*) from events
    where date_start is not null and shown group by 1, 2"""
LAST = "select id from events where date_start is not null and shown order by date_start desc, id limit ?"
INPUTS = "select count(*) from inputs"


@dataclass(frozen=True, slots=True)
class LinkedBar:
    """A bar of the histogram that leads to its events; ``top`` is the pixel where it ends."""

    bar: Bar
    href: str
    words: str
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template of the landing page is given."""

    title: str
    description: str
    licence: str
    attribution: str
    menu: tuple[Link, ...]
    events_href: str
    search_columns: tuple[str, ...]
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
    drawn = histogram(tuple(row) for row in (await db.execute(MONTHS)).rows)
    latest = [row["id"] for row in (await db.execute(LAST, [LATEST])).rows]
    return Page(
        title=shown["title"],
        description=shown["description"],
        licence=shown["licence"],
        attribution=shown["attribution"],
        menu=_menu(hrefs),
        events_href=hrefs.table("events"),
        search_columns=tuple(shown["tables"]["events"]["short"]),
        timeline_href=hrefs.short("timeline"),
        counts=tuple([await _count(db, hrefs, word) for word in COUNTED]),
        span=_span((await db.execute(SPAN)).first()),
        undated=_undated(hrefs, await _number(db, UNDATED)),
        histogram=drawn,
        bars=tuple(_linked(bar, hrefs) for bar in drawn.bars),
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
        build=_build(await _number(db, INPUTS), build_id(Path(db.path))),
    )


def _menu(hrefs: Hrefs) -> tuple[Link, ...]:
    return (
        Link(hrefs.short("timeline"), "Timeline"),
        Link(hrefs.short("events"), "Events"),
        Link(hrefs.short("reports"), "Reports"),
        Link(hrefs.database(), "All tables and SQL"),
    )


def _undated(hrefs: Hrefs, count: int) -> Link | None:
    return Link(hrefs.short("events", date_start__isnull="1"), plural(count, "event")) if count else None


async def _count(db: Any, hrefs: Hrefs, word: str) -> Link:
    count = await _number(db, f"select count(*) from {word}s")
    return Link(hrefs.short(f"{word}s"), word if count == 1 else f"{word}s", count)


def _linked(bar: Bar, hrefs: Hrefs) -> LinkedBar:
    parts = ", ".join(f"{part.count:,} {LEGEND[part.name]}" for part in bar.parts)
    return LinkedBar(
        bar,
        href=hrefs.short("timeline", date__gte=str(bar.first), date__lte=str(bar.last), _sort="date"),
        words=f"{bar.label}: {plural(bar.count, 'event')} ({parts})",
        top=min((part.y for part in bar.parts), default=float(HEIGHT)),
    )


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


def _build(inputs: int, build: str) -> str:
    """What the file was made of, without a clock: the same inputs give the same words."""
    return (
        f"Built from {plural(inputs, 'input file')}; build {build}." if inputs else "Built from no input yet."
    )
