"""``plover``: PLOVER's interchange records, one JSON object a line."""

from collections.abc import Iterable, Iterator

from timeline.model import Fault, Record
from timeline.read.objects import columns_in, objects

NAME = "plover"
MARKS = frozenset({"id", "date", "actor", "event"})


def columns(head: bytes) -> list[str] | None:
    """Return the members of a file that begins with ``head``, ``None`` where it holds no PLOVER records."""
    found = columns_in(head, NAME)
    return found if found is not None and set(found) >= MARKS else None


def read(head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]:
    """Yield the records of a file, which ``columns`` has recognised."""
    return objects(lines, NAME, MARKS)
