"""Cells of a dataset to values: each function takes text as received, and raises RecordError for what is none."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TypeVar

from timeline.errors import RecordError
from timeline.model import DatePrecision, DateValue, Issue, IssueLevel, Quantity, QuantityKind

NOTHING = frozenset({"", "None", "NA", "N/A", "NULL", "nan"})  # how exports write an empty cell
Word = TypeVar("Word")
MOST_DIGITS = 12
NUMBER = re.compile(r"-?\d+(?:\.0+)?")


def stated(cell: str) -> str | None:
    """Return the text of a cell, ``None`` where it says nothing."""
    text = cell.strip()
    return None if text in NOTHING else text


@lru_cache(maxsize=50_000)
def day(cell: str, column: str) -> date:
    """Return a day written as YYYY-MM-DD, with or without a time behind it."""
    text = cell.strip()
    try:
        if text[10:].strip(" T:0.") == "" and text[4:5] == "-":
            return date.fromisoformat(text[:10])
    except ValueError:
        pass
    raise RecordError(f"{column} {cell!r} is no date")


@lru_cache(maxsize=50_000)
def interval(start: date, end: date, precision: DatePrecision) -> DateValue:
    """Return the days from ``start`` to ``end``. Raise RecordError where they run backwards."""
    if end < start:
        raise RecordError(f"ends on {end}, before it starts on {start}")
    return DateValue(start, end, precision)


def count(cell: str, column: str) -> int | None:
    """Return a number of people or things, ``None`` where it is not stated."""
    text = cell.strip()
    if text in NOTHING:
        return None
    if not text.isdecimal():
        if not NUMBER.fullmatch(text):
            raise RecordError(f"{column} {cell!r} is no whole number")
        if text.startswith("-"):
            raise RecordError(f"{column} {cell!r} is below 0")
        text = text.partition(".")[0]
    if len(text) > MOST_DIGITS:
        raise RecordError(f"{column} {cell[:40]!r} is more than can be")
    return int(text)


def degrees(cell: str, column: str, limit: int) -> float | None:
    """Return degrees WGS 84, ``None`` where they are not stated."""
    text = stated(cell)
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        raise RecordError(f"{column} {cell!r} is no number of degrees") from None
    if not -limit <= value <= limit:
        raise RecordError(f"{column} {cell!r} is not within {limit} degrees")
    return value


def point(latitude: str, longitude: str) -> tuple[float, float] | tuple[None, None]:
    """Return latitude and longitude, or neither. Raise RecordError where one is stated without the other."""
    north, east = degrees(latitude, "latitude", 90), degrees(longitude, "longitude", 180)
    if north is None and east is None:
        return None, None
    if north is None or east is None:
        raise RecordError("latitude or longitude stands without the other")
    return north, east


@lru_cache(maxsize=10_000)
def killed(low: int | None, best: int | None, high: int | None, side: str | None, words: str) -> Quantity:
    """Return the number of people killed as a dataset states it, ``words`` being its cells."""
    return Quantity(QuantityKind.KILLED, low, best, high, words, side)


def coded(words: Mapping[str, Word], column: str, row: Mapping[str, str], issues: list[Issue]) -> Word | None:
    """Return our word for a dataset's code; one that its list does not have is noted, and stays unknown."""
    word = words.get(row[column].strip())
    if word is None:
        issues.append(unknown(column, row[column]))
    return word


def unknown(column: str, cell: str) -> Issue:
    """Return what is to be said of a value that the dataset's own list does not have; it is kept as received."""
    return Issue(IssueLevel.WARNING, "value", column, f"{column} {cell!r} is not in the list of its dataset")


@lru_cache(maxsize=50_000)
def compact_day(cell: str, column: str) -> date:
    """Return the day of a cell written as YYYYMMDD, with or without HHMMSS behind it."""
    text = cell.strip()
    if text.isdecimal() and text.isascii() and len(text) in {8, 14}:
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        except ValueError:
            pass
    raise RecordError(f"{column} {cell!r} is no date")
