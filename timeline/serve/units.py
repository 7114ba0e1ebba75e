"""Days, weeks, months and years as bins of time. A week begins on Monday."""

from collections.abc import Iterator
from datetime import date, timedelta

from timeline.serve.words import MONTHS

UNITS = ("day", "week", "month", "year")
MOST_BARS = 200
# The longest span in days that is still drawn by this unit, if nobody asks for another.
SPANS = {"day": 62, "week": 500, "month": 5_500}
# Days from the first to the last of a date that this unit can still draw. An event known to the month only has no day,
# and a total of three years has no first month: drawn there they would be false points.
MOST_DAYS = {"day": 6, "week": 7, "month": 31, "year": 366}


def unit_for(first: date, last: date, wanted: str | None) -> str:
    """The unit to draw ``first`` to ``last`` by: the one wanted, or a coarser one if the bars were too many."""
    days = (last - first).days + 1
    unit = wanted or next((one for one, most in SPANS.items() if days <= most), "year")
    lengths = {"day": 1, "week": 7, "month": 30, "year": 365}
    return next((one for one in UNITS[UNITS.index(unit) :] if days / lengths[one] <= MOST_BARS), "year")


def finer(unit: str) -> str | None:
    """The unit below, None below the day."""
    return UNITS[UNITS.index(unit) - 1] if unit != UNITS[0] else None


def first_of(day: date, unit: str) -> date:
    """The first day of the bin that holds ``day``."""
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), (day - date.min).days))
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]


def last_of(first: date, unit: str) -> date:
    """The last day of the bin that begins with ``first``."""
    if unit == "day":
        return first
    if unit == "week":
        return first + timedelta(days=min(6 - first.weekday(), (date.max - first).days))
    if unit == "year" or first.month == 12:
        return date(first.year, 12, 31)
    return date(first.year, first.month + 1, 1) - timedelta(days=1)


def walk(first: date, last: date, unit: str) -> Iterator[date]:
    """The first day of each bin from that of ``first`` to that of ``last``."""
    at = first_of(first, unit)
    while at <= last:
        yield at
        if (end := last_of(at, unit)) == date.max:
            return
        at = end + timedelta(days=1)


def name_of(first: date, unit: str) -> str:
    """The bin in words: "22 July 2025", "week of 21 July 2025", "July 2025", "2025"."""
    month = f"{MONTHS[first.month - 1]} {first.year}"
    return {
        "day": f"{first.day} {month}",
        "week": f"week of {first.day} {month}",
        "month": month,
        "year": str(first.year),
    }[unit]


def short_name_of(first: date, unit: str) -> str:
    """As short as an axis needs it."""
    month = f"{MONTHS[first.month - 1][:3]} {first.year}"
    return (
        f"{first.day} {month}" if unit in ("day", "week") else month if unit == "month" else str(first.year)
    )
