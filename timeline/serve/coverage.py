"""Who reported when: every source with its counts by day, asked of the database once for a build."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from timeline.serve.databases import build_id
from timeline.serve.silence import REGULAR, Jump, Silence, jumps, silences

if TYPE_CHECKING:
    from timeline.serve.site import Site

REPORTS = """
    select source_id, substr(published_at, 1, 10), count(*) from reports
    where source_id is not null and length(published_at) >= 10 group by 1, 2"""
# An article that was read itself is counted as that. The plus keeps SQLite from jumping about in the table.
CITED = """
    select source_id, substr(published_at, 1, 10), count(distinct coalesce(url, title, '')) from citations
    where +source_id is not null and length(published_at) >= 10
      and (url is null or url not in (select url from reports where url is not null))
    group by +source_id, 2"""
COUNT_CITED = "select count(*) from citations"
MOST_CITED = 100_000  # rows that cite an article: counting so many takes half a second, once for a build
LONG = 60_000  # milliseconds for who asks to count them all
NAMES = "select id, name from sources"
UNDATED = "select count(*) from reports where length(coalesce(published_at, '')) < 10"
_KEPT: WeakKeyDictionary[Any, dict[tuple[str, str, bool], "Coverage"]] = WeakKeyDictionary()
_LOCKS: WeakKeyDictionary[Any, asyncio.Lock] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class SourceCourse:
    """One source: its reports by day, and what is odd about them."""

    id: str
    name: str
    counts: Mapping[date, int]
    regular_from: date | None
    silences: tuple[Silence, ...]
    jumps: tuple[Jump, ...]

    @property
    def first(self) -> date:
        """Its birth: the day of its first report here."""
        return next(iter(self.counts))


@dataclass(frozen=True, slots=True)
class Coverage:
    """All sources that have a dated report, by name. ``left`` articles that datasets cite are not counted."""

    sources: tuple[SourceCourse, ...]
    first: date | None
    last: date | None
    undated: int
    left: int


async def read_coverage(site: "Site", every: bool = False) -> Coverage:
    """The coverage of the file as it is now; kept until the file is another.

    The articles that datasets cite are counted if they are not too many, or if ``every`` one is asked for.
    """
    path = Path(site.datasette.get_database(site.name).path)
    kept = _KEPT.setdefault(site.datasette, {})
    async with _LOCKS.setdefault(site.datasette, asyncio.Lock()):
        key = (site.name, build_id(path), every)
        # A file in WAL mode keeps its counter while another program writes beside it.
        if key in kept and not path.with_name(f"{path.name}-wal").exists():
            return kept[key]
        found = await site.read(lambda conn: count(conn, every), LONG if every else None)
        if build_id(path) == key[1]:
            for old in [one for one in kept if one[0] == site.name and one[1] != key[1]]:
                del kept[old]
            kept[key] = found
        return found


def count(conn: sqlite3.Connection, every: bool) -> Coverage:
    """Count the reports of every source by day, with the articles that datasets cite."""
    cited = int(conn.execute(COUNT_CITED).fetchone()[0])
    left = 0 if every or cited <= MOST_CITED else cited
    found: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for sql in (REPORTS,) if left or not cited else (REPORTS, CITED):
        for source, day, number in conn.execute(sql):
            if known := _day(day):
                found[source][known] += number
    names = dict(conn.execute(NAMES).fetchall())
    days = [day for counts in found.values() for day in counts]
    last = max(days, default=None)
    sources = (source_course(key, names[key], counts, last) for key, counts in found.items() if last)
    undated = int(conn.execute(UNDATED).fetchone()[0])
    ordered = tuple(sorted(sources, key=lambda one: (one.name, one.id)))
    return Coverage(ordered, min(days, default=None), last, undated, left)


def source_course(key: str, name: str, counts: Mapping[date, int], until: date) -> SourceCourse:
    """What the counts of one source say, as far as ``until``."""
    days = sorted(counts)
    silent = silences(days, until)
    regular = days[REGULAR - 1] if len(days) >= REGULAR else None
    ordered = {day: counts[day] for day in days}
    return SourceCourse(key, name, ordered, regular, silent, jumps(ordered, until, silent))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
