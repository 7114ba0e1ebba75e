"""Which events a page shows: one frozen value, read from the address and written back into it.

Histogram, list, facets and counts are made from the same Selection, so that a link is all one needs to share.
Pure: whether an id exists is asked in ``resolve.py``.
"""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import Any
from urllib.parse import urlencode

from timeline.errors import TimelineError
from timeline.model import EventType, Status
from timeline.serve.names import NONE
from timeline.serve.search import BadSearch, fts_query
from timeline.serve.units import UNITS
from timeline.vocab.codebook import words

LACKS = ("date", "place")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SORTS = ("newest", "oldest")
MOST_VALUES = 50  # of one parameter
LONGEST = 300  # characters of one id or name
LISTS = {
    "type": "types",
    "status": "statuses",
    "actor": "actors",
    "recipient": "recipients",
    "party": "parties",
    "country": "countries",
    "place": "places",
    "source": "sources",
    "dataset": "datasets",
    "lacks": "lacks",
    "weekday": "weekdays",
    "id": "ids",
}
DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


class BadSelection(TimelineError):
    """An address that asks for what cannot be; the message says what, to the one who typed it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map in degrees; ``west`` above ``east`` is one across the date line."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{side:g}" for side in (self.west, self.south, self.east, self.north))


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of the list begins: behind the event with this day and id (no day: among the undated)."""

    day: str
    id: str

    def __str__(self) -> str:
        return f"{self.day}~{self.id}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The events to show. Several values of one field: any of them; but each of ``parties`` must take part."""

    start: date | None = None
    end: date | None = None
    unit: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    deaths: int | None = None
    voices: int | None = None
    search: str = ""
    machine: bool = False
    reach: bool = False
    box: Box | None = None
    asof: date | None = None
    sort: str = "newest"
    after: Cursor | None = None

    def pairs(self) -> list[tuple[str, str]]:
        """The selection as parameters of an address; what is left at its default is not named."""
        singles: list[tuple[str, Any]] = [
            ("q", self.search),
            ("from", self.start),
            ("to", self.end),
            ("unit", self.unit),
        ]
        lists = [(name, value) for name, field in LISTS.items() for value in getattr(self, field)]
        rest: list[tuple[str, Any]] = [
            ("deaths", self.deaths),
            ("voices", self.voices),
            ("machine", "1" if self.machine else None),
            ("reach", "1" if self.reach else None),
            ("bbox", self.box),
            ("asof", self.asof),
            ("sort", self.sort if self.sort != SORTS[0] else None),
            ("after", self.after),
        ]
        return [(name, str(value)) for name, value in [*singles, *lists, *rest] if value not in (None, "")]

    def query(self) -> str:
        """The query string of this selection, the same for every way of writing it."""
        return urlencode(self.pairs())

    def but(self, **changes: Any) -> "Selection":
        """This selection with some fields changed, from its first page on."""
        return replace(self, **{"after": None, **changes})


def read_selection(args: Mapping[str, Sequence[str]]) -> Selection:
    """The selection that the parameters of an address name. Raise BadSelection for what cannot be.

    A parameter without a value is one that is not there: an empty field of the form.
    """
    one = {name: _single(name, given) for name, given in args.items() if name not in LISTS}
    found = Selection(
        start=_day("from", one.get("from", ""), last=False),
        end=_day("to", one.get("to", ""), last=True),
        unit=_one_of("unit", one.get("unit", ""), UNITS),
        **{field: _values(name, args.get(name, ())) for name, field in LISTS.items()},
        deaths=_count("deaths", one.get("deaths", "")),
        voices=_count("voices", one.get("voices", "")),
        search=one.get("q", ""),
        machine=_flag("machine", one.get("machine", "")),
        reach=_flag("reach", one.get("reach", "")),
        box=_box(one.get("bbox", "")),
        asof=_day("asof", one.get("asof", ""), last=True),
        sort=_one_of("sort", one.get("sort", ""), SORTS) or SORTS[0],
        after=_cursor(one.get("after", "")),
    )
    return _checked(found)


def read_flag(name: str, given: Sequence[str]) -> bool:
    """A parameter that is no part of a selection, and is 0 or 1. Raise BadSelection for anything else."""
    return _flag(name, _single(name, given))


