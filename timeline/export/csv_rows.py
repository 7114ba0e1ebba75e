"""``csv``: one row for each event, for spreadsheets; several values in one cell are separated by "; "."""

import csv
import io
from collections.abc import Iterable, Iterator

from timeline.export import flat
from timeline.export.item import Item


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield the lines of a CSV file with a header."""
    yield from table([list(flat.COLUMNS)])
    yield from table(map(cell, flat.row(item).values()) for item in items)


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
