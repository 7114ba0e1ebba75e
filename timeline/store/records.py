"""The rows of dataset files as received: packed in blocks of lines, and found again by line."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import zstandard

from timeline.errors import TimelineError
from timeline.store.revision import ensure_current, open_for_reading

BLOCK = 1 << 18  # bytes of lines that are packed together: one is unpacked to show a row
LEVEL = 1  # a higher one takes ten times as long for a tenth of the space

Block = tuple[int, int, bytes]
"""First line, last line, packed lines."""


class Packer:
    """Collects lines in order and packs them; the same lines give the same bytes on every machine.

    That is why it is zstandard, whose code comes with the package, and not the zlib of the system.
    """

    def __init__(self) -> None:
        self.first = self.next = 1
        self.waiting: list[bytes] = []
        self.size = 0
        self.compressor = zstandard.ZstdCompressor(level=LEVEL)

    def add(self, line: int, raw: bytes) -> Iterator[Block]:
        """Take the bytes that start at ``line``, and yield the block before them if it is full."""
        if self.size >= BLOCK or line != self.next:
            yield from self.rest()
            self.first = line
        self.waiting.append(raw)
        self.size += len(raw)
        self.next = line + raw.count(b"\n") + (not raw.endswith(b"\n"))  # the last line may lack its end

    def held(self, line: int) -> list[bytes]:
        """Return the lines from ``line`` on that are not packed yet; none where it is not among them."""
        if not self.first <= line < self.next:
            return []
        return BytesIO(b"".join(self.waiting)).readlines()[line - self.first :]

    def rest(self) -> Iterator[Block]:
        """Yield what is not packed yet."""
        if self.waiting:
            packed = self.compressor.compress(b"".join(self.waiting))
            yield self.first, max(self.first, self.next - 1), packed
            self.waiting, self.size = [], 0
            self.first = self.next


Original = tuple[str, int, str, str, list[bytes]]
"""Report, line, format, first line of the file, and the lines from that one on."""

ROWS = """select report_id, line, format, text, version from claims join reports on reports.id = report_id
where event_id = ? and line is not null order by coalesce(version, ''), path, sha256, reports.id, line"""
"""The dataset rows about one event, the most telling last: see ``settle``."""


def originals(db: Path, event_id: str) -> list[Original]:
    """Return the dataset rows about an event. ``TimelineError`` where there is no such event, or it has none."""
    ensure_current(db)
    with closing(open_for_reading(db)) as conn:
        found = conn.execute(ROWS, (event_id,)).fetchall()
        if not found:
            raise TimelineError(f"{db}: no dataset row tells of an event {event_id}")
        return [
            (report, line, name, first, lines_from(conn, report, line))
            for report, line, name, first, _ in found
        ]


def lines_from(conn: sqlite3.Connection, report_id: str, line: int) -> list[bytes]:
    """Return the lines of a dataset file as received, from ``line`` to the end of its block.

    ``TimelineError`` where the file has no such line.
    """
    found = conn.execute(
        "select first_line, records from record_blocks where report_id = ? and first_line <= ?"
        " and last_line >= ? order by first_line desc limit 1",
        (report_id, line, line),
    ).fetchone()
    if found is None:
        raise TimelineError(f"{report_id}: no line {line}")
    first, packed = found
    return unpacked(packed)[line - first :]


@lru_cache(maxsize=8)
def unpacked(block: bytes) -> list[bytes]:
    """Return the lines in a block, as the reader counts them: a lone return ends none."""
    return BytesIO(zstandard.ZstdDecompressor().decompress(block)).readlines()
