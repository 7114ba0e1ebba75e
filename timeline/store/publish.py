"""Put a finished working copy into the file that readers have open, so that they see the old or the new.

The file is never swapped: a reader that holds it open would go on with the old one. SQLite's backup writes
the copy into it in one transaction. The header then holds three counters that follow from the history of the
file, not from its content; they are replaced by a checksum of the content, so that equal content is equal
bytes, and different content is still seen as different by a reader that kept pages in memory.
"""

import filecmp
import os
import sqlite3
import time
import zlib
from contextlib import closing
from pathlib import Path

from timeline.errors import TimelineError

COUNTERS = (24, 40, 92)
"""Where the header keeps the change counter, the schema cookie, the change counter again (4 bytes each)."""

HEADER = 100
CHUNK = 1 << 20
PATIENCE = 60.0
"""Seconds to wait for readers to let go of the file, and for them to be let in again."""


def publish(building: Path, db: Path) -> None:
    """Make ``db`` equal to ``building``, byte for byte, under the eyes of its readers."""
    stamp(building)
    if not filecmp.cmp(building, db, shallow=False):
        copy(building, db, db)
        adopt_counters(building, db)


def copy(source: Path, target: Path, blamed: Path) -> None:
    """Write all of ``source`` into ``target`` in one transaction; ``TimelineError`` names ``blamed``."""
    end = time.monotonic() + PATIENCE

    def waiting(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise TimelineError(f"{blamed}: in use by another program for more than {PATIENCE:.0f} seconds")

    try:
        with (
            closing(sqlite3.connect(source)) as old,
            closing(sqlite3.connect(target, timeout=PATIENCE, isolation_level=None)) as new,
        ):
            if new.execute("pragma journal_mode = delete").fetchone() != ("delete",):
                raise TimelineError(f"{blamed}: open in WAL mode in another program, nothing stored")
            old.backup(new, progress=waiting)
    except sqlite3.Error as error:
        raise TimelineError(f"{blamed}: {error}") from error


def stamp(path: Path) -> None:
    """Write the checksum of the rest of the file into its counters. Nobody else may have it open."""
    with path.open("r+b") as file:
        header = bytearray(file.read(HEADER))
        for place in COUNTERS:
            header[place : place + 4] = bytes(4)
        total = zlib.crc32(header)
        while chunk := file.read(CHUNK):
            total = zlib.crc32(chunk, total)
        for place in COUNTERS:
            header[place : place + 4] = total.to_bytes(4, "big")
        file.seek(0)
        file.write(header)


def adopt_counters(building: Path, db: Path) -> None:
    """Give ``db`` the counters of ``building``, in one small write under SQLite's own exclusive lock."""
    first, last = COUNTERS[0], COUNTERS[-1] + 4
    with building.open("rb") as file:
        counters = file.read(last)[first:]
    target = os.open(db, os.O_RDWR)  # closing it would end the lock, so it is opened before and closed after
    try:
        with closing(sqlite3.connect(db, timeout=PATIENCE, isolation_level=None)) as conn:
            conn.execute("begin exclusive")
            os.pwrite(target, counters, first)
            os.fsync(target)
            conn.execute("rollback")
    except sqlite3.Error as error:
        raise TimelineError(f"{db}: {error}") from error
    finally:
        os.close(target)
