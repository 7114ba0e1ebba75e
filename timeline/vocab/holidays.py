"""Holidays whose day is sure, from ``holidays.csv``: fixed days, and Easter days by reckoning.

A country stands where the name belongs to one country only with its name ("Independence Day of Ukraine"). Where
the western and the eastern churches keep Easter on different days, a bare "Easter" has no day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from timeline.vocab.codebook import rows


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday on ``day`` of ``month``, or ``offset`` days from Easter of a ``church`` (both where empty)."""

    name: str
    month: int | None
    day: int | None
    offset: int | None
    church: str
    country: str | None


@cache
def holidays() -> dict[str, Holiday]:
    """Return all holidays by their name in lower case."""
    found = {}
    for row in rows("holidays.csv"):
        fixed = bool(row["month"])
        found[row["name"].lower()] = Holiday(
            row["name"],
            int(row["month"]) if fixed else None,
            int(row["day"]) if fixed else None,
            None if fixed else int(row["offset"]),
            row["church"],
            row["country"] or None,
        )
    return found


def holiday_names() -> tuple[str, ...]:
    """Return the names of all holidays, longer ones first."""
    return tuple(sorted((found.name for found in holidays().values()), key=lambda name: (-len(name), name)))


def day_of(name: str, year: int) -> date | None:
    """Return the day of a holiday in ``year``, ``None`` where the churches differ. Raise KeyError if unknown."""
    holiday = holidays()[name.lower()]
    if holiday.month is not None and holiday.day is not None:
        return date(year, holiday.month, holiday.day)
    easters = {"western": (western_easter(year),), "eastern": (eastern_easter(year),)}.get(
        holiday.church, (western_easter(year), eastern_easter(year))
    )
    if holiday.offset is None or len(set(easters)) > 1:
        return None
    return easters[0] + timedelta(days=holiday.offset)


def western_easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian reckoning."""
    century, rest = divmod(year, 100)
    correction = (century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    moon = (19 * (year % 19) + correction) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def eastern_easter(year: int) -> date:
    """Return Easter Sunday of the Julian reckoning as a day of the Gregorian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    ahead = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=ahead)
