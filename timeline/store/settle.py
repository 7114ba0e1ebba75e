"""One event, several dataset rows: what the event says follows from all of them, whatever came first.

The row with the newest ``version`` of its own decides, of equals the file whose path and hash sort last; rows of
one file and version are folded by their format. Of what that row is silent, the next one speaks.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from timeline.errors import TimelineError
from timeline.model import Event
from timeline.store import rows
from timeline.store.batch import Batch
from timeline.store.records import ROWS, lines_from
from timeline.store.touched import make_marks

UNSETTLED = "create temp table if not exists unsettled (event_id text primary key) without rowid"
"""Events that several rows are about, or were."""

Recode = Callable[[str, str, Sequence[Sequence[bytes]]], Sequence[Event]]
"""Gives the events of rows of one file, from its format, its first line and the lines that each row begins."""

Told = tuple[str, int, str, str, str | None]
"""Report, line, format, first line of the file, and version of a row."""

FIRST = """select report_id, min(path || coalesce(part, '')) as first
from input_reports join inputs on inputs.id = input_id group by report_id"""
MOVE = f"update reports set path = first from ({FIRST}) where report_id = reports.id and path <> first"
MOVED = f"""insert or ignore into unsettled select event_id from claims where line is not null and report_id in
  (select id from reports join ({FIRST}) on report_id = id where path <> first)"""
"""A report lies where the first of its inputs has it: with its path its place among the rows about an event changes."""

WAITING = """select event_id from unsettled join claims using (event_id) where line is not null
group by event_id order by min(report_id), min(line), event_id"""
"""In the order of a file, so that the block of its lines that was unpacked last holds the next row as well."""


def settle(conn: sqlite3.Connection, recode: Recode) -> None:
    """Make every unsettled event anew from all rows about it; nothing is done to one that is gone."""
    make_marks(conn)
    for statement in (UNSETTLED, MOVED, MOVE):
        conn.execute(statement)
    batch = Batch(conn)
    for (event_id,) in conn.execute(WAITING).fetchall():
        claims: list[Told] = conn.execute(ROWS, (event_id,)).fetchall()
        together = [list(group) for _, group in groupby(claims, key=lambda claim: (claim[0], claim[4]))]
        event = merged([told_by(conn, recode, event_id, group) for group in together])
        for table, key in (("participants", "event_id"), ("events", "id")):
            conn.execute(f"delete from {table} where {key} = ?", (event_id,))
        batch.add("events", [rows.event_row(event)])
        batch.add("participants", rows.participant_rows(event))
        conn.execute("insert or ignore into touched_rows values ('settled')")
    batch.send()
    conn.execute("delete from unsettled")


def told_by(conn: sqlite3.Connection, recode: Recode, event_id: str, rows_of_file: Sequence[Told]) -> Event:
    """Return an event as rows of one file and version tell it, read again from the rows as received."""
    report_id, line, format_name, first, _ = rows_of_file[-1]
    found = [lines_from(conn, report_id, row[1]) for row in rows_of_file]
    for event in recode(format_name, first, found):
        if event.id == event_id:
            return event
    raise TimelineError(f"{report_id}:{line}: no longer tells {event_id}")


def merged(told: Sequence[Event]) -> Event:
    """Return one event from those that rows tell, the most telling last."""
    *older, event = told
    for other in reversed(older):
        if all(is_silent(event, name) for name in CODES) and not all(
            is_silent(other, name) for name in CODES
        ):
            event = replace(event, title=other.title, **{name: getattr(other, name) for name in CODES})
        alone = ALONE if event.rule == other.rule else (*ALONE, "flags")
        event = replace(event, **{name: getattr(other, name) for name in alone if is_silent(event, name)})
    return event


CODES = (
    "event_type", "event_mode", "quad_class", "cameo_code", "contexts", "acled_event_type", "acled_sub_event_type",
    "violence_type", "lossy",
)  # fmt: skip
"""What fits together, with the title: taken from one row as a whole, because a later one may have changed its mind."""

ALONE = ("date", "place", "participants", "quantities")
"""What each row may be the only one to say. Flags speak for one coding: an older one of the same format is stale."""


def is_silent(event: Event, name: str) -> bool:
    """Tell whether an event says nothing of a field: nothing stated, or known to be unknown."""
    value = getattr(event, name)
    return value is None or value == () or (name == "date" and value.start is None)
