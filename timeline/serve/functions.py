"""SQL functions for questions that the field asks: how far apart, how many days apart, how well known.

Every function gives the same for the same, and NULL for NULL and for what is no degree, day or word of ours: a
query must not stop at one odd row. Parameters of a query page come as text, so a number in a text is a number.
What each means is in ``vocab/functions.csv``, which the codebook holds too.
"""

import math
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from timeline.model import DatePrecision, GeoPrecision
from timeline.serve.words import when

Cell = str | int | float | bytes | None

EARTH_KM = 6371.0088  # mean radius of the ellipsoid, as the IUGG has it
# From the finest word to the coarsest. What is not here has no order: "range" may be a day or a decade.
ORDERS: tuple[tuple[str, ...], ...] = (
    (
        DatePrecision.DAY,
        DatePrecision.DAYS,
        DatePrecision.WEEK,
        DatePrecision.MONTH,
        DatePrecision.YEAR,
    ),
    (
        GeoPrecision.EXACT,
        GeoPrecision.NEAR,
        GeoPrecision.ADMIN2,
        GeoPrecision.ADMIN1,
        GeoPrecision.REGION,
        GeoPrecision.COUNTRY,
    ),
)


def register(conn: sqlite3.Connection) -> None:
    """Make the functions known to ``conn``."""
    for name, (count, function) in FUNCTIONS.items():
        conn.create_function(name, count, function, deterministic=True)


def distance_km(lat1: Cell, lon1: Cell, lat2: Cell, lon2: Cell) -> float | None:
    """Kilometres between two points given in degrees, to the metre; None where one of them is no point."""
    degrees = [_number(one) for one in (lat1, lon1, lat2, lon2)]
    south, west, north, east = degrees
    if south is None or west is None or north is None or east is None:
        return None
    if max(abs(south), abs(north)) > 90 or max(abs(west), abs(east)) > 360:
        return None
    first, second = math.radians(south), math.radians(north)
    across, up = math.radians(east - west), second - first
    half = math.sin(up / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    return round(2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half))), 3)


def days_apart_least(start1: Cell, end1: Cell, start2: Cell, end2: Cell) -> int | None:
    """The fewest days between two stretches of time; 0 where they share a day."""
    found = _stretches(start1, end1, start2, end2)
    return None if found is None else max(0, found[2] - found[1], found[0] - found[3])


def days_apart_most(start1: Cell, end1: Cell, start2: Cell, end2: Cell) -> int | None:
    """The most days between a day of one stretch and a day of the other."""
    found = _stretches(start1, end1, start2, end2)
    return None if found is None else max(found[3] - found[0], found[1] - found[2])


def days_between(start1: Cell, end1: Cell, start2: Cell, end2: Cell) -> str | None:
    """Fewest and most days as a text: "3", "0-30"."""
    least = days_apart_least(start1, end1, start2, end2)
    most = days_apart_most(start1, end1, start2, end2)
    return None if least is None else f"{least}" if least == most else f"{least}-{most}"


def date_overlaps(start1: Cell, end1: Cell, start2: Cell, end2: Cell) -> int | None:
    """1 where the stretches share a day, else 0."""
    least = days_apart_least(start1, end1, start2, end2)
    return None if least is None else int(least == 0)


def date_words(start: Cell, end: Cell, precision: Cell) -> str | None:
    """The date as the pages write it; None where the day or the precision is not stated."""
    first, last = _day(start), _day(start if end is None else end)
    if first is None or last is None or not isinstance(precision, str):
        return None
    return when(str(date.fromordinal(first)), str(date.fromordinal(last)), precision)


def known_to(precision: Cell, at_least: Cell) -> int | None:
    """1 where ``precision`` is as fine as ``at_least`` or finer; None where one is not stated or no such word."""
    words = [str(one) for one in (*DatePrecision, *GeoPrecision)]
    if precision not in words or at_least not in words:
        return None
    if precision == at_least:
        return int(precision != "unknown")
    orders = [order for order in ORDERS if precision in order]
    return int(any(at_least in order[order.index(str(precision)) :] for order in orders))


FUNCTIONS: Mapping[str, tuple[int, Callable[..., Cell]]] = {
    "distance_km": (4, distance_km),
    "days_apart_least": (4, days_apart_least),
    "days_apart_most": (4, days_apart_most),
    "days_between": (4, days_between),
    "date_overlaps": (4, date_overlaps),
    "date_words": (3, date_words),
    "known_to": (2, known_to),
}


def _number(cell: Cell) -> float | None:
    if cell is None or isinstance(cell, bytes):
        return None
    try:
        found = float(cell)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


@lru_cache(maxsize=20_000)
def _day(cell: Cell) -> int | None:
    """The number of a day; of a moment ("2025-07-22T09:30+03:00") its day as written."""
    if not isinstance(cell, str) or cell[10:11] not in ("", "T", " "):
        return None
    try:
        return date.fromisoformat(cell[:10]).toordinal() if cell[4:5] == "-" else None
    except ValueError:
        return None


def _stretches(start1: Cell, end1: Cell, start2: Cell, end2: Cell) -> tuple[int, int, int, int] | None:
    days = [_day(one) for one in (start1, end1, start2, end2)]
    first, last, other, until = days
    if first is None or last is None or other is None or until is None:
        return None
    return None if first > last or other > until else (first, last, other, until)
