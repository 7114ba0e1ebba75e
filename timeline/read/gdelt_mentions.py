"""``gdelt_mentions``: the Mentions table of GDELT 2.0, 16 columns, tab-separated without a header."""

from collections.abc import Iterable, Iterator, Sequence

from timeline.model import Fault, Record
from timeline.read.table import first_rows, headerless
from timeline.vocab.dataset_columns import current

COLUMNS = current("gdelt_mentions")
TIME = 14  # digits of YYYYMMDDHHMMSS


def columns(head: bytes) -> list[str] | None:
    """Return the columns of a file that begins with ``head``, ``None`` where it holds no mentions of GDELT."""
    return list(COLUMNS) if any(map(is_mention, first_rows(head))) else None


def is_mention(cells: Sequence[str]) -> bool:
    """Tell whether a row is a mention: a number, two times, and a kind of mention."""
    return (
        len(cells) == len(COLUMNS)
        and all(cell.isdecimal() for cell in cells[:4])
        and len(cells[1]) == len(cells[2]) == TIME
        and len(cells[3]) == 1
    )


def read(head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]:
    """Yield the rows of a file."""
    return headerless(lines, {len(COLUMNS): COLUMNS}, "gdelt_mentions")
