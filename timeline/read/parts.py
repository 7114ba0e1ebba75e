"""The parts of a page that were found so far, and what they say."""

from dataclasses import dataclass, field

from timeline.model import Segment, SegmentKind, Span
from timeline.read.credits import Credits
from timeline.read.dateline import Dateline
from timeline.read.header import Header
from timeline.read.rows import Row


@dataclass
class Page:
    """The parts found so far, and what they say."""

    segments: list[Segment] = field(default_factory=list)
    header: Header = field(default_factory=Header)
    credits: Credits = field(default_factory=Credits)
    title: str | None = None
    dateline_agency: str | None = None
    dateline_place: str | None = None

    @property
    def agency(self) -> str | None:
        """The news agency that the page credits: in its dateline, else its header, else at its end."""
        return self.dateline_agency or self.header.agency or self.credits.agency

    @property
    def byline(self) -> tuple[str, ...]:
        """Who wrote and reported, each once."""
        return tuple(dict.fromkeys([*self.header.authors, *self.credits.authors]))

    @property
    def editors(self) -> tuple[str, ...]:
        """Who edited, each once."""
        return tuple(dict.fromkeys(self.credits.editors))

    def add(self, kind: SegmentKind, row: Row, start: int = 0, end: int | None = None) -> None:
        """Add the characters ``start`` to ``end`` of a row as one part; none are no part."""
        end = len(row.line) if end is None else end
        if start < end:
            self.segments.append(Segment(kind, Span(row.span.start + start, row.span.start + end)))

    def take_dateline(self, found: Dateline) -> None:
        """Keep what the first dateline says."""
        self.dateline_agency = self.dateline_agency or found.agency
        self.dateline_place = self.dateline_place or found.place
