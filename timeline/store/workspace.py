"""An ingest as one transaction: work on a copy beside the file, then publish it into the file at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from timeline.errors import TimelineError
from timeline.store import shape
from timeline.store.course import save_course
from timeline.store.lock import locked
from timeline.store.migrate import migrate
from timeline.store.proof import broken_checks
from timeline.store.publish import copy, publish
from timeline.store.standing import inputs_of
from timeline.store.tidy import tidy
from timeline.store.write import save_codebook

SETTINGS = (
    "journal_mode = memory",
    "synchronous = off",
    "cache_size = -32000",
    "ignore_check_constraints = on",  # row by row they take five times as long as all rows at once
)


@contextmanager
def workspace(db: Path, fresh: bool, coder: int) -> Iterator[sqlite3.Connection]:
    """A connection to a working copy of ``db`` in an open transaction; what it holds at the end is published.

    The copy starts empty if ``fresh`` or if ``db`` holds no input, so that its bytes follow from what is
    written alone, and is then marked as coded by ``coder``; and no error in the block, no kill at any moment
    leaves ``db`` between old and new.
    ``TimelineError`` if ``db`` is not ours, if another ingest is at work, or if the rows do not fit together.
    """
    building = db.with_name(f"{db.name}.building")
    with locked(building, db):
        if made(db) or not inputs_of(db):
            fresh = True
        try:
            if not fresh:
                copy(db, building, db)
            changed = migrate(building) or fresh
            with closing(opened(building)) as conn:
                save_codebook(conn)
                if fresh:
                    conn.execute(f"pragma user_version = {coder:d}")
                yield conn
                changed = changed or conn.total_changes > 0
                if changed:
                    finish(conn, db)
                conn.execute("commit")
        except sqlite3.OperationalError as error:
            raise TimelineError(f"{db}: nothing stored: {error}") from error
        if changed:
            publish(building, db)


def made(db: Path) -> bool:
    """Make ``db``, without inputs but with all tables, if it is not there. Say whether it was made."""
    if db.exists():
        return False
    new = db.with_name(f"{db.name}.new")
    for leftover in (new, new.with_name(f"{new.name}-journal")):
        leftover.unlink(missing_ok=True)
    migrate(new)
    new.replace(db)
    return True


def opened(building: Path) -> sqlite3.Connection:
    """A connection for bulk writing, in a transaction.

    Nothing is lost if the copy is: no journal on disk, no waiting for the disk. Foreign keys and checks are
    tested once, over all rows, before anything is published.
    """
    conn = sqlite3.connect(building, isolation_level=None)
    for setting in SETTINGS:
        conn.execute(f"pragma {setting}")
    conn.execute("begin immediate")
    return conn


def finish(conn: sqlite3.Connection, db: Path) -> None:
    """Derive what follows from the rows, and prove them, before anything is published."""
    tidy(conn)
    for table, row, parent, _ in conn.execute("pragma foreign_key_check"):
        raise TimelineError(f"{db}: nothing stored, a row of {table} ({row}) points to no row of {parent}")
    for table, row, name in broken_checks(conn):
        raise TimelineError(f"{db}: nothing stored, {table} {row} breaks the rule {name}")
    save_course(conn)
    shape.refresh(conn)
    for (fault,) in conn.execute("pragma quick_check(1)"):
        if fault != "ok":
            raise TimelineError(f"{db}: nothing stored, the working copy is damaged: {fault}")
