"""Whole days, weeks, months and years of the calendar as intervals, and the steps between them."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from timeline.model import DatePrecision

Interval = tuple[date, date, DatePrecision]
DAYS_IN = {
    "day": 1, "night": 1, "evening": 1, "week": 7, "fortnight": 14, "weekend": 7, "month": 30, "year": 365,
    "decade": 3652,
}  # fmt: skip
LONGEST = 1000  # years: no report counts further


def range_of(start: date, end: date) -> DatePrecision:
    """Return the word for an interval that is no calendar unit: day, days (2 to 6), else range."""
    length = (end - start).days + 1
    return DatePrecision.DAY if length == 1 else DatePrecision.DAYS if length <= 6 else DatePrecision.RANGE


def between(start: date, end: date) -> Interval:
    """Return the interval of two days in order."""
    return start, end, range_of(start, end)


def one_day(day: date) -> Interval:
    return day, day, DatePrecision.DAY


def whole_week(day: date) -> Interval:
    """Return Monday to Sunday around ``day``."""
    monday = moved(day, -day.weekday())
    return monday, moved(monday, 6), DatePrecision.WEEK


def whole_month(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), DatePrecision.MONTH


def whole_year(year: int) -> Interval:
    return date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR


def years(first: int, last: int) -> Interval:
    """Return the interval from the first day of one year to the last day of another."""
    return date(first, 1, 1), date(last, 12, 31), DatePrecision.RANGE


def moved(day: date, days: int) -> date:
    """Return the day ``days`` later, held inside the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def day_in(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, ``None`` where there is no such day."""
    if not MINYEAR <= year <= MAXYEAR or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def shifted(base: date, count: int, unit: str) -> Interval | None:
    """Return the day, week, month or year that lies ``count`` units from ``base``, as exact as the unit is."""
    if unit in ("minute", "hour"):
        hours = count if unit == "hour" else 0
        return None if abs(hours) > 48 else one_day(moved(base, int(hours / 24)))
    if unit in ("day", "night", "morning", "afternoon", "evening"):
        return one_day(moved(base, count)) if abs(count) < 366 * LONGEST else None
    if unit in ("week", "fortnight"):
        return whole_week(moved(base, 7 * count * (2 if unit == "fortnight" else 1)))
    if unit == "weekend":
        saturday = moved(base, 5 - base.weekday() + 7 * count)
        return saturday, saturday + timedelta(days=1), DatePrecision.DAYS
    if unit == "month":
        months = base.year * 12 + base.month - 1 + count
        return whole_month(months // 12, months % 12 + 1) if MINYEAR <= months // 12 <= MAXYEAR else None
    if unit not in ("year", "decade"):
        return None
    year = base.year + count * (10 if unit == "decade" else 1)
    return whole_year(year) if MINYEAR <= year <= MAXYEAR else None
