"""The tables of what was matched: which codings are one event, why, and what a person said about it."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from timeline.model import LinkKind, QuantityKind
from timeline.store.constraints import KEYED, STRICT, Base, one_of, rising
from timeline.vocab.codebook import words


class Coding(Base):
    """One event as one report tells it, before it was matched with the codings of other reports."""

    __tablename__ = "codings"
    id: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), index=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), index=True)
    value: Mapped[str]
    __table_args__ = (STRICT,)


class CodingKey(Base):
    """What a coding is looked up by: two codings that share no key are never compared."""

    __tablename__ = "coding_keys"
    key: Mapped[str] = mapped_column(primary_key=True)
    coding_id: Mapped[str] = mapped_column(ForeignKey("codings.id"), primary_key=True, index=True)
    __table_args__ = (KEYED,)


class Match(Base):
    """What was decided about two codings, and why.

    ``a`` and ``b`` are no foreign keys: ``b`` may be a dataset's event, of which there is no coding.
    """

    __tablename__ = "matches"
    a: Mapped[str] = mapped_column(primary_key=True)
    b: Mapped[str] = mapped_column(primary_key=True, index=True)
    decided_by: Mapped[str] = mapped_column(primary_key=True)
    verdict: Mapped[str] = mapped_column(index=True)
    score: Mapped[int]
    reasons: Mapped[str]
    link: Mapped[str | None] = mapped_column(index=True)
    link_from: Mapped[str | None]
    __table_args__ = (
        CheckConstraint("a < b", name="pair"),
        one_of("decided_by", words("decided_by")),
        one_of("verdict", words("verdict")),
        CheckConstraint("score between 0 and 1000", name="score"),
        CheckConstraint("reasons like '[%]'", name="reasons"),
        one_of("link", LinkKind),
        CheckConstraint("(link is null) = (link_from is null)", name="link_whole"),
        CheckConstraint("link_from in (a, b)", name="link_from"),
        KEYED,
    )


class TextBand(Base):
    """What a report's text is looked up by, to find its copies."""

    __tablename__ = "text_bands"
    band: Mapped[str] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True, index=True)
    __table_args__ = (KEYED,)


class SameText(Base):
    """Two reports that share most of their text."""

    __tablename__ = "same_texts"
    a: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    b: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True, index=True)
    share: Mapped[int]
    __table_args__ = (
        CheckConstraint("a < b", name="pair"),
        CheckConstraint("share between 0 and 1000", name="share"),
        KEYED,
    )


class ChosenFrom(Base):
    """Which claim gave a value of an event that several reports tell, and by which rule it was chosen."""

    __tablename__ = "chosen_from"
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    column: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), primary_key=True, index=True)
    rule: Mapped[str]
    __table_args__ = (one_of("rule", words("choice")), KEYED)


class EventQuantity(Base):
    """What all figures for one thing come to, of an event that several reports tell."""

    __tablename__ = "event_quantities"
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    side: Mapped[str | None]
    low: Mapped[int | None]
    best: Mapped[int | None]
    high: Mapped[int | None]
    as_written: Mapped[str]
    differ: Mapped[int]
    __table_args__ = (
        one_of("kind", QuantityKind),
        rising("range", "low", "best", "high"),
        CheckConstraint("differ in (0, 1)", name="differ"),
        KEYED,
    )


class EventVersion(Base):
    """What an event that several reports tell said from one day of publication to the next."""

    __tablename__ = "event_versions"
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[str | None]
    valid_to: Mapped[str | None]
    value: Mapped[str]
    participants: Mapped[str]
    __table_args__ = (
        CheckConstraint("valid_from like '____-__-__' and valid_to like '____-__-__'", name="day_form"),
        CheckConstraint("valid_from < valid_to", name="day_order"),
        CheckConstraint("position >= 0", name="position"),
        Index(None, "valid_from"),
        KEYED,
    )


class Judgement(Base):
    """What a person decided about events, in a file of judgements."""

    __tablename__ = "judgements"
    input_id: Mapped[str] = mapped_column(ForeignKey("inputs.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int]
    kind: Mapped[str]
    event_id: Mapped[str] = mapped_column(index=True)
    other_id: Mapped[str | None] = mapped_column(index=True)
    column: Mapped[str | None]
    value: Mapped[str | None]
    judged_by: Mapped[str]
    judged_on: Mapped[str]
    why: Mapped[str]
    canonical_id: Mapped[str | None] = mapped_column(ForeignKey("events.id"), index=True)
    applied: Mapped[int]
    __table_args__ = (
        one_of("kind", words("judgement_kind")),
        CheckConstraint("line > 0 and position >= 0", name="line"),
        CheckConstraint("(kind = 'same' or kind = 'different') = (other_id is not null)", name="other"),
        CheckConstraint("(kind = 'set') = (\"column\" is not null)", name="column"),
        CheckConstraint("judged_on like '____-__-__'", name="judged_on"),
        CheckConstraint("applied in (0, 1)", name="applied"),
        KEYED,
    )
