"""Bytes to text: what every text reader refuses, with file and line."""

import hashlib
import re
from collections.abc import Iterable

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel, Segment, SegmentKind

MAX_BYTES = 2_000_000  # a long book has a million letters; what is larger is not one report
MAX_LINE = 100_000  # characters; the longest real paragraphs have a few thousand
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BINARY = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP or office",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
START = 4096  # bytes that are looked at to tell what else a file may be


def decode(data: bytes, path: str) -> str:
    """Return the text of ``data`` with newlines as ``\\n`` and without a byte-order mark.

    Raise SourceFormatError where it is empty, too large, not text, or not UTF-8 (UTF-16 with a mark is read).
    """
    refuse_size(len(data), path)
    marked = data.startswith(UTF16_MARKS)
    if not marked:
        refuse_binary(data, path)
    encoding = "utf-16" if marked else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        where = path if marked else f"{path}:{line_of(data[: error.start])}"
        name = encoding.removesuffix("-sig").upper()
        raise SourceFormatError(
            f"{where}: byte {error.start} is not {name} text; save the file as UTF-8", where
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\u200b \n\t\v\f\u00a0"):
        raise SourceFormatError(f"{path}: empty file", path)
    if found := CONTROL.search(text):
        where = f"{path}:{text.count(chr(10), 0, found.start()) + 1}"
        raise SourceFormatError(f"{where}: not text (control character {found.group()!r})", where)
    refuse_long_lines(text, path)
    return text


def refuse_size(size: int, path: str, most: int = MAX_BYTES) -> None:
    """Raise SourceFormatError for a file of more bytes than its reader takes."""
    if size > most:
        raise SourceFormatError(f"{path}: {size:,} bytes, a report has at most {most:,}", path)


def refuse_binary(data: bytes, path: str) -> None:
    """Raise SourceFormatError for what begins as another format, or as UTF-16 whose mark is missing."""
    for start, name in BINARY.items():
        if data.startswith(start):
            raise SourceFormatError(f"{path}: not text, but a {name} file", path)
    head = data[:START]
    even, odd = head[::2].count(0), head[1::2].count(0)
    printable = not CONTROL.search(head.replace(b"\0", b"").decode("latin-1"))
    if printable and max(even, odd) > len(head) / 8 and min(even, odd) < max(even, odd) / 8:
        problem = "UTF-16 without a byte-order mark; save the file as UTF-8"
        raise SourceFormatError(f"{path}: {problem}", path)
    if even or odd:
        raise SourceFormatError(f"{path}: not text (it holds zero bytes)", path)


def refuse_long_lines(text: str, path: str) -> None:
    """Raise SourceFormatError for a line that no page has."""
    for number, row in enumerate(text.split("\n"), 1):
        if len(row) > MAX_LINE:
            where = f"{path}:{number}"
            raise SourceFormatError(f"{where}: line of {len(row):,} characters, at most {MAX_LINE:,}", where)


def line_of(before: bytes) -> int:
    """Return the number of the line that follows ``before``, whatever its newlines are."""
    return before.count(b"\n") + before.replace(b"\r\n", b"").count(b"\r") + 1


def no_story(segments: Iterable[Segment], path: str) -> tuple[Issue, ...]:
    """Return an issue where no part of a page is its story."""
    if any(segment.kind is SegmentKind.BODY for segment in segments):
        return ()
    return (Issue(IssueLevel.WARNING, "no-story", path, f"{path}: no part of it reads as a story"),)


def report_id(path: str, sha256: str) -> str:
    """Return the stable key of a report: the slug of its file's stem and eight digits of its hash."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:60] or "report"
    return f"{slug}-{sha256[:8]}"


def sha256_of(data: bytes) -> str:
    """Return the hexadecimal SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()
