"""``ucdp_ged``: UCDP Georeferenced Event Dataset, CSV of any release since 5.0 or answers of the API.

It is read by the names in its header, or of the members.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from timeline.model import Fault, Record
from timeline.read.objects import columns_in, objects
from timeline.read.table import COMMA, Dialect, header_of, records, renamed
from timeline.vocab.dataset_columns import current

NAME = "ucdp_ged"
MARKS = frozenset(
    {
        "id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude", "country", "date_prec",
        "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    }
)  # fmt: skip
"""Columns that every release has, and without which no row can be read."""

DIALECTS = (COMMA, Dialect("\t"), Dialect(";"))  # as published, and as spreadsheets save it


def columns(head: bytes) -> list[str] | None:
    """Return the columns of a file that begins with ``head``, ``None`` where it is no GED release."""
    if (members := columns_in(head, NAME)) is not None:
        return members if set(members) >= MARKS else None
    return found[1] if (found := layout(head)) else None


@lru_cache(maxsize=8)
def layout(head: bytes) -> tuple[Dialect, list[str]] | None:
    """Return how a file is written and its columns by their newest names, ``None`` where it is no GED release."""
    for dialect in DIALECTS:
        names = renamed(NAME, header_of(head, dialect))
        if names and set(names) >= MARKS:
            return dialect, names
    return None


def read(head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]:
    """Yield the rows of a file that begins with ``head``, which ``columns`` has recognised."""
    found = layout(head)
    if found is None:
        return objects(lines, NAME, frozenset(current(NAME)))
    dialect, names = found
    return records(lines, names, dialect, header=True)
