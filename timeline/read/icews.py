"""``icews``: ICEWS Coded Event Data, tab-separated, read by the names in its header."""

from collections.abc import Iterable, Iterator

from timeline.model import Fault, Record
from timeline.read.table import TAB, header_of, records, renamed

MARKS = frozenset({"Event ID", "Event Date", "Source Name", "CAMEO Code", "Target Name", "Story ID"})


def columns(head: bytes) -> list[str] | None:
    """Return the columns of a file that begins with ``head``, ``None`` where it is no ICEWS release."""
    names = renamed("icews", header_of(head, TAB))
    return names if set(names) >= MARKS else None


def read(head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]:
    """Yield the rows of a file that begins with ``head``, which ``columns`` has recognised."""
    names = columns(head)
    assert names
    return records(lines, names, TAB, header=True)
