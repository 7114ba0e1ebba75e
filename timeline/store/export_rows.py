"""The events of an export out of the database: chosen by a selection, a batch at a time, without what may not leave.

A dataset row leaves only if the terms of its dataset are known and allow it. An event that one other row stands
behind stays as a whole: nobody could tell which of its values come from where.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from timeline.errors import TimelineError
from timeline.export.item import Item
from timeline.export.select import Selection, listed_datasets
from timeline.store.export_parts import Parts
from timeline.store.records import lines_from
from timeline.store.revision import ensure_current, open_for_reading
from timeline.vocab.datasets import dataset_of

BATCH = 500
"""Events that are held at once."""

IN = "in (select value from json_each(?))"

FILES = """select reports.id, reports.format, sources.redistributable
from reports left join sources on sources.id = source_id
where exists (select 1 from claims where report_id = reports.id and line is not null)"""
"""The dataset files that events come from."""

EVENTS = """select events.*, places.feature, places.population, places.gazetteer
from events left join places on places.id = place_id where {where}"""

Condition = tuple[str, tuple[object, ...]]
"""SQL that an event must meet, and its parameters."""


Original = tuple[str, str, list[bytes]]
"""Name of a file, its first line, and the lines from a row on to the end of its block."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many events that were asked for are not given: by licence, by an unknown date, as machine codings."""

    restricted: int
    undated: int
    machine_codings: int


class Export:
    """An open database with a selection: what is left out, and the events one by one."""

    def __init__(self, conn: sqlite3.Connection, wanted: Selection) -> None:
        self.conn = conn
        self.barred = json.dumps(barred_files(conn))
        self.filters = filters(conn, wanted)
        self.dates = date_filter(wanted)
        self.machine = [] if wanted.machine_codings else [("shown", ())]
        self.free: Condition = (
            f"not exists (select 1 from claims where event_id = events.id and report_id {IN})",
            (self.barred,),
        )

    def left_out(self) -> LeftOut:
        """Return how many events are left out, and why; those of a machine only if nobody asked for them."""
        held = (f"not ({self.free[0]})", self.free[1])
        return LeftOut(
            self.count([*self.filters, *self.dates, *self.machine, held]),
            self.count([*self.filters, *self.machine, self.free, ("date_start is null", ())])
            if self.dates
            else 0,
            self.count([*self.filters, *self.dates, self.free, ("not shown", ())]) if self.machine else 0,
        )

    def count(self, conditions: Sequence[Condition]) -> int:
        """Return how many events meet all conditions."""
        where, parameters = joined(conditions)
        (found,) = self.conn.execute(f"select count(*) from events where {where}", parameters).fetchone()
        return int(found)

    def items(self) -> Iterator[Item]:
        """Yield the chosen events by date and id, those without a date last."""
        parts = Parts(self.conn)
        conditions = [*self.filters, *self.dates, *self.machine, self.free]
        for dated, order in (
            ("date_start is not null", "date_start, events.id"),
            ("date_start is null", "events.id"),
        ):
            where, parameters = joined([*conditions, (dated, ())])
            found = self.conn.execute(f"{EVENTS.format(where=where)} order by {order}", parameters)
            names = [column[0] for column in found.description]
            while batch := found.fetchmany(BATCH):
                yield from parts.items([dict(zip(names, row, strict=True)) for row in batch])

    def headers(self) -> list[str]:
        """Return the first lines of the GED files whose rows may leave."""
        return [first for _, _, first in self.files()]

    def files(self) -> list[tuple[str, str, str]]:
        """Return id, path and first line of the GED files whose rows may leave, by path."""
        query = f"select id, path, text from reports where format = 'ucdp_ged' and id not {IN} order by path, sha256"
        return self.conn.execute(query, (self.barred,)).fetchall()

    def originals(self) -> Iterator[Original]:
        """Yield the GED rows behind the chosen events as received, file by file and line by line."""
        where, parameters = joined([*self.filters, *self.dates, self.free])
        chosen = f"select line from claims where report_id = ? and event_id in (select id from events where {where})"
        for report_id, path, first in self.files():
            block, lines = 0, list[bytes]()
            for (line,) in self.conn.execute(f"{chosen} order by line", (report_id, *parameters)):
                if not block <= line < block + len(lines):
                    block, lines = line, lines_from(self.conn, report_id, line)
                yield path.rpartition("/")[2], first, lines[line - block :]


