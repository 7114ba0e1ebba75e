"""A database as one reader meets it: one state of the file for everything that a page asks."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit

from timeline.serve.columns import Columns
from timeline.serve.databases import build_id
from timeline.serve.kept import columns_of
from timeline.serve.limits import one_build
from timeline.serve.past import past

TIME_LIMIT = 5_000  # milliseconds of the database for one page
BEGUN = "select 1 from sqlite_master limit 1"  # the first read fixes the state that a transaction sees
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class State:
    """The tables, the columns that stand for them, and the build that both are of."""

    conn: sqlite3.Connection
    columns: Columns
    build: str


async def read(datasette: Any, name: str, ask: Callable[[State], Read], day: date | None = None) -> Read:
    """What ``ask`` finds in the database ``name``, as of ``day`` if one is given: one visit of a thread, one build.

    Raise sqlite3.OperationalError where it takes longer than ``TIME_LIMIT``.
    """
    db = datasette.get_database(name)

    def asked(conn: sqlite3.Connection) -> Read:
        with one_build(conn):
            conn.execute(BEGUN).fetchone()
            columns = columns_of(datasette, name, conn, day)
            with past(conn, day):
                state = State(conn, columns, build_id(Path(db.path)))
                with sqlite_timelimit(conn, TIME_LIMIT):  # must hit neither the columns nor the clearing up
                    return ask(state)

    found: Read = await db.execute_fn(asked)
    return found
