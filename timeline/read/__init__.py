"""Bytes to reports: one module per format; nothing is interpreted here. A module is loaded when a file asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import IO

from timeline.errors import SourceFormatError
from timeline.model import Issue, Report
from timeline.read.decode import MAX_BYTES, refuse_size


@dataclass(frozen=True, slots=True)
class Reader:
    """How files with some ending are read: by ``timeline.read.<module>``, if they have at most ``most`` bytes.

    A module has ``read(data, path) -> Report`` or, for files that hold ``several`` reports,
    ``read_all(file, path) -> Iterator[Report | Issue]``; ``most`` is ``None`` where these are streamed.
    """

    format: str
    module: str
    most: int | None = MAX_BYTES
    several: bool = False


PAGE = Reader("html", "html", 40_000_000)  # pages that hold their own pictures have 20 million
MHTML = Reader("html", "mhtml", 40_000_000)
FEED = Reader("xml", "xml", 20_000_000, several=True)
LINES = Reader("jsonl", "reports", None, several=True)
WARC = Reader("warc", "warc", None, several=True)
READERS: dict[str, Reader] = {
    ".txt": Reader("txt", "txt"),
    ".md": Reader("md", "markdown"),
    ".html": PAGE,
    ".htm": PAGE,
    ".xhtml": PAGE,
    ".mhtml": MHTML,
    ".mht": MHTML,
    ".eml": Reader("eml", "eml", 40_000_000),
    ".xml": FEED,
    ".rss": FEED,
    ".atom": FEED,
    ".jsonl": LINES,
    ".ndjson": LINES,
    ".warc": WARC,
    ".warc.gz": WARC,
    ".wacz": Reader("wacz", "wacz", None, several=True),
    ".zip": Reader("zip", "zipped", None, several=True),
}


def read(data: bytes, path: str) -> Report:
    """Return the report in ``data``; ``path`` is relative to its root and chooses the reader by its ending.

    Raise SourceFormatError where no reader knows the ending, the file is not what it claims to be, or holds no
    report or several.
    """
    found = [one for one in received(BytesIO(data), len(data), path) if isinstance(one, Report)]
    if len(found) != 1:
        raise SourceFormatError(f"{path}: {len(found)} reports in it, one expected", path)
    return found[0]


def received(file: IO[bytes], size: int, path: str) -> Iterator[Report | Issue]:
    """Yield the reports in a file of ``size`` bytes in order, and in their place what there is to say of others.

    Raise SourceFormatError where no reader knows its ending or it is not what it claims to be.
    """
    reader = reader_of(path)
    if reader.most is not None:
        refuse_size(size, path, reader.most)
    module = import_module(f"timeline.read.{reader.module}")
    if reader.several:
        yield from module.read_all(file, path)
    else:
        yield module.read(file.read(), path)


def reader_of(path: str) -> Reader:
    """Return the reader of a file. Raise SourceFormatError where none knows its ending."""
    suffix = suffix_of(path)
    if suffix not in READERS:
        known = ", ".join(sorted(READERS))
        raise SourceFormatError(
            f"{path}: no reader for files ending in {suffix or 'nothing'} (known: {known})"
        )
    return READERS[suffix]


def suffix_of(path: str) -> str:
    """Return the ending of a path in lower case with its dot, "" without one; a packed archive has two."""
    name = path.rsplit("/", 1)[-1].lower()
    if name.endswith(".warc.gz"):
        return ".warc.gz"
    return name[name.rfind(".") :] if "." in name else ""
