"""One dataset file to its tables: recognised, read and coded row by row, with what there is to say of each."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from timeline.errors import RecordError, SourceFormatError
from timeline.formats import Format, named, recognised, refuse_other
from timeline.model import (
    Event,
    Extraction,
    Fault,
    Issue,
    IssueLevel,
    Record,
    Report,
    Row,
    Source,
    SourceKind,
    Table,
)
from timeline.read import READERS, suffix_of
from timeline.read.decode import UTF16_MARKS, report_id, sha256_of
from timeline.read.objects import header
from timeline.read.stream import DAMAGED, GZIP, HEAD, ZIP, Member, head_of, heads_of, lines, members, starts
from timeline.read.table import MARK, UNNAMED, decoded, refuse_repeated
from timeline.read.zipped import TABLES, is_aside

ARCHIVES = (".warc", ".warc.gz", ".wacz")  # of the web: packed, and never tables
UNKNOWN = "no dataset that is known by its columns"
FEWEST_CELLS = 5  # delimiters in the first line of a table; more than a headline has
NARROW = b"event_id_cnty"  # begins the only table with fewer: ACLED's feed of deleted events
FOUND_ONCE = frozenset({"value", "encoding"})  # codes of issues that are told once a file, with a count


def format_of(file: Path, path: str) -> Format | None:
    """Return the dataset format of a file by its content, ``None`` where it is none.

    Raise SourceFormatError where it is a ZIP archive that cannot be read.
    """
    heads = heads_of(members(file, path))
    return next((one for head in heads if (one := recognised(legible(head)))), None)


def looks_like_table(file: Path, path: str) -> bool:
    """Tell whether a file is a dataset's. A first line of prose is told at once from one of cells."""
    if suffix_of(path) in ARCHIVES:
        return False
    with file.open("rb") as data:
        first = data.readline(HEAD)
    packed = first.startswith((*ZIP, GZIP))
    cells = max(first.count(mark) for mark in (b"\t", b",", b";")) >= FEWEST_CELLS or NARROW in first.lower()
    if not (packed or cells or first.lstrip(b"\xef\xbb\xbf ").startswith((b"{", b"["))):
        return False
    try:
        found = format_of(file, path) is not None
        return found or (packed and not holds_reports(file) and is_hollow(file, path))
    except SourceFormatError:
        return packed and not holds_reports(file)  # a damaged archive: whoever reads it says so


def holds_reports(file: Path) -> bool:
    """Tell whether a ZIP archive holds reports by the names of its files, and nothing that is called a table."""
    if not starts(file, *ZIP):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            endings = {suffix_of(name) for name in archive.namelist() if not is_aside(name)}
    except DAMAGED:
        return False
    return bool(endings & READERS.keys()) and not endings & TABLES


def is_hollow(file: Path, path: str) -> bool:
    """Tell whether nothing can be got out of a packed file."""
    return not any(heads_of(members(file, path)))


def legible(head: bytes) -> bytes:
    """Return the first bytes of a table as they ought to be written: UTF-8, lines that end in a newline."""
    if head.startswith(UTF16_MARKS):
        head = head.decode("utf-16", "ignore").encode()
    return head if b"\n" in head else head.replace(b"\r", b"\n")


def refuse_writing(member: Member, head: bytes) -> None:
    """Raise SourceFormatError for a table that is empty, or written in a way that rows cannot be told by."""
    problem = None
    if not head.strip():
        problem = "empty file"
        if starts(member.file, *ZIP, GZIP):
            problem = "packed file in which nothing is, or that is damaged"
    elif head.startswith(UTF16_MARKS):
        problem = "UTF-16 text; save the file as UTF-8"
    elif head != legible(head):
        problem = "lines that end in a carriage return alone; save the file with newlines"
    if problem:
        raise SourceFormatError(f"{member.path}: {problem}", member.path)


def recoded(format_name: str, first: str, found: Sequence[Sequence[bytes]]) -> tuple[Event, ...]:
    """Return the events of the rows that begin ``found``, folded to one, in a file that begins with ``first``."""
    one = named(format_name)
    records = [record_at(one, first, following) for following in found]
    return one.extract(one.fold(records) if one.fold and len(records) > 1 else records[-1]).events


def cells(format_name: str, first: str, following: Sequence[bytes]) -> dict[str, str]:
    """Return the cells, by column, of the row that begins ``following`` in a file that begins with ``first``."""
    return record_at(named(format_name), first, following).fields


def tables(file: Path, path: str, sha256: str, name: str | None = None) -> tuple[Table, ...]:
    """Return the tables in a file, read as the format ``name``, or else as what each is by its content.

    Raise SourceFormatError where there is none.
    """
    return contents(file, path, sha256, name)[0]


def contents(
    file: Path, path: str, sha256: str, name: str | None = None
) -> tuple[tuple[Table, ...], tuple[Issue, ...]]:
    """Return the tables in a file, and what there is to say of the others in an archive that are none.

    Raise SourceFormatError, the first reason, where none of them is a table.
    """
    forced = named(name) if name else None
    found: list[Table] = []
    refused: list[SourceFormatError] = []
    for member in members(file, path):
        try:
            found.append(table(member, sha256, forced))
        except SourceFormatError as error:
            refused.append(error)
    if not found:
        raise refused[0]
    return tuple(found), tuple(
        Issue(IssueLevel.WARNING, "format", error.locator, str(error)) for error in refused
    )


