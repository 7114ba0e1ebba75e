"""What one connection may use: neither a single function call in SQL nor many rows may take gigabytes.

Datasette's time limit cannot interrupt one call of ``randomblob(1e9)``; SQLite's own limits refuse it. A thousand
rows of values that are each allowed are counted as they are read.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import ref

MAX_VALUE_BYTES = 5_000_000
MAX_RESULT = 50_000_000  # characters and bytes in all rows that one query gives; a page of CSV is 1,000 rows
LARGE = (
    100_000  # a row below this is not counted: what Datasette returns at most of such rows is within bounds
)
MAX_COLUMNS = 100  # of a result; the widest table of ours has a third of that
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MAX_VALUE_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
}


class Tally:
    """Makes the rows of one connection, and stops a query whose rows hold too much in all."""

    def __init__(self) -> None:
        self._cursor: Any = None  # a reference that does not keep it alive: an open cursor holds a lock
        self._total = 0

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        """The row of ``values``. Raise sqlite3.OperationalError where ``cursor`` has given too much."""
        size = 0
        for value in values:
            if value.__class__ is str or value.__class__ is bytes:
                size += len(value)
        if size > LARGE:
            if self._cursor is None or self._cursor() is not cursor:
                self._cursor, self._total = ref(cursor), 0
            self._total += size
            if self._total > MAX_RESULT:
                raise sqlite3.OperationalError(f"the rows hold more than {MAX_RESULT:,} characters in all")
        return sqlite3.Row(cursor, values)


def limit(conn: sqlite3.Connection, attach: bool = False, ours: bool = True) -> None:
    """Set the limits on ``conn``; ``attach`` leaves ATTACH DATABASE working (Datasette's ``--crossdb``).

    A file of somebody else (not ``ours``) may have wider tables than ours.
    """
    for category, value in LIMITS.items():
        conn.setlimit(category, value)
    if ours:
        conn.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, MAX_COLUMNS)
    if not attach:
        conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.row_factory = Tally()


@contextmanager
def one_build(conn: sqlite3.Connection) -> Iterator[None]:
    """Questions of our own on ``conn``: answered by one build, and not counted, for they are bounded themselves."""
    counting = conn.row_factory
    conn.row_factory = sqlite3.Row
    conn.execute("begin")
    try:
        yield
    finally:
        conn.rollback()
        conn.row_factory = counting
