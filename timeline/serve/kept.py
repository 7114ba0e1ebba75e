"""The columns of each state of a file, kept in memory until it changes, and those of the last days asked for."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from timeline.serve.as_of import columns_as_of
from timeline.serve.columns import Columns, Key, read_columns
from timeline.serve.databases import build_id

MOST_DAYS = 2  # of the past, of one database
Kept = dict[tuple[str, date | None], tuple[Key, Columns]]
_KNOWN: WeakKeyDictionary[Any, Kept] = WeakKeyDictionary()
_LOCK = Lock()  # two visitors after an ingest: one reads, the other waits for it


def columns_of(datasette: Any, name: str, conn: sqlite3.Connection, day: date | None = None) -> Columns:
    """The columns of the database ``name``, or as they were on ``day``.

    ``conn`` must be in a transaction that has read from it already.
    """
    path = Path(datasette.get_database(name).path)
    key = _state(path)
    with _LOCK:
        known = _KNOWN.setdefault(datasette, {})
        now = _held(known, (name, None), key, lambda: read_columns(conn, path))
        return now if day is None else _held(known, (name, day), key, lambda: columns_as_of(now, conn, day))


def _held(known: Kept, which: tuple[str, date | None], key: Key, make: Callable[[], Columns]) -> Columns:
    held = known.get(which)
    if held is None or held[0] != key:
        _forget(known, *which, key)
        held = known[which] = key, make()
    return held[1]


def _forget(known: Kept, name: str, day: date | None, key: Key) -> None:
    """Drop what is of another state, and the oldest of too many days, so that not all are in memory at once."""
    ours = [one for one in known if one[0] == name]
    days = [one for one in ours if one[1] is not None and known[one][0] == key]
    old = days[: len(days) + 1 - MOST_DAYS] if day else []
    for one in ours:
        if known[one][0] != key or one in old:
            del known[one]


def _state(path: Path) -> Key:
    wal = path.with_name(f"{path.name}-wal")
    written = wal.stat() if wal.exists() else None
    return build_id(path), written and (written.st_mtime_ns, written.st_size)