def _checked(found: Selection) -> Selection:
    if found.start and found.end and found.start > found.end:
        raise BadSelection(f"The time runs backwards: from {found.start} to {found.end}.")
    if "date" in found.lacks and (found.start or found.end):
        raise BadSelection("Events without a date cannot lie between two days: leave one of the two out.")
    if "date" in found.lacks and found.weekdays:
        raise BadSelection("Events without a date lie on no weekday: leave one of the two out.")
    if found.after and bool(found.after.day) == ("date" in found.lacks):
        raise BadSelection("The page of the list does not belong to this selection.")
    if found.search:
        try:
            fts_query(found.search)
        except BadSearch as error:
            raise BadSelection(str(error)) from None
    return found


def _single(name: str, given: Sequence[str]) -> str:
    filled = [value for value in (one.strip() for one in given) if value]
    if len(set(filled)) > 1:
        raise BadSelection(f"“{name[:40]}” stands twice in the address, with two values.")
    return filled[0] if filled else ""


def _values(name: str, given: Sequence[str]) -> tuple[str, ...]:
    filled = sorted({value for value in (one.strip() for one in given) if value})
    if len(filled) > MOST_VALUES:
        raise BadSelection(f"“{name}” has {len(filled)} values; at most {MOST_VALUES} are possible.")
    allowed = CLOSED.get(name)
    for value in filled:
        if len(value) > LONGEST:
            raise BadSelection(f"A value of “{name}” has {len(value):,} characters.")
        if allowed and value not in allowed:
            raise BadSelection(f"“{value}” is no {name}. Possible: {', '.join(sorted(allowed))}.")
    return tuple(filled)


def _day(name: str, value: str, last: bool) -> date | None:
    if not value:
        return None
    found = DAY.match(value)
    year, month, day = (int(part) if part else None for part in found.groups()) if found else (0, None, None)
    try:
        if day is None and year:
            month = month or (12 if last else 1)
            day = calendar.monthrange(year, month)[1] if last else 1
        return date(year or 0, month or 0, day or 0)
    except (ValueError, calendar.IllegalMonthError):
        raise BadSelection(
            f"“{value[:40]}” in “{name}” is no day: write 2025-07-22, 2025-07 or 2025."
        ) from None


def _one_of(name: str, value: str, allowed: Sequence[str]) -> str | None:
    if value and value not in allowed:
        raise BadSelection(f"“{value[:40]}” is no {name}. Possible: {', '.join(allowed)}.")
    return value or None


def _count(name: str, value: str) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise BadSelection(f"“{value[:40]}” in “{name}” is no whole number.")
    return int(value) or None


def _flag(name: str, value: str) -> bool:
    if value not in ("", "0", "1"):
        raise BadSelection(f"“{value[:40]}” in “{name}” is neither 0 nor 1.")
    return value == "1"


def _box(value: str) -> Box | None:
    if not value:
        return None
    try:
        west, south, east, north = (float(side) for side in value.split(","))
    except ValueError:
        raise BadSelection("“bbox” is four numbers: west,south,east,north in degrees.") from None
    sides = (west, south, east, north)
    if not all(isfinite(side) for side in sides) or not -90 <= south <= north <= 90:
        raise BadSelection("“bbox” is west,south,east,north in degrees, south below north.")
    if not (-180 <= west <= 180 and -180 <= east <= 180):
        raise BadSelection("“bbox” has degrees of longitude beyond 180.")
    return Box(*sides)


def _cursor(value: str) -> Cursor | None:
    if not value:
        return None
    day, found, key = value.partition("~")
    if not found or not key or len(key) > LONGEST or (day and not re.fullmatch(r"\d{4}-\d\d-\d\d", day)):
        raise BadSelection("“after” does not name a page of the list.")
    return Cursor(day, key)


CLOSED: Mapping[str, frozenset[str]] = {
    "type": frozenset((*EventType, *words("event_mode"), NONE)),
    "status": frozenset(Status),
    "lacks": frozenset(LACKS),
    "weekday": frozenset(WEEKDAYS),
}
