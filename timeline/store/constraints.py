"""The base of all tables, and the checks that the database itself makes on a row."""

from collections.abc import Iterable

from sqlalchemy import BLOB, REAL, CheckConstraint, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}
"""Every constraint has a name: migrations find it by name, and a refused row says which rule it broke."""

STRICT = {"sqlite_strict": True}
"""SQLite stores any type in any column unless a table is strict."""

KEYED = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""For tables that hang on another one: rows lie in the order of their key, without a second index for it."""


class Base(DeclarativeBase):
    """The base of all tables. Only type names that a strict table knows."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Text(), int: Integer(), float: REAL(), bytes: BLOB()}  # noqa: RUF012 (SQLAlchemy's own way)


def quoted(words: Iterable[str]) -> str:
    """``words`` as the inside of an SQL ``in (…)``."""
    return ", ".join("'{}'".format(str(word).replace("'", "''")) for word in words)


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """``column`` holds one of ``words``, or nothing."""
    return CheckConstraint(f"{column} in ({quoted(words)})", name=column)


def rising(name: str, *columns: str) -> CheckConstraint:
    """The numbers in ``columns`` that are stated do not fall from left to right, and none is below 0."""
    pairs = [f"{low} <= {high}" for i, low in enumerate(columns) for high in columns[i + 1 :]]
    return CheckConstraint(" and ".join([f"{column} >= 0" for column in columns] + pairs), name=name)


def array(column: str) -> CheckConstraint:
    """``column`` holds a JSON array of words, or nothing."""
    return CheckConstraint(f"{column} like '[\"%\"]'", name=column)


def span_checks(text: str | None = None) -> list[CheckConstraint]:
    """A span has both ends, start before end; and the column ``text``, if named, is as long as the span."""
    checks = [
        CheckConstraint("span_start >= 0 and span_start < span_end", name="span_order"),
        CheckConstraint("(span_start is null) = (span_end is null)", name="span_whole"),
    ]
    if text:
        checks.append(CheckConstraint(f"length({text}) = span_end - span_start", name=f"{text}_length"))
    return checks


def date_checks() -> list[CheckConstraint]:
    """Days are written YYYY-MM-DD, do not run backwards, and are absent where the precision is unknown."""
    return [
        CheckConstraint("date_start like '____-__-__' and date_end like '____-__-__'", name="date_form"),
        CheckConstraint("date_start <= date_end", name="date_order"),
        CheckConstraint(
            "(date_precision = 'unknown') = (date_start is null and date_end is null)", name="date_known"
        ),
    ]


def point_checks() -> list[CheckConstraint]:
    """A point has both coordinates, in degrees."""
    return [
        CheckConstraint("latitude between -90 and 90", name="latitude"),
        CheckConstraint("longitude between -180 and 180", name="longitude"),
        CheckConstraint("(latitude is null) = (longitude is null)", name="point_whole"),
    ]


def country_check() -> CheckConstraint:
    """A country is three capital letters (ISO 3166-1 alpha-3, or a PLOVER group of countries)."""
    return CheckConstraint("length(country) = 3 and country = upper(country)", name="country")
