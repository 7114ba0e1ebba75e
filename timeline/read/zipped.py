"""``.zip``: reports of all formats in one file. A ZIP archive in a ZIP archive is not opened."""

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import IO

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel, Report
from timeline.read import READERS, received, suffix_of
from timeline.read.stream import ASIDE, MAX_RATIO, MIN_BOMB, shown

DAMAGED = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError)
MOST_FILES = 100_000
MOST_BYTES = 1 << 36  # unpacked; a year of pages has a tenth of that
NESTED = (".zip",)
TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".parquet"})

Wanted = Callable[[str], bool]


def read_all(file: IO[bytes], path: str) -> Iterator[Report | Issue]:
    """Yield the reports of the files in an archive, by name, and what there is to say of those that are none.

    Raise SourceFormatError where it is no archive, locked, or unpacks beyond all measure.
    """
    yield from reports_in(file, path, lambda name: True)


def reports_in(file: IO[bytes], path: str, wanted: Wanted) -> Iterator[Report | Issue]:
    """Yield the reports of those files in an archive whose names are ``wanted``, as ``read_all`` does."""
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGED:
        raise SourceFormatError(f"{path}: ZIP archive that is damaged or cut off", path) from None
    with archive:
        inside = [info for info in members(archive, path) if wanted(info.filename)]
        if not inside:
            raise SourceFormatError(f"{path}: ZIP archive without a report in it", path)
        if table := next((info.filename for info in inside if suffix_of(info.filename) in TABLES), None):
            # what else lies beside tables only speaks of them
            yield issue(
                IssueLevel.WARNING, path, f"passed over: no dataset, and a table in it ({shown(table)})"
            )
            return
        for info in inside:
            yield from member(archive, info, f"{path}/{shown(info.filename)}")


def members(archive: zipfile.ZipFile, path: str) -> list[zipfile.ZipInfo]:
    """Return the files of an archive, by name. Raise SourceFormatError for what it is not safe to unpack."""
    files = [info for info in archive.infolist() if not (info.is_dir() or is_aside(info.filename))]
    if any(info.flag_bits & 1 for info in files):
        raise SourceFormatError(f"{path}: ZIP archive with a password", path)
    if len(files) > MOST_FILES:
        raise SourceFormatError(f"{path}: ZIP archive of {len(files):,} files, at most {MOST_FILES:,}", path)
    unpacked, packed = sum(info.file_size for info in files), sum(info.compress_size for info in files)
    if unpacked > MOST_BYTES or unpacked > max(MIN_BOMB, MAX_RATIO * packed):
        raise SourceFormatError(f"{path}: ZIP archive that unpacks to {unpacked:,} bytes, not opened", path)
    files.sort(key=lambda info: info.filename)
    for one, other in pairwise(files):
        if one.filename == other.filename:
            raise SourceFormatError(f"{path}: ZIP archive with two files named {shown(one.filename)!r}", path)
    return files


def is_aside(name: str) -> bool:
    """Tell whether a file is hidden, or speaks of the others."""
    base = name.rsplit("/", 1)[-1].lower()
    return name.startswith(ASIDE[0]) or base.startswith((".", *ASIDE[1:]))


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str) -> Iterator[Report | Issue]:
    """Yield the reports in one file of an archive; what is wrong with it is no reason to leave out the others."""
    if suffix_of(path) in NESTED:
        yield issue(IssueLevel.ERROR, path, "ZIP archive in a ZIP archive, not opened; unpack it")
        return
    if suffix_of(path) not in READERS:
        yield issue(
            IssueLevel.WARNING,
            path,
            f"passed over: no reader for files ending in {suffix_of(path) or 'nothing'}",
        )
        return
    try:
        with archive.open(info) as data:
            yield from received(data, info.file_size, path)
    except SourceFormatError as error:
        yield Issue(IssueLevel.ERROR, "format", error.locator, str(error))
    except DAMAGED:
        yield issue(IssueLevel.ERROR, path, "damaged in its archive, not read")


def issue(level: IssueLevel, path: str, problem: str) -> Issue:
    """Return what there is to say of one file of an archive."""
    return Issue(level, "format", path, f"{path}: {problem}")
