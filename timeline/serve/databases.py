"""Which database files are ours. The schema is the sign, not the name of the file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

TABLES = frozenset({"events", "participants", "sources", "reports", "claims", "codebook", "alembic_version"})
COUNTER = slice(24, 28)  # where SQLite's header holds the change counter
COOKIE = slice(40, 44)  # and the counter of changes to the schema
_NAMES: WeakKeyDictionary[Any, tuple[str, ...]] = WeakKeyDictionary()


def timelines(datasette: Any) -> tuple[str, ...]:
    """The names of the attached databases that are timelines; looked up once for each Datasette."""
    if datasette not in _NAMES:
        _NAMES[datasette] = tuple(
            name for name, db in datasette.databases.items() if db.path and is_timeline(Path(db.path))
        )
    return _NAMES[datasette]


def is_timeline(path: Path) -> bool:
    """Whether the file at ``path`` is a database with our tables. False for what cannot be read at all."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as conn:
            names = conn.execute("select name from sqlite_master where type = 'table'")
            return {name for (name,) in names} >= TABLES
    except sqlite3.Error:
        return False


def build_id(path: Path) -> str:
    """Eight digits that change with the content of the file at ``path``, taken from its header.

    An ingest writes a checksum of the content there, so that the same inputs have the same digits anywhere;
    any other program that writes counts on from it.
    """
    with path.open("rb") as file:
        return file.read(COUNTER.stop)[COUNTER].hex()


def is_as_ingested(path: Path) -> bool:
    """Whether nobody wrote to the file at ``path`` since an ingest did.

    An ingest writes one checksum into both counters; another program that writes rows counts on in one of them.
    """
    with path.open("rb") as file:
        header = file.read(COOKIE.stop)
    return header[COUNTER] == header[COOKIE]
