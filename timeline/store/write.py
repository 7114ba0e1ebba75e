"""Write inputs into an open transaction. ``tidy`` then derives what follows from all of them together."""

import sqlite3
from collections.abc import Iterable, Mapping

from timeline.errors import TimelineError
from timeline.model import Actor, Input, Story
from timeline.store import rows
from timeline.store.entities import entity_rows
from timeline.store.rows import Row
from timeline.store.schema import metadata
from timeline.store.standing import codebook_rows, has_codebook, stored_inputs, totals
from timeline.store.tidy import remove, tidy

__all__ = ["remove", "save", "save_codebook", "stored_inputs", "tidy", "totals"]

BATCH = 5000
"""Rows that are collected before they are sent."""

ORDER = (
    "inputs",
    "reports",
    "input_reports",
    "issues",
    "stated_entities",
    "events",
    "participants",
    "claims",
    "quantities",
    "evidence",
    "codebook",
)
"""What a row points to comes before it."""


def insertion(table: str) -> str:
    """The statement that inserts one row of ``table``, given as a dict of all its columns."""
    columns = [column.name for column in metadata.tables[table].columns]
    names = ", ".join(f'"{name}"' for name in columns)
    return f"insert into {table} ({names}) values ({', '.join(f':{name}' for name in columns)})"


INSERT = {table: insertion(table) for table in ORDER}


class Batch:
    """Rows on their way into the tables."""

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
            before = self.conn.total_changes
            try:
                self.conn.executemany(INSERT[table], waiting)
            except sqlite3.IntegrityError as error:
                refused = waiting[self.conn.total_changes - before]
                name = " ".join(str(value) for value in list(refused.values())[:2])
                raise TimelineError(f"{table} {name}: {error}") from error
            waiting.clear()
        self.size = 0


def save(conn: sqlite3.Connection, inputs: Iterable[Input], known: Mapping[str, Actor] | None = None) -> int:
    """Store ``inputs`` and return how many were new; one that is stored already is passed over.

    ``inputs`` must come sorted by path and hash (``ValueError``), because a file's bytes follow the order
    of writing. ``known`` names the actors that others belong to. ``TimelineError`` if a row is refused.
    """
    stored = stored_inputs(conn)
    reports = {name for (name,) in conn.execute("select id from reports")}
    batch = Batch(conn)
    last = ("", "")
    count = 0
    for source in inputs:
        key = (source.path, source.sha256)
        if key < last:
            raise ValueError(f"{source.path}: inputs must come in order")
        last = key
        if key not in stored:
            stored.add(key)
            count += 1
            add_input(batch, source, reports, known or {})
        if batch.size >= BATCH:
            batch.send()
    batch.send()
    return count


def add_input(batch: Batch, source: Input, reports: set[str], known: Mapping[str, Actor]) -> None:
    """Put an input and what came with it into ``batch``; a report in ``reports`` is stored already."""
    key = rows.input_id(source.path, source.sha256)
    batch.add("inputs", [rows.input_row(source)])
    batch.add("issues", rows.issue_rows(source))
    for story in source.stories:
        batch.add("input_reports", [{"input_id": key, "report_id": story.report.id}])
        if story.report.id not in reports:
            reports.add(story.report.id)
            add_story(batch, story, known)


def add_story(batch: Batch, story: Story, known: Mapping[str, Actor]) -> None:
    """Put a report and its events into ``batch``."""
    batch.add("reports", [rows.report_row(story)])
    batch.add("stated_entities", entity_rows(story, known))
    for event in story.events:
        batch.add("events", [rows.event_row(event)])
        batch.add("participants", rows.participant_rows(event))
        batch.add("claims", rows.claim_rows(event, story.report.id))
        batch.add("quantities", rows.quantity_rows(event))
        batch.add("evidence", rows.evidence_rows(event))
        if batch.size >= BATCH:
            batch.send()


def save_codebook(conn: sqlite3.Connection) -> None:
    """Store the meanings of tables, columns and values, if they differ from those in the file."""
    if not has_codebook(conn):
        conn.execute("delete from codebook")
        conn.executemany("insert into codebook values (?, ?, ?, ?, ?)", codebook_rows())
