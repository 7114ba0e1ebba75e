"""Lines of a table to records: cells by column name, every row whole or with the reason why it is not."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.errors import SourceFormatError
from timeline.model import Fault, Record
from timeline.vocab.dataset_columns import folded, names

MARK = b"\xef\xbb\xbf"  # of byte order: some programs put it before UTF-8
FIRST_ROWS = 20  # rows of a table without a header that are looked at to tell what it is
UNNAMED = "unnamed column "  # and its number
MOST_LINES = 200  # lines that one quoted cell may hold; beyond that its quote was never closed


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the rows of a table are written. Without ``quote`` a quotation mark is a character like any other."""

    delimiter: str = ","
    quote: str | None = '"'


COMMA, TAB = Dialect(), Dialect("\t", None)


def decoded(raw: bytes) -> str:
    """Return a line as text: UTF-8, or Windows-1252 and Latin-1 as older exports have it."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")


def split(text: str, dialect: Dialect) -> list[str]:
    """Return the cells of one row. Raise ``csv.Error`` where its quotation marks do not fit."""
    text = text.rstrip("\r\n")
    if dialect.quote is None or dialect.quote not in text:
        return text.split(dialect.delimiter)
    return next(csv.reader((text,), delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True))


def header_of(head: bytes, dialect: Dialect) -> list[str]:
    """Return the cells of the first line, trimmed, without a byte-order mark; unnamed ones at the end go."""
    first = head.removeprefix(MARK).split(b"\n", 1)[0]
    try:
        cells = [name.strip() for name in split(decoded(first), dialect)]
    except csv.Error:
        return []
    while cells and not cells[-1]:
        cells.pop()
    return cells


def renamed(format_name: str, header: Iterable[str]) -> list[str]:
    """Return the columns of a header by their newest names; one that nobody knows keeps its own."""
    known = names(format_name)
    return [known.get(folded(name), name) for name in header]


def records(
    lines: Iterable[bytes | Fault], columns: Sequence[str], dialect: Dialect, header: bool
) -> Iterator[Record | Fault]:
    """Yield the rows below the header (or from the first line where there is none) in order.

    A row has as many cells as ``columns``; empty ones after the last are passed over. A quotation mark that
    is never closed costs its own line, not those that follow.
    """
    numbered = Lookahead(lines)
    if header:
        numbered.take(1)
    width = len(columns)
    while (first := numbered.next()) is not None:
        line = numbered.line
        if isinstance(first, Fault):
            yield first
            continue
        used, cells = row_at(first, numbered, dialect, width)
        raw = first + b"".join(numbered.take(used - 1)) if used > 1 else first
        if isinstance(cells, str):
            if raw.strip():
                yield Fault(line, raw, cells)
        else:
            yield Record(line, raw, dict(zip(columns, cells, strict=True)))


def headerless(
    lines: Iterable[bytes | Fault], layouts: Mapping[int, Sequence[str]], format_name: str
) -> Iterator[Record | Fault]:
    """Yield the rows of a table without a header and without quotation marks, one a line, cells between tabs.

    ``layouts`` gives the columns for each number of cells that a row may have: releases may be mixed. A header
    that somebody put before the rows is passed over.
    """
    fewest = min(layouts)
    expected = " or ".join(str(width) for width in sorted(layouts))
    for line, raw in enumerate(lines, start=1):
        if isinstance(raw, Fault):
            yield raw
            continue
        cells = decoded(raw if line > 1 else raw.removeprefix(MARK)).rstrip("\r\n").split("\t")
        while len(cells) > fewest and not cells[-1] and len(cells) not in layouts:
            cells.pop()
        columns = layouts.get(len(cells))
        if b"\0" in raw:
            yield Fault(line, raw, "holds a zero byte")
        elif columns is not None:
            if line == 1 and renamed(format_name, cells) == list(columns):
                continue
            yield Record(line, raw, dict(zip(columns, cells, strict=True)))
        elif raw.strip():
            yield Fault(line, raw, f"{len(cells)} cells, {expected} expected")


def first_rows(head: bytes) -> list[list[str]]:
    """Return the cells between tabs of the first lines that are whole in ``head``."""
    *whole, last = decoded(head.removeprefix(MARK)).split("\n")
    return [line.rstrip("\r").split("\t") for line in (whole or [last])[:FIRST_ROWS]]


class Lookahead:
    """Lines with those to come in sight; ``line`` is the number of the last one that was given out."""

    def __init__(self, lines: Iterable[bytes | Fault]) -> None:
        self.source = iter(lines)
        self.waiting: list[bytes | Fault] = []
        self.line = 0

    def next(self) -> bytes | Fault | None:
        """Give out the next line, ``None`` beyond the end."""
        self.line += 1
        return self.waiting.pop(0) if self.waiting else next(self.source, None)

    def peek(self, distance: int) -> bytes | Fault | None:
        """Return the line so far ahead, ``None`` beyond the end."""
        while len(self.waiting) <= distance:
            found = next(self.source, None)
            if found is None:
                return None
            self.waiting.append(found)
        return self.waiting[distance]

    def take(self, count: int) -> list[bytes]:
        """Return the next lines, and go on behind them."""
        if len(self.waiting) < count:
            self.peek(count - 1)
        taken = [line for line in self.waiting[:count] if isinstance(line, bytes)]
        del self.waiting[:count]
        self.line += count
        return taken


def row_at(first: bytes, ahead: Lookahead, dialect: Dialect, width: int) -> tuple[int, list[str] | str]:
    """Return how many lines the row takes that starts with ``first``, and its cells, or why it is none.

    What is none takes one line. The lines ``ahead`` are those behind it.
    """
    raw, used = first, 1
    while dialect.quote and raw.count(dialect.quote.encode()) % 2:
        more = ahead.peek(used - 1)
        if used == MOST_LINES or not isinstance(more, bytes) or is_row(more, dialect, width):
            return 1, "a quotation mark is never closed"
        raw += more
        used += 1
    if b"\0" in raw:
        return 1, "holds a zero byte"
    try:
        cells = split(decoded(raw), dialect)
    except csv.Error as error:
        return 1, reason(error)
    while len(cells) > width and not cells[-1]:
        cells.pop()
    if len(cells) == width:
        return used, cells
    return 1, f"{len(cells)} cells, {width} expected" if used == 1 else "a quotation mark is never closed"


def is_row(raw: bytes, dialect: Dialect, width: int) -> bool:
    """Tell whether a line is a row by itself: then it is none of the lines of a cell that began before."""
    if raw.count(dialect.delimiter.encode()) < max(width - 1, 1):
        return False
    try:
        return len(split(decoded(raw), dialect)) == width
    except csv.Error:
        return False


def reason(error: csv.Error) -> str:
    """Return in our words why the cells of a row cannot be told apart."""
    if "field limit" in str(error):
        return f"cell of more than {csv.field_size_limit():,} characters"
    if "new-line character" in str(error):
        return "a carriage return outside of quotation marks"
    return "quotation marks that do not fit"


def refuse_repeated(columns: Sequence[str], path: str) -> None:
    """Raise SourceFormatError where a column stands twice in a header: nobody could tell its cells apart."""
    for name in columns:
        if columns.count(name) > 1:
            raise SourceFormatError(f"{path}:1: the column {name!r} stands twice in the header", f"{path}:1")
