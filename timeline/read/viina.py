"""``viina_event_info``, ``viina_event_labels``, ``viina_event_1pd``: VIINA's three tables of events, as CSV."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from timeline.model import Fault, Record
from timeline.read.table import COMMA, header_of, records, renamed


@dataclass(frozen=True, slots=True)
class Reader:
    """One of the tables, known by some of its columns."""

    name: str
    marks: frozenset[str]

    def columns(self, head: bytes) -> list[str] | None:
        """Return the columns of a file that begins with ``head``, ``None`` where it is not this table."""
        names = renamed(self.name, header_of(head, COMMA))
        return names if set(names) >= self.marks else None

    def read(self, head: bytes, lines: Iterable[bytes | Fault]) -> Iterator[Record | Fault]:
        """Yield the rows of a file that begins with ``head``, which ``columns`` has recognised."""
        names = self.columns(head)
        assert names
        return records(lines, names, COMMA, header=True)


EVENT_INFO = Reader(
    "viina_event_info",
    frozenset(
        {
            "event_id",
            "date",
            "geonameid",
            "asciiname",
            "longitude",
            "latitude",
            "GEO_PRECISION",
            "source",
            "url",
        }
    ),
)
EVENT_LABELS = Reader(
    "viina_event_labels", frozenset({"event_id", "date", "geonameid", "t_mil", "t_artillery"})
)
EVENT_1PD = Reader(
    "viina_event_1pd",
    frozenset(
        {
            "event_id_1pd", "date", "n_reports", "sources", "geonameid", "asciiname", "longitude", "latitude",
            "GEO_PRECISION",
        }
    ),
)  # fmt: skip
