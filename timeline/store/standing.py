"""What a database holds as it stands, so that a run that finds nothing new need not copy it, nor load what writes."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from timeline.store.lock import locked
from timeline.store.revision import is_current, open_for_reading, stored_revision
from timeline.vocab.codebook import codebook

Key = tuple[str, str]
FORCED = "forced"
"""Code of the issue that says so where a file was read as what it was said to be."""


def standing(db: Path, is_same: Callable[[set[Key]], bool]) -> tuple[int, int, int] | None:
    """What ``totals`` says of ``db`` where nothing is to be written into it, else ``None``.

    Nothing is where tables, views and codebook are those of this code and ``is_same`` says that the inputs
    (path and hash) are those of now. ``TimelineError`` if the file is not ours or another ingest is at work.
    """
    if not db.exists():
        return None
    with locked(db.with_name(f"{db.name}.building"), db):
        before = inputs_of(db)
        if not before or not is_same(before) or not is_current(db):
            return None
        with closing(open_for_reading(db)) as conn:
            return totals(conn) if has_codebook(conn) else None


def coded_by(db: Path) -> int | None:
    """The number of the coder that made the rows of ``db``; ``None`` if there is no such database."""
    if not db.exists():
        return None
    try:
        with closing(open_for_reading(db)) as conn:
            return int(conn.execute("pragma user_version").fetchone()[0])
    except sqlite3.DatabaseError:
        return None  # not ours; whoever opens it for writing says so


def inputs_of(db: Path) -> set[tuple[str, str]]:
    """Path and hash of every input of the file; ``TimelineError`` if the file is not ours or newer."""
    with closing(open_for_reading(db)) as conn:
        return stored_inputs(conn) if stored_revision(conn, db) else set()


def stored_inputs(conn: sqlite3.Connection) -> set[tuple[str, str]]:
    """Path and hash of every input of the file."""
    return set(conn.execute("select path, sha256 from inputs"))


def forced_inputs(conn: sqlite3.Connection) -> dict[Key, str]:
    """The inputs of which somebody said what format they have, with that format."""
    query = "select path, sha256, format from inputs join issues on input_id = id where code = ?"
    return {(path, sha256): name for path, sha256, name in conn.execute(query, (FORCED,))}


def forced_inputs_of(db: Path) -> dict[Key, str]:
    """The same of a file; none where there is no such file, or it is none of ours."""
    if not db.exists():
        return {}
    with closing(open_for_reading(db)) as conn:
        return forced_inputs(conn) if stored_revision(conn, db) else {}


def totals(conn: sqlite3.Connection) -> tuple[int, int, int]:
    """How many reports and events the file holds, and how many records of its inputs were skipped."""
    reports, events, skipped = conn.execute(
        "select (select count(*) from reports), (select count(*) from events),"
        " (select coalesce(sum(skipped), 0) from inputs)"
    ).fetchone()
    return reports, events, skipped


def has_codebook(conn: sqlite3.Connection) -> bool:
    """Are the meanings of tables, columns and values in the file those of this code?"""
    return sorted(codebook_rows()) == sorted(conn.execute("select * from codebook"))


def codebook_rows() -> list[tuple[str, str, str, str, str | None]]:
    """The meanings of tables, columns and values as rows."""
    return [(e.table, e.column, e.value, e.meaning, e.reference or None) for e in codebook()]
