"""The tables of what was received: inputs, sources, reports. ``NULL`` means "not stated"."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from timeline.model import (
    IssueLevel,
    SourceKind,
)
from timeline.store.constraints import (
    KEYED,
    STRICT,
    Base,
    country_check,
    one_of,
)
from timeline.vocab.codebook import words


class Input(Base):
    """One ingested file."""

    __tablename__ = "inputs"
    id: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str]
    sha256: Mapped[str]
    format: Mapped[str | None]
    reports: Mapped[int]
    events: Mapped[int]
    skipped: Mapped[int]
    __table_args__ = (
        UniqueConstraint("path", "sha256"),
        CheckConstraint("path not like '/%'", name="path_relative"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("reports >= 0 and events >= 0 and skipped >= 0", name="counts"),
        STRICT,
    )


class Issue(Base):
    """Something in an input that somebody should look at."""

    __tablename__ = "issues"
    input_id: Mapped[str] = mapped_column(ForeignKey("inputs.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(index=True)
    locator: Mapped[str]
    message: Mapped[str]
    __table_args__ = (one_of("level", IssueLevel), KEYED)


class Source(Base):
    """Who publishes: outlet, agency, official body, dataset release."""

    __tablename__ = "sources"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(index=True)
    country: Mapped[str | None]
    url: Mapped[str | None]
    licence: Mapped[str | None]
    redistributable: Mapped[int | None]
    citation: Mapped[str | None]
    __table_args__ = (
        one_of("kind", SourceKind),
        country_check(),
        CheckConstraint("redistributable in (0, 1)", name="redistributable"),
        STRICT,
    )


class Report(Base):
    """One document, or one dataset file, as received."""

    __tablename__ = "reports"
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str | None]
    source_id: Mapped[str | None] = mapped_column(ForeignKey("sources.id"), index=True)
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("sources.id"), index=True)
    published_at: Mapped[str | None] = mapped_column(index=True)
    published_precision: Mapped[str | None]
    updated_at: Mapped[str | None]
    byline: Mapped[str | None]
    editors: Mapped[str | None]
    dateline_place: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(index=True)
    url: Mapped[str | None]
    licence: Mapped[str | None]
    syndicated_from: Mapped[str | None] = mapped_column(ForeignKey("reports.id"))
    format: Mapped[str]
    path: Mapped[str]
    sha256: Mapped[str]
    text: Mapped[str]
    body_start: Mapped[int | None]
    body_end: Mapped[int | None]
    voice: Mapped[str | None]
    retrieved_at: Mapped[str | None]
    __table_args__ = (
        one_of("published_precision", words("published_precision")),
        CheckConstraint("(published_at is null) = (published_precision is null)", name="published_known"),
        CheckConstraint("path not like '/%'", name="path_relative"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("body_start >= 0 and body_start < body_end", name="body_order"),
        CheckConstraint("body_end <= length(text)", name="body_inside"),
        CheckConstraint("(body_start is null) = (body_end is null)", name="body_whole"),
        STRICT,
    )


class InputReport(Base):
    """Which input brought which report; the same document may lie at two paths."""

    __tablename__ = "input_reports"
    input_id: Mapped[str] = mapped_column(ForeignKey("inputs.id"), primary_key=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True, index=True)
    part: Mapped[str | None]
    __table_args__ = (KEYED,)


class StatedEntity(Base):
    """What one report gave as the description of an actor, a place or a source, as JSON.

    ``actors``, ``actor_aliases``, ``places`` and ``sources`` follow from these rows alone, so that taking a
    report away leaves what a fresh build would give.
    """

    __tablename__ = "stated_entities"
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    entity_id: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    __table_args__ = (one_of("entity", words("entity")), KEYED)


class RecordBlock(Base):
    """Lines of a dataset file as received, packed; see ``store/records.py``."""

    __tablename__ = "record_blocks"
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    first_line: Mapped[int] = mapped_column(primary_key=True)
    last_line: Mapped[int]
    records: Mapped[bytes]
    __table_args__ = (
        CheckConstraint("0 < first_line and first_line <= last_line", name="lines"),
        STRICT,
    )


class CourseBlock(Base):
    """A part of one column of all events, packed for the pages that count; see ``store/course.py``."""

    __tablename__ = "course_blocks"
    block: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(primary_key=True)
    written: Mapped[str]
    items: Mapped[bytes]
    __table_args__ = (CheckConstraint("block >= 0", name="block"), STRICT)


class Citation(Base):
    """An article that a row of a dataset names as what it was coded from; it need not be among the reports.

    ``event_id`` is no foreign key: the event may stand in a file of the dataset that nobody ingested.
    """

    __tablename__ = "citations"
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str]
    source_id: Mapped[str | None] = mapped_column(ForeignKey("sources.id"))
    publisher_as_written: Mapped[str | None]
    title: Mapped[str | None]
    published_at: Mapped[str | None]
    url: Mapped[str | None] = mapped_column(index=True)
    claimant_as_written: Mapped[str | None]
    __table_args__ = (Index(None, "event_id", "source_id"), Index(None, "source_id", "event_id"), KEYED)
