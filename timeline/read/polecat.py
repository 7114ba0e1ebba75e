"""``polecat``: POLECAT's weekly files, tab-separated, read by the names in the header with the faults of some weeks.

Some headers name a headline that no row has, some have columns without a name, some lack the intensity.
"""

from collections.abc import Iterable, Iterator

from timeline.model import Fault, Record
from timeline.read.table import TAB, UNNAMED, header_of, headerless, renamed

NAME = "polecat"
MARKS = frozenset(
    {
        "Event ID", "Event Date", "Event Type", "Event Mode", "Quad Code", "Contexts", "Actor Name", "Actor Name Raw",
        "Recipient Name", "Recipient Name Raw", "Placename", "Country", "Latitude", "Longitude",
    }
)  # fmt: skip
PHANTOM = "Headline"


def columns(head: bytes) -> list[str] | None:
    """Return the columns of a file that begins with ``head``, ``None`` where it is not POLECAT's."""
    names = [
        name or f"{UNNAMED}{number}"
        for number, name in enumerate(renamed(NAME, header_of(head, TAB)), start=1)
    ]
    return names if set(names) >= MARKS else None


def read(head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]:
    """Yield the rows of a file that begins with ``head``, which ``columns`` has recognised."""
    names = columns(head)
    assert names
    aside = head.split(b"\n", 1)[0].rstrip(b"\r").count(b"\t") + 1 - len(names)  # unnamed ones at the end
    after = [f"{UNNAMED}{len(names) + number}" for number in range(1, aside + 1)]
    layouts = {len(names): names, len(names) + aside: [*names, *after]}
    if PHANTOM in names:
        real = [name for name in names if name != PHANTOM]
        layouts = {len(real): real, len(real) + aside: [*real, *after], len(names) + aside: [*names, *after]}
    return (row for row in headerless(lines, layouts, NAME) if row.line > 1)
