"""Which schema a database file has, and which one this code wants; told without SQLAlchemy, which loads for long."""

import re
import sqlite3
from importlib import import_module
from pathlib import Path

import timeline
from timeline.errors import TimelineError
from timeline.store import shape

STATED = re.compile(r"^(revision|down_revision) = (?:\"(\w+)\"|None)$", re.MULTILINE)


def is_current(path: Path) -> bool:
    """Is the file ours, with nothing to do? Raise ``TimelineError`` if it is not ours or newer."""
    conn = open_for_reading(path)
    try:
        return stored_revision(conn, path) == head() and shape.is_current(conn)
    finally:
        conn.close()


def ensure_current(path: Path) -> None:
    """Raise ``TimelineError`` with one clear line unless the file can be read by this code as it is."""
    if not path.exists():
        raise TimelineError(f"{path}: no such file")
    if not is_current(path):
        raise TimelineError(f"{path}: made by an older version, run: timeline migrate")


def stored_revision(conn: sqlite3.Connection, path: Path) -> str | None:
    """The revision of a file; ``None`` if it is empty. ``TimelineError`` if it is not ours, or newer."""
    try:
        tables = {name for (name,) in conn.execute("select name from sqlite_master where type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise TimelineError(f"{path}: not a timeline database ({error})") from error
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise TimelineError(f"{path}: a database, but not a timeline: no table alembic_version")
    revisions = [name for (name,) in conn.execute("select version_num from alembic_version")]
    if not tables >= {"events", "inputs"} or len(revisions) != 1:
        raise TimelineError(f"{path}: a database, but not a timeline: tables or revision are missing")
    if revisions[0] not in known_revisions():
        raise TimelineError(f"{path}: made by a newer version (revision {revisions[0]}), update this program")
    return str(revisions[0])


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that does not write. ``TimelineError`` if there is no file that can be opened.

    It may write in principle, because only such a connection can undo what a killed writer left half-done.
    """
    try:
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise TimelineError(f"{path}: {error}") from error
    conn.execute("pragma query_only = 1")
    return conn


def folder() -> Path:
    """Where the migrations are: ``timeline.migrations`` if installed, else beside the package."""
    try:
        found = import_module("timeline.migrations").__path__
    except ModuleNotFoundError:
        return Path(timeline.__path__[0]).parent / "migrations"
    return Path(found[0])


def known_revisions() -> dict[str, str | None]:
    """Every revision with the one that it follows, as the files of migrations state them."""
    files = (folder() / "versions").glob("[!_]*.py")
    stated = [dict(STATED.findall(file.read_text(encoding="utf-8"))) for file in files]
    return {found["revision"]: found["down_revision"] or None for found in stated}


def head() -> str:
    """The newest revision. ``TimelineError`` if there is more than one (two branches were merged)."""
    known = known_revisions()
    heads = sorted(set(known) - set(known.values()))
    if len(heads) != 1:
        raise TimelineError(f"migrations: multiple newest revisions: {', '.join(heads)}")
    return heads[0]