def table(member: Member, sha256: str, forced: Format | None) -> Table:
    """Return one table; its rows are read as they are walked."""
    head = head_of(member)
    refuse_writing(member, head)
    one = forced or recognised(head)
    if one is None:
        raise SourceFormatError(f"{member.path}: {UNKNOWN}", member.path)
    refuse_other(one, head, member.path)
    refuse_repeated(one.columns(head) or (), member.path)
    first = header(head) or head.split(b"\n", 1)[0] + b"\n"
    facts = one.dataset
    key = table_id(member, sha256, None if one is recognised(head) else one)
    report = Report(
        key, member.path, one.name, sha256, decoded(first), (), title=facts.title, licence=facts.licence
    )  # fmt: skip
    source = Source(
        facts.id,
        facts.title,
        SourceKind.DATASET,
        None,
        facts.url,
        facts.licence,
        facts.redistributable,
        facts.citation,
    )
    found = told(rows(one, head, lines(member), member.path), member.path)
    return Table(report, source, found, one.fold is not None)


def table_id(member: Member, sha256: str, forced: Format | None) -> str:
    """Return the stable key of a table; those in one archive differ, whatever folders of it they lie in.

    So does one from itself when it is read as a format that its content would not give it.
    """
    if member.name is not None or forced:
        sha256 = sha256_of(f"{sha256}/{member.name or ''}/{forced.name if forced else ''}".encode())
    return report_id(member.path, sha256)


def rows(one: Format, head: bytes, source: Iterable[bytes | Fault], path: str) -> Iterator[Row]:
    """Yield what each row of a table is; a row that is none is skipped, and says why."""
    filled = dict.fromkeys((name for name in one.columns(head) or () if name not in one.known), 0)
    loose = head.removeprefix(MARK).lstrip().startswith(b"{")  # each object has its own members
    record: Record | Fault | None = None
    for record in one.read(head, source):
        if isinstance(record, Fault):
            yield refused(record, path)
            continue
        if loose and not record.fields.keys() <= one.known:
            filled |= {name: 0 for name in record.fields if name not in filled and name not in one.known}
        for name in filled:
            filled[name] += bool(record.fields.get(name))
        yield row(one, record, path)
    if record is None:
        yield refused(Fault(1, b"", "no row in it"), path)
    told_of = [(name, count) for name, count in filled.items() if count or not name.startswith(UNNAMED)]
    if told_of:
        yield Row(0, b"", Extraction(issues=tuple(drifted(name, count, path) for name, count in told_of)))


def row(one: Format, record: Record, path: str) -> Row:
    """Return what one row yields."""
    try:
        extraction = one.extract(record)
    except RecordError as error:
        return refused(Fault(record.line, record.raw, str(error)), path)
    except KeyError as error:
        if error.args[0] in record.fields:
            raise
        return refused(Fault(record.line, record.raw, f"has no column {error}"), path)
    if not record.raw.isascii() and not_utf8(record.raw):
        note = Issue(IssueLevel.WARNING, "encoding", "", "row that is not UTF-8, read as Windows-1252")
        extraction = replace(extraction, issues=(*extraction.issues, note))
    return Row(record.line, record.raw, extraction)


def not_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def refused(fault: Fault, path: str) -> Row:
    """Return what stands for a row that is none."""
    where = f"{path}:{fault.line}"
    issue = Issue(IssueLevel.ERROR, "row", where, f"{where}: {fault.message}")
    return Row(fault.line, fault.raw, Extraction(issues=(issue,)), skipped=True)


def drifted(name: str, count: int, path: str) -> Issue:
    """Return what is to be said of a column that is not in the list of its dataset; its cells are kept."""
    message = f"{path}:1: column {name!r} is not known, kept as received ({count} cells filled)"
    return Issue(IssueLevel.WARNING, "column", f"{path}:1", message)


@dataclass(slots=True)
class Once:
    """An issue that many rows have: its first line, and how many they are."""

    issue: Issue
    line: int
    rows: int = 0


def told(found: Iterable[Row], path: str) -> Iterator[Row]:
    """Pass rows on with their places named; what many rows have is told once, behind the last."""
    once: dict[str, Once] = {}
    for one in found:
        if not one.extraction.issues or one.skipped or not one.line:
            yield one
            continue
        own = []
        for issue in one.extraction.issues:
            if issue.code in FOUND_ONCE:
                once.setdefault(issue.message, Once(issue, one.line)).rows += 1
            else:
                own.append(placed(issue, f"{path}:{one.line}"))
        yield replace(one, extraction=replace(one.extraction, issues=tuple(own)))
    counted = [
        placed(
            one.issue, f"{path}:{one.line}", f" ({one.rows} rows, this is the first)" if one.rows > 1 else ""
        )
        for one in once.values()
    ]
    if counted:
        yield Row(0, b"", Extraction(issues=tuple(counted)))


def placed(issue: Issue, where: str, more: str = "") -> Issue:
    """Return an issue with the file and line that it is about."""
    return replace(issue, locator=where, message=f"{where}: {issue.message}{more}")


def record_at(one: Format, first: str, following: Sequence[bytes]) -> Record:
    """Return the first record of ``following``, lines of a table that begins with the line ``first``.

    Raise RecordError where they begin with none.
    """
    head = first.encode()
    for record in one.read(head, [head, *following]):
        if record.line == 2:
            if isinstance(record, Record):
                return record
            raise RecordError(record.message)
    raise RecordError("no row")
