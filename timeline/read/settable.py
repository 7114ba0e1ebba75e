"""Which columns of an event a person may set, and what may stand in them."""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date

from timeline.model import DatePrecision, DateValue, EventType, GeoPrecision, Status
from timeline.vocab.codebook import words

DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
COUNTRY = re.compile(r"[A-Z]{3}", re.ASCII)
Check = Callable[[str], str | None]
"""Gives what is wrong with a value; nothing if it may stand."""


def one_of(*allowed: str) -> Check:
    return lambda value: None if value in allowed else f"{value!r} is none of {', '.join(allowed)}"


def text(value: str) -> str | None:
    return None if value.strip() and "\n" not in value else "one line of text is expected"


def country(value: str) -> str | None:
    return None if COUNTRY.fullmatch(value) else f"{value!r} is no country of three capital letters"


def people(value: str) -> str | None:
    known = re.fullmatch(r"[0-9]{1,9}", value)
    return None if known else f"{value!r} is no whole number"


def degrees(most: int) -> Check:
    def check(value: str) -> str | None:
        try:
            return None if -most <= float(value) <= most else f"{value} is beyond {most} degrees"
        except ValueError:
            return f"{value!r} is no number of degrees"

    return check


def days(value: str) -> str | None:
    return None if days_of(value) else f"{value!r} is no day, month, year, or two days with a slash between"


def days_of(value: str) -> DateValue | None:
    """Return the days behind ``2025-07-22``, ``2025-07``, ``2025`` or ``2025-07-22/2025-07-24``; else nothing."""
    start, slash, end = value.partition("/")
    first, last = span_of(start), span_of(end if slash else start)
    if first is None or last is None or first[0] > last[1]:
        return None
    if slash:
        return DateValue(first[0], last[1], DatePrecision.RANGE)
    precision = (DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY)[value.count("-")]
    return DateValue(first[0], last[1], precision)


def span_of(value: str) -> tuple[date, date] | None:
    found = DAY.fullmatch(value)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is None or month is None:
            return date(year or 0, 1, 1), date(year or 0, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


SETTABLE: Mapping[str, Check] = {
    "title": text,
    "event_type": one_of(*EventType),
    "event_mode": one_of(*dict.fromkeys(word.partition(":")[2] for word in words("event_mode"))),
    "status": one_of(*Status),
    "date": days,
    "place_name": text,
    "country": country,
    "latitude": degrees(90),
    "longitude": degrees(180),
    "geo_precision": one_of(*GeoPrecision),
    "fatalities_low": people,
    "fatalities_best": people,
    "fatalities_high": people,
}
NEVER_EMPTY = frozenset({"title", "status", "geo_precision"})
"""What an event always has; all else may be set to nothing, which means "not stated"."""
