"""A dataset file as lines of bytes, plain or packed: streamed, so that its size is no matter."""

import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BufferedReader, BytesIO, RawIOBase
from itertools import pairwise
from pathlib import Path
from typing import IO, cast

from timeline.errors import SourceFormatError
from timeline.model import Fault
from timeline.read.documents import is_document, rows_of

HEAD = 64 * 1024  # bytes that are looked at to tell a format
MAX_LINE = 1 << 22  # bytes; the longest rows of the known datasets have a tenth of that
MAX_RATIO = 200  # bytes unpacked for one packed; event tables reach 12, a bomb a thousand
MIN_BOMB = 1 << 26  # bytes unpacked before the ratio says anything

DAMAGED = (
    EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, struct.error, ValueError, NotImplementedError,
)  # fmt: skip
"""What reading of a packed file raises where it is damaged, cut off, or packed in a way that nobody here knows."""

GZIP = b"\x1f\x8b"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # with something in it, and empty
ASIDE = ("__MACOSX/", "readme", "license", "licence")
DOCUMENTS = (".pdf", ".docx", ".md", ".html", ".rtf")


@dataclass(frozen=True, slots=True)
class Member:
    """One table to be read: a file, or a file in an archive. ``path`` names it in messages."""

    file: Path
    path: str
    name: str | None = None


def members(file: Path, path: str) -> list[Member]:
    """Return the tables in ``file``, by name: itself, or what a ZIP archive holds besides its documentation.

    Raise SourceFormatError where a ZIP archive is damaged, locked or holds nothing.
    """
    if not starts(file, *ZIP):
        return [Member(file, path)]
    try:
        with zipfile.ZipFile(file) as archive:
            listed = archive.infolist()
    except DAMAGED:
        raise SourceFormatError(f"{path}: ZIP archive that is damaged or cut off", path) from None
    if any(info.flag_bits & 1 for info in listed):
        raise SourceFormatError(f"{path}: ZIP archive with a password", path)
    inside = sorted(info.filename for info in listed if is_table(info))
    if not inside:
        raise SourceFormatError(f"{path}: ZIP archive without a table in it", path)
    for one, other in pairwise(inside):
        if one == other:
            raise SourceFormatError(f"{path}: ZIP archive with two files named {one!r}", path)
    return [Member(file, f"{path}/{shown(name)}", name) for name in inside]


def shown(name: str) -> str:
    """Return the name of a member of an archive as messages and tables have it: on one line, in UTF-8."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\n", "\\n").replace("\r", "\\r")


def is_table(info: zipfile.ZipInfo) -> bool:
    """Tell whether a member of an archive can be a table; a packed one in a packed one is not opened."""
    base = info.filename.rsplit("/", 1)[-1].lower()
    aside = info.filename.startswith(ASIDE[0]) or base.startswith((".", *ASIDE[1:]))
    return not (info.is_dir() or aside or base.endswith(DOCUMENTS))


def starts(file: Path, *marks: bytes) -> bool:
    """Tell whether a file begins with one of ``marks``."""
    with file.open("rb") as data:
        return data.read(max(map(len, marks))).startswith(marks)


@contextmanager
def opened(member: Member, archive: zipfile.ZipFile | None = None) -> Iterator[IO[bytes] | gzip.GzipFile]:
    """Open a member for reading, unpacked; ``archive`` is its archive, where that is open already."""
    with ExitStack() as stack:
        if member.name is not None:
            archive = archive or stack.enter_context(zipfile.ZipFile(member.file))
            inside = stack.enter_context(archive.open(member.name))
            # its own lines may be longer than they are asked to be
            yield BufferedReader(cast(RawIOBase, inside))
        elif starts(member.file, GZIP):
            yield stack.enter_context(gzip.GzipFile(member.file))
        else:
            yield stack.enter_context(member.file.open("rb"))


def heads_of(found: Sequence[Member]) -> Iterator[bytes]:
    """Yield what ``head_of`` gives for the members of one file; an archive lists its files but once."""
    with ExitStack() as stack:
        packed = bool(found) and found[0].name is not None
        archive = stack.enter_context(zipfile.ZipFile(found[0].file)) if packed else None
        for member in found:
            yield head_of(member, archive)


def head_of(member: Member, archive: zipfile.ZipFile | None = None) -> bytes:
    """Return the first lines of a member as ``lines`` gives them, as far as they can be read."""
    found = first_bytes(member, archive)
    if is_document(found):
        return b"".join(row for row in rows_of(BytesIO(found)) if isinstance(row, bytes))
    return found


def first_bytes(member: Member, archive: zipfile.ZipFile | None = None) -> bytes:
    """Return the first bytes of a member, unpacked; what can be unpacked of them where it is damaged."""
    found = b""
    try:
        with opened(member, archive) as data:
            while len(found) < HEAD and (part := data.read(HEAD - len(found))):
                found += part
    except DAMAGED:
        return found
    return found


def lines(member: Member) -> Iterator[bytes | Fault]:
    """Yield the lines of a member with their ends, a ``Fault`` in the place of one that is too long.

    The rows of a JSON document come one a line, however they are written. A packed file that is cut off, damaged
    or grows beyond all measure yields what came before, and a ``Fault``.
    """
    number = size = 0
    split = rows_of if is_document(first_bytes(member)) else raw_lines
    most = max(MIN_BOMB, MAX_RATIO * member.file.stat().st_size)
    try:
        with opened(member) as data:
            for line in split(data):
                number += 1
                if isinstance(line, Fault):
                    yield line
                    return
                size += len(line)
                long = len(line) == MAX_LINE and not line.endswith(b"\n")
                if long:
                    size += passed_over(data, most - size)
                if size > most:
                    yield Fault(number, b"", f"unpacks to more than {MAX_RATIO} times its size, not read on")
                    return
                yield (
                    Fault(number, b"", f"line of more than {MAX_LINE:,} bytes, passed over") if long else line
                )
    except EOFError:
        yield Fault(number + 1, b"", "packed file that is cut off, not read on")
    except DAMAGED as error:
        yield Fault(number + 1, b"", f"cannot be read on ({error})")


def raw_lines(data: IO[bytes] | gzip.GzipFile) -> Iterator[bytes | Fault]:
    """Yield lines, and of one that is too long its first part."""
    while line := data.readline(MAX_LINE):
        yield line


def passed_over(data: IO[bytes] | gzip.GzipFile, most: int) -> int:
    """Read to the end of a line, or beyond ``most`` bytes of it; return how many they were."""
    size = 0
    while size <= most and (part := data.readline(MAX_LINE)):
        size += len(part)
        if part.endswith(b"\n"):
            break
    return size
