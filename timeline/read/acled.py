"""``acled``: ACLED's exports as CSV, old and new, answers of its API, and its feed of deleted events."""

from collections.abc import Iterable, Iterator

from timeline.model import Fault, Record
from timeline.read.objects import columns_in, objects
from timeline.read.table import COMMA, Dialect, header_of, records, renamed

NAME = "acled"
MARKS = frozenset(
    {
        "event_id_cnty", "event_date", "time_precision", "event_type", "actor1", "country", "location", "latitude",
        "longitude", "geo_precision", "fatalities",
    }
)  # fmt: skip
DELETED = frozenset({"event_id_cnty", "deleted_timestamp"})
DIALECTS = (COMMA, Dialect(";"), Dialect("\t"))  # as published, and as spreadsheets save it


def columns(head: bytes) -> list[str] | None:
    """Return the columns of a file that begins with ``head``, ``None`` where it is not ACLED's."""
    if (members := columns_in(head, NAME)) is not None:
        return members if is_ours(members) else None
    return found[1] if (found := layout(head)) else None


def layout(head: bytes) -> tuple[Dialect, list[str]] | None:
    """Return how a file is written and its columns by their newest names, ``None`` where it is not ACLED's."""
    for dialect in DIALECTS:
        names = renamed(NAME, header_of(head, dialect))
        if is_ours(names):
            return dialect, names
    return None


def is_ours(names: Iterable[str]) -> bool:
    """Tell whether columns are those of events, or of events that were deleted."""
    return set(names) >= MARKS or set(names) >= DELETED


def read(head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]:
    """Yield the rows of a file that begins with ``head``, which ``columns`` has recognised."""
    found = layout(head)
    if found is None:
        deleted = set(columns_in(head, NAME) or ()) >= DELETED
        return objects(lines, NAME, DELETED if deleted else MARKS)
    dialect, names = found
    return records(lines, names, dialect, header=True)
