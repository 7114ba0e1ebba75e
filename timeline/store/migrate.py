"""Bring a database file to the schema of this code, or say in one line why that cannot be."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from timeline.errors import TimelineError
from timeline.store import revision, shape
from timeline.store.revision import is_current


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
    config.set_main_option("script_location", str(revision.folder()).replace("%", "%%"))
    return config