@contextmanager
def opened(db: Path, wanted: Selection) -> Iterator[Export]:
    """Give an export of ``db`` as it is now, whatever is written meanwhile.

    Raise TimelineError where there is no such file, or no actor of a name.
    """
    ensure_current(db)
    with closing(open_for_reading(db)) as conn:
        conn.execute("begin")
        yield Export(conn, wanted)


def barred_files(conn: sqlite3.Connection) -> list[str]:
    """Return the dataset files whose rows may not leave: forbidden, or their terms are not known."""
    return [key for key, name, stored in conn.execute(FILES) if not may_leave(name, stored)]


def may_leave(format_name: str, stored: int | None) -> bool:
    """Tell whether rows of a format may be passed on: by our list, by its source's terms where it has none there."""
    listed = dataset_of(format_name)
    if listed is None:
        return stored == 1
    return listed.redistributable is True and stored != 0


def joined(conditions: Sequence[Condition]) -> Condition:
    """Return one condition that holds where all do."""
    where = " and ".join(f"({sql})" for sql, _ in conditions) or "1"
    return where, tuple(value for _, values in conditions for value in values)


def filters(conn: sqlite3.Connection, wanted: Selection) -> list[Condition]:
    """Return the conditions of a selection but for dates and machine codings."""
    found: list[Condition] = []
    for column, values in (("country", wanted.countries), ("status", wanted.statuses)):
        if values:
            found.append((f"events.{column} {IN}", (json.dumps(values),)))
    if wanted.types:
        names = json.dumps(wanted.types)
        found.append((f"event_type {IN} or event_type || ':' || event_mode {IN}", (names, names)))
    if wanted.datasets:
        refuse_unknown(conn, wanted.datasets)
        stems = json.dumps([stem for stem in wanted.datasets if stem])
        none = "dataset is null or " if None in wanted.datasets else ""
        found.append((f"{none}dataset {IN}", (stems,)))
    if wanted.actors:
        parts = f"select event_id from participants where actor_id {IN} or name_as_written {IN}"
        found.append((f"events.id in ({parts})", parties(conn, wanted.actors)))
    return found


def refuse_unknown(conn: sqlite3.Connection, stems: Sequence[str | None]) -> None:
    """Raise TimelineError for a dataset that is neither in our list nor in the database."""
    stored = "select 1 from events where dataset = ? limit 1"
    for stem in stems:
        if stem and stem not in listed_datasets() and not conn.execute(stored, (stem,)).fetchone():
            raise TimelineError(f"no dataset {stem!r} (known: {', '.join(sorted(listed_datasets()))})")


def date_filter(wanted: Selection) -> list[Condition]:
    """Return the conditions of a selection's days: some day of the event may lie between them."""
    found: list[Condition] = []
    if wanted.first:
        found.append(("coalesce(date_end, date_start) >= ?", (wanted.first.isoformat(),)))
    if wanted.last:
        found.append(("date_start <= ?", (wanted.last.isoformat(),)))
    return found


def parties(conn: sqlite3.Connection, names: Sequence[str]) -> tuple[str, str]:
    """Return the actors of these names or ids, with all that belong to them, and the names as written, as JSON.

    Raise TimelineError for a name that nobody has.
    """
    called = conn.execute(
        "select id, name from actors union select actor_id, alias from actor_aliases"
    ).fetchall()
    below = "with recursive below (id) as (select value from json_each(?)" + (
        " union select actors.id from actors join below on parent_id = below.id) select id from below order by id"
    )
    ids: set[str] = set()
    written: set[str] = set()
    for name in names:
        wanted = name.casefold()
        own = {key for key, other in called if key == name or other.casefold() == wanted}
        rows = conn.execute("select distinct name_as_written from participants")
        spelled = {other for (other,) in rows if other.casefold() == wanted}
        if not own and not spelled:
            raise TimelineError(f"no participant is called {name!r}")
        ids |= {key for (key,) in conn.execute(below, (json.dumps(sorted(own)),))}
        written |= spelled
    return json.dumps(sorted(ids)), json.dumps(sorted(written))
