"""Rows on their way into the tables, sent many at a time."""

import sqlite3
from collections.abc import Iterable

from timeline.errors import TimelineError
from timeline.store.rows import Row

BATCH = 5000
"""Rows that are collected before they are sent."""

ORDER = (
    "inputs",
    "reports",
    "record_blocks",
    "input_reports",
    "issues",
    "stated_entities",
    "events",
    "codings",
    "participants",
    "claims",
    "quantities",
    "evidence",
    "citations",
    "codebook",
    "chosen_from",
    "event_quantities",
    "event_versions",
    "judgements",
)
"""What a row points to comes before it."""


def insertion(table: str, columns: Iterable[str]) -> str:
    """The statement that inserts one row of ``table``, given as the values of ``columns`` in their order."""
    names = list(columns)
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"insert into {table} ({quoted}) values ({', '.join('?' * len(names))})"


class Batch:
    """Rows on their way into the tables. All rows of one table name the same columns in the same order."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.rows: dict[str, list[Row]] = {table: [] for table in ORDER}
        self.size = 0

    def add(self, table: str, new: Iterable[Row]) -> None:
        before = len(self.rows[table])
        self.rows[table].extend(new)
        self.size += len(self.rows[table]) - before

    def send(self) -> None:
        """Insert what was collected. ``TimelineError`` names the first row that the database refuses."""
        for table, waiting in self.rows.items():
            if not waiting:
                continue
            before = self.conn.total_changes
            try:
                self.conn.executemany(insertion(table, waiting[0]), map(tuple, map(dict.values, waiting)))
            except sqlite3.IntegrityError as error:
                refused = waiting[self.conn.total_changes - before]
                name = " ".join(str(value) for value in list(refused.values())[:2])
                raise TimelineError(f"{table} {name}: {error}") from error
            waiting.clear()
        self.size = 0
