"""``ngec``: what the Next Generation Event Coder writes, one JSON object a line."""

from collections.abc import Iterable, Iterator

from timeline.model import Fault, Record
from timeline.read.objects import columns_in, objects

NAME = "ngec"
MARKS = frozenset({"id", "event_type", "attributes"})


def columns(head: bytes) -> list[str] | None:
    """Return the members of a file that begins with ``head``, ``None`` where it is not NGEC's."""
    found = columns_in(head, NAME)
    return found if found is not None and set(found) >= MARKS else None


def read(head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]:
    """Yield the events of a file, which ``columns`` has recognised."""
    return objects(lines, NAME, MARKS)
