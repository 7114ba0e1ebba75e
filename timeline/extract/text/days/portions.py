"""Which days of a month or year a part of it means: its halves, its quarters, the weeks of a month.

"Early", "mid" and "late" give no days: the whole stays.
"""

from calendar import monthrange
from datetime import date

from timeline.extract.text.days.intervals import Interval, between, moved
from timeline.model import DatePrecision

ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}
MONTHS_IN = {"half": 6, "quarter": 3}


def portion(found: Interval | None, part: str | None) -> Interval | None:
    """Return the days of "the first half of" a month or year; the whole where the words give no days."""
    words = (part or "").lower().split()
    if found is None or len(words) != 2 or words[0] not in ORDER:
        return found
    start, _, precision = found
    number, unit = ORDER[words[0]], words[1]
    if precision is DatePrecision.MONTH:
        return of_month(start, number, unit) or found
    if precision is DatePrecision.YEAR and unit in MONTHS_IN:
        length = MONTHS_IN[unit]
        first = 1 + length * (number % (12 // length))
        last = first + length - 1
        return between(date(start.year, first, 1), date(start.year, last, monthrange(start.year, last)[1]))
    return found


def of_month(start: date, number: int, unit: str) -> Interval | None:
    """Return the half or the week of a month; its last week is its last seven days."""
    end = date(start.year, start.month, monthrange(start.year, start.month)[1])
    if unit == "half":
        middle = date(start.year, start.month, 15)
        return between(start, middle) if number == 0 else between(moved(middle, 1), end)
    if unit != "week":
        return None
    if number < 0:
        return between(moved(end, -6), end)
    return between(moved(start, 7 * number), moved(start, 7 * number + 6))
