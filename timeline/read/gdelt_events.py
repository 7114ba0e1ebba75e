"""``gdelt_events``: GDELT Event Database, tab-separated without a header, version 1.0 (58 columns) or 2.0 (61).

Files before April 2013 have 57 columns: no SOURCEURL. Rows of several widths may stand in one file.
"""

from collections.abc import Iterable, Iterator, Sequence

from timeline.model import Fault, Record
from timeline.read.table import first_rows, headerless
from timeline.vocab.dataset_columns import current

V1, V2 = current("gdelt_events_v1"), current("gdelt_events")
LAYOUTS = {len(names): names for names in (V1[:-1], V1, V2)}


def columns(head: bytes) -> list[str] | None:
    """Return the columns of a file that begins with ``head``, ``None`` where it holds no events of GDELT."""
    found = next((row for row in first_rows(head) if is_event(row)), None)
    return list(LAYOUTS[len(found)]) if found else None


def is_event(cells: Sequence[str]) -> bool:
    """Tell whether a row is an event: a number, a day, its month and year, and last when it was added."""
    names = LAYOUTS.get(len(cells))
    if names is None or not cells[0].isdecimal():
        return False
    day, month, year, added = cells[1], cells[2], cells[3], cells[names.index("DATEADDED")]
    return day.isdecimal() and len(day) == 8 and day[:6] == month and day[:4] == year and is_time(added)


def is_time(cell: str) -> bool:
    """Tell whether a cell has the form YYYYMMDD or YYYYMMDDHHMMSS."""
    return cell.isdecimal() and len(cell) in {8, 14}


def read(head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]:
    """Yield the rows of a file, each by the columns that its number of cells stands for."""
    return headerless(lines, LAYOUTS, "gdelt_events")
