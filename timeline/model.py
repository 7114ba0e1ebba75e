"""What travels between the stages: frozen dataclasses. The closed lists stand in ``closed_lists.py``.

``None`` always means "not stated". Offsets are counted in characters of ``Report.text``, end exclusive.
Dates are ISO 8601, countries ISO 3166-1 alpha-3, coordinates degrees WGS 84.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from timeline.closed_lists import (
    ActorKind as ActorKind,
    DatePrecision as DatePrecision,
    EventType as EventType,
    GeoPrecision as GeoPrecision,
    IssueLevel as IssueLevel,
    JudgementKind as JudgementKind,
    LinkKind as LinkKind,
    QuadClass as QuadClass,
    QuantityKind as QuantityKind,
    Role as Role,
    SegmentKind as SegmentKind,
    SourceKind as SourceKind,
    Status as Status,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a report's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    kind: SegmentKind
    span: Span


@dataclass(frozen=True, slots=True)
class Issue:
    """Something in an input that somebody should look at; ``locator`` is ``file:line`` or ``file``."""

    level: IssueLevel
    code: str
    locator: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document as received: its text, what its header says, and how its parts divide.

    ``path`` is relative to the ingest root, with forward slashes; where the file holds several, it goes on to the
    place in it (``archive.warc.gz#3``). ``published`` and ``updated`` are ISO 8601 as the page gives them (a day,
    or a time with the zone as written), ``retrieved`` is when an archive says that it took the page.
    """

    id: str
    path: str
    format: str
    sha256: str
    text: str
    segments: tuple[Segment, ...]
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    licence: str | None = None
    dateline_place: str | None = None
    issues: tuple[Issue, ...] = ()
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a dataset file: its cells as text by column name, its ``line``, and its bytes as received."""

    line: int
    raw: bytes
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A row, or what stands in its place, that cannot be read, and why."""

    line: int
    raw: bytes
    message: str


@dataclass(frozen=True, slots=True)
class DateValue:
    """When: an interval of whole days. Both ends are ``None`` where the precision is ``unknown``."""

    start: date | None
    end: date | None
    precision: DatePrecision
    as_written: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where, as resolved. ``id`` names a gazetteer entry; coordinates are ``None`` without a named place."""

    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geo_precision: GeoPrecision
    as_written: str | None = None
    id: str | None = None
    feature: str | None = None
    population: int | None = None
    gazetteer: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The lasting entity behind participants. ``id`` is a slug; ``parent`` the id of what it belongs to."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor's part in one event; ``actor`` is ``None`` where the name stays as written."""

    role: Role
    name_as_written: str
    actor: Actor | None = None
    country: str | None = None
    kind: ActorKind | None = None
    sector: str | None = None
    side: str | None = None
    count_low: int | None = None
    count_high: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its unit. An open end is ``None``: "at least 12" is low 12, high ``None``."""

    kind: QuantityKind
    low: int | None
    best: int | None
    high: int | None
    as_written: str
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words of the report gave one value of a claim, and by which rule."""

    field: str
    value: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An article that a dataset names as what a row was coded from; it was not read here."""

    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    claimant_as_written: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report states about one event, in one place of its text or in one ``line`` of a dataset file.

    ``version`` orders the rows for one event: what sorts last is the newest.
    """

    span: Span | None
    quote: str | None
    status: Status
    date: DateValue
    rule: str
    claimant: Participant | None = None
    channel: str | None = None
    stance: str | None = None
    place_as_written: str | None = None
    quantities: tuple[Quantity, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    line: int | None = None
    version: str | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, was announced or is denied, with what was claimed about it.

    ``event_type`` is ``None`` where no rule gives one. ``lossy`` names the columns that a crosswalk filled with
    a loss, ``flags`` what speaks against a machine coding, which is ``shown`` only when asked for.
    """

    id: str
    title: str
    event_type: EventType | None
    event_mode: str | None
    quad_class: QuadClass | None
    status: Status
    date: DateValue
    rule: str
    place: Place | None = None
    cameo_code: str | None = None
    contexts: tuple[str, ...] = ()
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    violence_type: str | None = None
    participants: tuple[Participant, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    dataset: str | None = None
    dataset_event_id: str | None = None
    flags: tuple[str, ...] = ()
    lossy: tuple[str, ...] = ()
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A row that names an article about an event of another file of its dataset."""

    event_id: str
    line: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a report or a row yields: its events, articles about others, and what somebody should look at."""

    events: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Who publishes. ``id`` is a slug; ``redistributable`` is ``None`` while the licence is not known."""

    id: str
    name: str
    kind: SourceKind
    country: str | None = None
    url: str | None = None
    licence: str | None = None
    redistributable: bool | None = None
    citation: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A report on its way into the store: who published it, and the events that were read out of it."""

    report: Report
    source: Source | None
    agency: Source | None
    events: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about an event, in a ``line`` of a file of judgements.

    ``event`` and ``other`` are ids of events or codings as written; ``column`` and ``value`` are what is set.
    """

    line: int
    kind: JudgementKind
    event: str
    by: str
    on: date
    why: str
    other: str | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one row of a dataset file, beside its bytes as received; ``skipped`` if it is no row."""

    line: int
    raw: bytes
    extraction: Extraction
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A dataset file on its way into the store. ``rows`` can be walked once, and hold one row at a time.

    ``folds`` says that several of them may tell of one event; otherwise the first one counts.
    """

    report: Report
    source: Source
    rows: Iterator[Row]
    folds: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """One file of an ingest: its path below its root, its hash, and what became of it.

    ``stories`` are the reports in it, ``tables`` the dataset files, ``judgements`` what a person decided;
    ``skipped`` counts what could not be read.
    """

    path: str
    sha256: str
    format: str | None
    stories: tuple[Story, ...] = ()
    skipped: int = 0
    issues: tuple[Issue, ...] = ()
    tables: tuple[Table, ...] = ()
    judgements: tuple[Judgement, ...] = ()
