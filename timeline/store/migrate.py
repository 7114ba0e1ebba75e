"""Bring a database file to the schema of this code, or say in one line why that cannot be."""

import sqlite3
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

import timeline
from timeline.errors import TimelineError
from timeline.store import shape


def migrate(path: Path) -> bool:
    """Bring the file at ``path`` to the newest schema in one transaction; make it if it is not there.

    Return whether anything had to be done. Raise ``TimelineError`` if the file is not ours, is newer than the
    code, or holds rows that point nowhere; the file is then as it was.
    """
    if path.exists() and is_current(path):
        return False
    engine = engine_for(path)
    try:
        with engine.begin() as connection:
            upgrade(connection, path)
    except sa.exc.DBAPIError as error:
        raise TimelineError(f"{path}: {error.orig}") from error
    finally:
        engine.dispose()
    return True


def upgrade(connection: sa.Connection, path: Path) -> None:
    """Run what is missing inside the open transaction of ``connection``."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    config = alembic_config()
    config.attributes["connection"] = connection
    shape.drop(raw)
    command.upgrade(config, "head")
    if broken := raw.execute("pragma foreign_key_check").fetchall():
        table, row, parent, _ = broken[0]
        raise TimelineError(f"{path}: {len(broken)} rows point nowhere, first {table} row {row} to {parent}")
    shape.build(raw)
    shape.refresh(raw)


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
    known = {script.revision for script in scripts().walk_revisions()}
    if not tables >= {"events", "inputs"} or len(revisions) != 1:
        raise TimelineError(f"{path}: a database, but not a timeline: tables or revision are missing")
    if revisions[0] not in known:
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


def engine_for(path: Path | str) -> sa.Engine:
    """An engine whose transactions hold DDL too, with foreign keys off while tables are rebuilt.

    The driver would commit before and after each DDL statement on its own, so a revision that fails half-way
    would leave half of it behind. With foreign keys on, rebuilding a table would delete the rows that
    hang on it; the switch is ignored inside a transaction, so it is set on connecting.
    """
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), poolclass=sa.NullPool)

    @sa.event.listens_for(engine, "connect")
    def connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        raw.execute("pragma foreign_keys = 0")

    @sa.event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql("begin immediate")

    return engine


def alembic_config() -> Config:
    """Alembic's settings, with the folder of migrations as installed or as in a checkout."""
    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    return config


def folder() -> Path:
    """Where the migrations are: ``timeline.migrations`` if installed, else beside the package."""
    try:
        found = import_module("timeline.migrations").__path__
    except ModuleNotFoundError:
        return Path(timeline.__path__[0]).parent / "migrations"
    return Path(found[0])


def scripts() -> ScriptDirectory:
    """All revisions."""
    return ScriptDirectory.from_config(alembic_config())


def head() -> str:
    """The newest revision. ``TimelineError`` if there is more than one (two branches were merged)."""
    try:
        return str(scripts().get_current_head())
    except CommandError as error:
        raise TimelineError(f"migrations: {error}") from error
