"""``csv``: one row for each event, for spreadsheets; several values in one cell are separated by "; ".

A spreadsheet takes a text that begins with "=" for a formula, and runs it: reports can be written by anybody.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from timeline.export import flat
from timeline.export.item import Item

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet could run, or that already stands behind an apparent guard."""

SUSPECT = frozenset("'=+-@\t\r\n＝＋－＠")
"""The first characters of what ``FORMULA`` can match: most cells have none, and are done with sooner."""


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield the lines of a CSV file with a header; no text in it is a formula."""
    yield from table([list(flat.COLUMNS)])
    yield from table(map(guarded, flat.row(item).values()) for item in items)


def guarded(value: flat.Value) -> str:
    """Return a cell that no spreadsheet runs: such a text gets an apostrophe in front, a number stays as it is.

    What matches ``FORMULA`` with at least one apostrophe was guarded: without its first one it is as stored.
    """
    if value is None:  # as every second cell is
        return ""
    text = cell(value)
    if text[:1] not in SUSPECT or not isinstance(value, str | tuple):
        return text
    return f"'{text}" if FORMULA.match(text) else text


def table(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield rows of cells as lines of CSV (RFC 4180, but for line ends of one character)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        writer.writerow(list(row))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def cell(value: flat.Value) -> str:
    """Return a value as text, empty where nothing is stated."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, tuple) else str(value)
