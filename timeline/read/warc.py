"""``.warc``, ``.warc.gz``: a web archive. Each page answered with 200 is a report with its address and time."""

import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

from timeline.errors import SourceFormatError
from timeline.model import Issue, IssueLevel, Report
from timeline.read import html
from timeline.read.charset import decode_page
from timeline.read.compose import Document, compose, key_of_part, plain
from timeline.read.dates import iso_date
from timeline.read.decode import refuse_size, sha256_of

GZIP, GZIP_WINDOW = b"\x1f\x8b", 31
BEGIN = 64  # bytes in which an archive must say what it is
END = b"\r\n\r\n"  # behind each record
AT_ONCE = 1 << 20  # bytes that are unpacked in one go
PAGES = ("text/html", "application/xhtml+xml")
TEXTS = ("text/plain",)
KINDS = ("response", "resource")  # of records that hold what a server, or somebody else, gave
PACKED = ("gzip", "x-gzip", "deflate", "identity", "")  # ways of packing that can be unpacked here


def read_all(file: IO[bytes], path: str) -> Iterator[Report | Issue]:
    """Yield the pages of an archive in order. Revisits, answers other than 200 and what is no page are counted.

    A file that is cut off or damaged gives what stands before that, and an issue. Raise SourceFormatError where it
    is no archive.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    passed: Counter[str] = Counter()
    source = Source(file)
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(source), start=1):
            if isinstance(found := part_of(record, f"{path}#{number}"), str):
                passed[found] += 1
            elif found is not None:
                yield found
            if is_cut(record):
                yield damage(path, number, "is cut off in it")
                return
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        if not number:
            raise SourceFormatError(f"{path}: no web archive ({plain(str(error))})", path) from None
        yield damage(path, number + 1, "is damaged there")
        return
    if not number:
        raise SourceFormatError(f"{path}: a web archive without a record", path)
    if not source.is_whole():
        yield damage(path, number + 1, "is cut off there")
    if passed:
        told = ", ".join(f"{count} {what}" for what, count in sorted(passed.items()))
        yield Issue(IssueLevel.INFO, "passed-over", path, f"{path}: passed over: {told}")


class Source:
    """An archive while it is read, which knows whether it ends where a record does: warcio does not say."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.length, self.tail = file, 0, b""
        self.packed: Any = None  # what unpacks the part of a packed file that is read now

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        if not self.length and data:
            ensure_archive(data)
        if not self.length and data.startswith(GZIP):
            self.packed = zlib.decompressobj(GZIP_WINDOW)
        self.length += len(data)
        if self.packed is None:
            self.tail = (self.tail + data)[-len(END) :]
        elif data:
            self.follow(data)
        return data

    def follow(self, data: bytes) -> None:
        """Unpack what was read, to see where its parts end; each record is packed by itself."""
        while data:
            if self.packed.eof:
                self.packed = zlib.decompressobj(GZIP_WINDOW)
            self.packed.decompress(data, AT_ONCE)
            data = self.packed.unused_data if self.packed.eof else self.packed.unconsumed_tail

    def tell(self) -> int:
        return self.length

    def is_whole(self) -> bool:
        """Tell whether the end of a record stands at the end of what was read."""
        return self.tail == END if self.packed is None else bool(self.packed.eof)


def ensure_archive(data: bytes) -> None:
    """Raise ArchiveLoadFailed unless ``data`` begins as an archive does.

    Else warcio looks for the end of a first line, which can be of any length.
    """
    from warcio.exceptions import ArchiveLoadFailed

    begin = zlib.decompressobj(GZIP_WINDOW).decompress(data, BEGIN) if data.startswith(GZIP) else data[:BEGIN]
    if not begin.lstrip().startswith(b"WARC/"):
        raise ArchiveLoadFailed("it does not begin with a version of WARC")


def damage(path: str, number: int, what: str) -> Issue:
    """Return what there is to say of an archive that cannot be read to its end."""
    message = f"{path}: web archive that {what} (record {number}); what stands before it was read"
    return Issue(IssueLevel.ERROR, "damaged", f"{path}#{number}", message)


def is_cut(record: Any) -> bool:
    """Tell whether a record ends before the length that it states, or in its headers; reads what is left of it."""
    stream = record.raw_stream
    while stream.read(1 << 16):
        pass
    return record.rec_type is None or bool(getattr(stream, "limit", 0) > 0)


def part_of(record: Any, path: str) -> Report | Issue | str | None:
    """Return the page in a record, what is wrong with it, or what to count it as; ``None`` for an archive's notes."""
    if record.rec_type == "revisit":
        return "revisits"
    if record.rec_type not in KINDS:
        return None
    headers = record.http_headers
    url = plain((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))
    if url is None or not url.startswith(("http://", "https://")):
        return "records that are no page"
    if headers is not None and headers.get_statuscode() != "200":
        return "answers other than 200"
    stated = (headers or record.rec_headers).get_header("Content-Type") or ""
    kind = stated.partition(";")[0].strip().lower()
    if kind not in PAGES + TEXTS or url.partition("?")[0].endswith("/robots.txt"):
        return "records that are no page"
    try:
        return report_of(record, url, kind, charset_of(stated), path)
    except SourceFormatError as error:
        return Issue(IssueLevel.WARNING, "format", error.locator, f"{error} ({url})")


def report_of(record: Any, url: str, kind: str, charset: str | None, path: str) -> Report:
    """Return the page in a record. Raise SourceFormatError where there is none in it."""
    packed = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
    if (packed or "").strip().lower() not in PACKED:
        raise SourceFormatError(f"{path}: packed as {plain(packed)}, which cannot be unpacked", path)
    data = record.content_stream().read(html.MOST_BYTES + 1)
    refuse_size(len(data), path, html.MOST_BYTES)
    taken = html.Taken(url, taken_at(record), charset)
    if kind in PAGES:
        return html.read_part(data, path, taken)
    text, doubts = decode_page(data, path, charset)
    key = key_of_part("txt", None, url, (url, taken.retrieved, charset, sha256_of(data)))
    stated = Document(story=text, url=url, retrieved=taken.retrieved, issues=doubts)
    return compose(stated, path, "txt", sha256_of(data), key)


def taken_at(record: Any) -> str | None:
    """Return when the archive took a record, in ISO 8601, ``None`` where it does not say."""
    try:
        return iso_date(record.rec_headers.get_header("WARC-Date") or "")
    except ValueError:
        return None


def charset_of(stated: str) -> str | None:
    """Return the encoding that a server states of a page."""
    _, mark, rest = stated.lower().partition("charset=")
    return rest.partition(";")[0].strip(" \"'") or None if mark else None
