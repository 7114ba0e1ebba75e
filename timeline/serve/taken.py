"""The events of a selection for a file: chosen once, then read a batch at a time, without what may not leave.

The same rules as ``timeline export``: an event that a row stands behind whose terms forbid it, or are not known,
is in no file. No lock is held from one batch to the next, so that a slow reader cannot keep an ingest waiting;
where the file has changed meanwhile, ``Changed`` is raised, and no batch of another build follows.
"""

import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from timeline.export.item import Item, Telling
from timeline.serve.chosen import choose
from timeline.serve.databases import build_id
from timeline.serve.selection import Selection
from timeline.serve.where import Condition
from timeline.store.export_parts import Parts
from timeline.store.export_rows import BATCH, barred_files

MOST_KNOWN = 5_000  # reports that are kept from one batch to the next
IN = "in (select value from json_each(?))"
BEHIND = f"exists (select 1 from claims where event_id = events.id and report_id {IN})"

# Without the id this is answered by an index alone: with it, all rows would be read before the first is sent.
ROWIDS = "select events.rowid, date_start from events where {where} order by date_start {way}"
ORDERED = f"select rowid from events where rowid {IN} order by date_start {{way}}, id {{way}}"
TOUCH = "select 1 from sqlite_master"
COUNT = "select count(*) from events where {where}"
EVENTS = f"""select events.rowid, events.*, places.feature, places.population, places.gazetteer
from events left join places on places.id = place_id where events.rowid {IN}"""
TOLD = """
    with spoken (report_id, moment) as materialized (
      select id, max(coalesce(datetime(published_at), ''), coalesce(datetime(updated_at), '')) from reports
    )
    select events.rowid, max(moment) from (
      select claims.event_id, moment from spoken cross join claims on claims.report_id = spoken.report_id
      where moment <> ''
      union all
      select event_id, datetime(published_at) from citations where published_at is not null
    ) as told join events on events.id = told.event_id
    where moment is not null and {where} group by events.id order by 2 desc, events.id limit {most}"""


class Changed(Exception):
    """The file holds another build than the one that was begun with."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Events of a selection that no file holds, and whose rows forbid it; ``None``: some, not counted."""

    events: int | None
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """Row numbers of events day by day, eight bytes for each; ``ends`` are the places behind the last of a day."""

    rowids: "array[int]"
    ends: "array[int]"
    way: str

    def days(self, least: int = BATCH) -> Iterator["array[int]"]:
        """Whole days, in their order, so many at once that they have ``least`` events, if there are as many."""
        start = 0
        for end in self.ends:
            if end - start >= least or end == len(self.rowids):
                yield self.rowids[start:end]
                start = end


def take(conn: sqlite3.Connection, selection: Selection) -> Taken:
    """All events of ``selection`` that may leave, by day in its order."""
    way = "desc" if selection.sort == "newest" else "asc"
    clause = choose(conn, selection).where(more=free(conn))
    rowids, ends, last = array("q"), array("q"), None
    for rowid, day in conn.execute(ROWIDS.format(where=clause.sql, way=way), clause.values):
        if rowids and day != last:
            ends.append(len(rowids))
        rowids.append(rowid)
        last = day
    if rowids:
        ends.append(len(rowids))
    return Taken(rowids, ends, way)


def newest_told(conn: sqlite3.Connection, selection: Selection, most: int) -> list[tuple[int, datetime]]:
    """The events of ``selection`` told or corrected last, with that moment in UTC; without a day of telling: none."""
    clause = choose(conn, selection).where(more=free(conn))
    rows = conn.execute(TOLD.format(where=clause.sql, most=most), clause.values)
    return [(row[0], datetime.fromisoformat(row[1]).replace(tzinfo=UTC)) for row in rows]


def free(conn: sqlite3.Connection) -> tuple[Condition, ...]:
    """The condition that an event may leave; none where all may."""
    barred = barred_files(conn)
    return (Condition("free", f"not {BEHIND}", (json.dumps(barred),)),) if barred else ()


def withheld(conn: sqlite3.Connection, selection: Selection, events: int, most: int) -> Withheld | None:
    """What stays at home of the ``events`` of ``selection``; counted only up to ``most`` events, which is dear."""
    barred = barred_files(conn)
    if not barred:
        return None
    values = (json.dumps(barred),)
    formats = conn.execute(f"select distinct format from reports where id {IN} order by 1", values)
    names = tuple(row[0] for row in formats)
    if events > most:
        return Withheld(None, names)
    clause = choose(conn, selection).where(more=[Condition("held", BEHIND, values)])
    count = int(conn.execute(COUNT.format(where=clause.sql), clause.values).fetchone()[0])
    return Withheld(count, names) if count else None


class Reader:
    """Reads the events behind row numbers whole; ``conn`` may be another one at each call."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.build = build_id(path)
        self.tellings: dict[str, Telling] = {}

    def ordered(self, conn: sqlite3.Connection, days: Sequence[int], way: str) -> list[int]:
        """The events of whole days in the order of the page. Raise Changed as ``items`` does."""
        self._ensure_begun(conn)
        return [row[0] for row in conn.execute(ORDERED.format(way=way), (json.dumps(list(days)),))]

    def items(self, conn: sqlite3.Connection, rowids: Sequence[int]) -> list[Item]:
        """The events in the order of ``rowids``. Raise Changed where the file is not the one begun with."""
        self._ensure_begun(conn)
        rows = conn.execute(EVENTS, (json.dumps(list(rowids)),))
        names = [column[0] for column in rows.description]
        found = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
        if len(self.tellings) > MOST_KNOWN:
            self.tellings = {}
        parts = Parts(conn)
        parts.tellings = self.tellings
        return list(parts.items([found[one] for one in rowids]))

    def _ensure_begun(self, conn: sqlite3.Connection) -> None:
        conn.execute(TOUCH).fetchone()  # the first read of the transaction: from here on nobody can write
        if build_id(self.path) != self.build:
            raise Changed


def slices(rowids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Row numbers, as many as are read at once."""
    for start in range(0, len(rowids), BATCH):
        yield rowids[start : start + BATCH]
