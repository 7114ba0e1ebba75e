"""The tables of what the reports tell: places, actors, events, claims. ``NULL`` means "not stated"."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from timeline.model import (
    ActorKind,
    DatePrecision,
    EventType,
    GeoPrecision,
    LinkKind,
    QuadClass,
    QuantityKind,
    Role,
    Status,
)
from timeline.store.constraints import (
    KEYED,
    STRICT,
    Base,
    array,
    country_check,
    date_checks,
    one_of,
    point_checks,
    quoted,
    rising,
    span_checks,
)
from timeline.vocab.codebook import words


class Place(Base):
    """A gazetteer entry in use."""

    __tablename__ = "places"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    country: Mapped[str | None] = mapped_column(index=True)
    admin1: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    feature: Mapped[str | None]
    population: Mapped[int | None]
    gazetteer: Mapped[str | None]
    __table_args__ = (
        country_check(),
        *point_checks(),
        CheckConstraint("population >= 0", name="population"),
        STRICT,
    )


class Actor(Base):
    """The lasting entity behind participants."""

    __tablename__ = "actors"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(index=True)
    country: Mapped[str | None] = mapped_column(index=True)
    sector: Mapped[str | None] = mapped_column(index=True)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("actors.id"), index=True)
    __table_args__ = (one_of("kind", ActorKind), one_of("sector", words("sector")), country_check(), STRICT)


class ActorAlias(Base):
    """Another name of an actor."""

    __tablename__ = "actor_aliases"
    actor_id: Mapped[str] = mapped_column(ForeignKey("actors.id"), primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True, index=True)
    __table_args__ = (KEYED,)


class Event(Base):
    """One thing that happened, was announced or is denied."""

    __tablename__ = "events"
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    event_type: Mapped[str | None]
    event_mode: Mapped[str | None]
    quad_class: Mapped[str | None] = mapped_column(index=True)
    cameo_code: Mapped[str | None]
    acled_event_type: Mapped[str | None]
    acled_sub_event_type: Mapped[str | None]
    violence_type: Mapped[str | None]
    contexts: Mapped[str | None]
    date_start: Mapped[str | None] = mapped_column(index=True)
    date_end: Mapped[str | None]
    date_precision: Mapped[str]
    date_as_written: Mapped[str | None]
    status: Mapped[str]
    place_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"), index=True)
    place_name: Mapped[str | None]
    place_as_written: Mapped[str | None]
    country: Mapped[str | None]
    admin1: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    geo_precision: Mapped[str]
    fatalities_low: Mapped[int | None]
    fatalities_best: Mapped[int | None]
    fatalities_high: Mapped[int | None]
    reports: Mapped[int]
    independent_sources: Mapped[int]
    rule: Mapped[str]
    dataset: Mapped[str | None]
    dataset_event_id: Mapped[str | None]
    flags: Mapped[str | None]
    lossy: Mapped[str | None]
    shown: Mapped[int]
    known_from: Mapped[str | None]
    __table_args__ = (
        one_of("event_type", EventType),
        CheckConstraint(
            f"event_type || ':' || event_mode in ({quoted(words('event_mode'))})", name="event_mode"
        ),
        one_of("quad_class", QuadClass),
        CheckConstraint(
            "length(cameo_code) between 2 and 4 and cameo_code not glob '*[^0-9]*'", name="cameo_code"
        ),
        one_of("acled_event_type", words("acled_event_type")),
        one_of("acled_sub_event_type", words("acled_sub_event_type")),
        one_of("violence_type", words("violence_type")),
        array("contexts"),
        *date_checks(),
        one_of("date_precision", DatePrecision),
        one_of("status", Status),
        country_check(),
        *point_checks(),
        one_of("geo_precision", GeoPrecision),
        CheckConstraint("geo_precision <> 'unknown' or latitude is null", name="point_known"),
        rising("fatalities", "fatalities_low", "fatalities_best", "fatalities_high"),
        CheckConstraint("reports >= independent_sources and independent_sources >= 0", name="counts"),
        array("flags"),
        array("lossy"),
        CheckConstraint("shown in (0, 1)", name="shown"),
        CheckConstraint("known_from like '____-__-__'", name="known_from"),
        Index(None, "dataset", "date_start"),
        Index(None, "country", "date_start"),
        Index(None, "event_type", "date_start"),
        Index(None, "status", "date_start"),
        STRICT,
    )


class Participant(Base):
    """An actor's part in one event."""

    __tablename__ = "participants"
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(index=True)
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("actors.id"))
    name_as_written: Mapped[str]
    country: Mapped[str | None]
    kind: Mapped[str | None]
    sector: Mapped[str | None]
    side: Mapped[str | None]
    count_low: Mapped[int | None]
    count_high: Mapped[int | None]
    __table_args__ = (
        one_of("role", Role),
        one_of("kind", ActorKind),
        one_of("sector", words("sector")),
        country_check(),
        rising("count", "count_low", "count_high"),
        Index(None, "actor_id", "event_id"),
        KEYED,
    )


class Claim(Base):
    """What one report states about one event, in its own words."""

    __tablename__ = "claims"
    id: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), index=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"))
    span_start: Mapped[int | None]
    span_end: Mapped[int | None]
    quote: Mapped[str | None]
    claimant_id: Mapped[str | None] = mapped_column(ForeignKey("actors.id"), index=True)
    claimant_as_written: Mapped[str | None]
    channel: Mapped[str | None]
    stance: Mapped[str | None]
    status: Mapped[str] = mapped_column(index=True)
    date_as_written: Mapped[str | None]
    date_start: Mapped[str | None]
    date_end: Mapped[str | None]
    date_precision: Mapped[str]
    place_as_written: Mapped[str | None]
    rule: Mapped[str]
    line: Mapped[int | None]
    version: Mapped[str | None]
    __table_args__ = (
        *span_checks("quote"),
        one_of("status", Status),
        *date_checks(),
        one_of("date_precision", DatePrecision),
        Index(None, "report_id", "span_start", "line"),
        STRICT,
    )


class Quantity(Base):
    """One number with its unit, in one claim."""

    __tablename__ = "quantities"
    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    side: Mapped[str | None]
    low: Mapped[int | None]
    best: Mapped[int | None]
    high: Mapped[int | None]
    as_written: Mapped[str]
    __table_args__ = (one_of("kind", QuantityKind), rising("range", "low", "best", "high"), KEYED)


class Evidence(Base):
    """Which words of the report gave one value of a claim, and by which rule."""

    __tablename__ = "evidence"
    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str]
    value: Mapped[str]
    span_start: Mapped[int]
    span_end: Mapped[int]
    rule: Mapped[str]
    __table_args__ = (CheckConstraint("span_start >= 0 and span_start < span_end", name="span_order"), KEYED)


class EventLink(Base):
    """Two events, and why they belong together."""

    __tablename__ = "event_links"
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    score: Mapped[int | None]
    __table_args__ = (
        one_of("kind", LinkKind),
        CheckConstraint("event_id <> other_id", name="two_events"),
        CheckConstraint("score between 0 and 1000", name="score"),
        KEYED,
    )


class Meaning(Base):
    """The meaning of a table, a column or a value, and where it is defined."""

    __tablename__ = "codebook"
    table: Mapped[str] = mapped_column(primary_key=True)
    column: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    meaning: Mapped[str]
    reference: Mapped[str | None]
    __table_args__ = (KEYED,)
