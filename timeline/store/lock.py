"""One ingest at a time: who owns the file in which the working copy is built."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from timeline.errors import TimelineError


@contextmanager
def locked(building: Path, db: Path) -> Iterator[None]:
    """Own the empty file ``building``, which is gone afterwards; ``TimelineError`` if another process does.

    The lock ends with the process, so what a killed run leaves behind is no obstacle.
    """
    file = owned(building, db)
    journal = building.with_name(f"{building.name}-journal")
    with file:
        try:
            journal.unlink(missing_ok=True)
            file.truncate(0)
            yield
        finally:
            journal.unlink(missing_ok=True)
            building.unlink()


def owned(building: Path, db: Path) -> BinaryIO:
    """``building``, open and locked. A file that its last owner removed meanwhile is not it: try again."""
    while True:
        try:
            file = building.open("ab")
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            raise TimelineError(f"{db}: another ingest is at work on this file") from error
        except OSError as error:
            raise TimelineError(f"{db}: {error.strerror}") from error
        if is_at(file, building):
            return file
        file.close()


def is_at(file: BinaryIO, path: Path) -> bool:
    """Is the open ``file`` the one that lies at ``path`` now?"""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
