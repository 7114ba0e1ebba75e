"""The columns of a day in the past, out of those of now: only what was told later is read from the tables.

Most events say today what they said then. Those that were told again or not yet are put into temporary tables as
they were, packed like any others, and take their places among the rest.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from timeline.serve.columns import Array, Columns, Pairs, unpacked
from timeline.serve.past import views
from timeline.store.course import ASKED, course_blocks

NUMBERS = (
    *("start", "end", "kind", "place", "latitude", "longitude", "low", "best", "high", "voices", "rowids"),
)
"""The columns that have one number for each event."""

LATER = "select id from reports where substr(published_at, 1, 10) > ?1"
STALE = f"""insert or ignore into temp.stale
select rowid, id from main.events where known_from > ?1
union select events.rowid, id from main.event_versions join main.events on id = event_id
union select events.rowid, events.id from main.claims join main.events on events.id = event_id
where report_id in ({LATER})"""
COPIES = {
    "events": ("rowid", *ASKED),
    "participants": ("event_id", "actor_id", "role"),
    "claims": ("event_id", "report_id"),
    "citations": ("event_id", "source_id"),
}
"""What is packed, by table, and what of it is asked for; but for the row number, first the event that it is about."""


def columns_as_of(now: Columns, conn: sqlite3.Connection, day: date) -> Columns:
    """The events as they were known on ``day``; ``conn`` must give the tables that ``now`` was made from."""
    with as_they_were(conn, day) as stale:
        return put_in(now, now.at[stale], unpacked(course_blocks(conn), conn)) if len(stale) else now


@contextmanager
def as_they_were(conn: sqlite3.Connection, day: date) -> Iterator[Array]:
    """Let ``conn`` know only the events that changed since ``day``, as they were; give the rowids of all of these."""
    made = ["stale"]
    try:
        conn.execute("create temp table stale (rowid integer primary key, id text unique)")
        conn.execute(STALE, (day.isoformat(),))
        among = "in (select id from temp.stale)"
        known = views(conn, day, among)
        for name, asked in COPIES.items():
            told = [column for column in asked if column != "rowid"]
            made.append(name)
            conn.execute(f"create temp table {name} ({', '.join(told)})")
            conn.execute(f"create index temp.by_event_{name} on {name} ({told[0]})")
            rows = known.get(name, f"select * from main.{name} where {told[0]} {among}")
            names = ", ".join(asked)
            conn.execute(f"insert into temp.{name} ({names}) select {names} from ({rows})")
        yield np.fromiter((row[0] for row in conn.execute("select rowid from temp.stale")), np.int64)
    finally:
        for name in made:
            conn.execute(f"drop table if exists temp.{name}")


def put_in(now: Columns, stale: Array, then: Columns) -> Columns:
    """``now`` without the events at the places ``stale``, but with those of ``then``, which all are among these."""
    kept = np.ones(len(now.kind), bool)
    kept[stale] = False
    places = now.at[then.rowids]
    alive = kept.copy()
    alive[places] = True
    numbers = {kind: number for number, kind in enumerate(now.kinds)}
    kinds = np.array([numbers.setdefault(kind, len(numbers)) for kind in then.kinds], np.intp)

    def told(name: str) -> Array:
        values = getattr(now, name).copy()
        values[places] = kinds[then.kind] if name == "kind" else getattr(then, name)
        found: Array = values[alive]
        return found

    more: dict[str, Any] = {name: told(name) for name in NUMBERS}
    more |= {
        name: put_together(getattr(now, name), kept, getattr(then, name), places, alive)
        for name in ("taking_part", "telling")
    }
    return replace(now, kinds=tuple(numbers), **more)


def put_together(now: Pairs, kept: Array, then: Pairs, places: Array, alive: Array) -> Pairs:
    """The pairs of the events that are ``kept``, and those of ``then``, whose events have ``places`` among all."""
    old = kept[now.event]
    event = np.concatenate([now.event[old], places[then.event]])
    thing = np.concatenate([now.thing[old], then.thing])
    order = np.lexsort((thing, event))
    event = (np.cumsum(alive) - 1)[event[order]]
    return Pairs(
        event,
        thing[order],
        np.concatenate([now.bits[old], then.bits])[order],
        np.searchsorted(event, np.arange(int(np.count_nonzero(alive)) + 1)),
    )
