"""Which days a time expression means: resolved against the publication date, in the direction the tense allows.

Every result is an interval of whole days with its precision and the id of the rule that gave it. An expression
that needs a date it can be counted from, and has none, stays unknown.
"""

from collections.abc import Callable
from datetime import date

from timeline.extract.text.days.frame import Frame, Resolved
from timeline.extract.text.days.intervals import (
    Interval,
    between,
    day_in,
    moved,
    one_day,
    range_of,
    whole_month,
    whole_year,
    years,
)
from timeline.extract.text.days.portions import portion
from timeline.extract.text.days.relative import (
    ago_rule,
    day_rule,
    neighbour_rule,
    period_rule,
    span_rule,
    weekday_rule,
)
from timeline.extract.text.days.times import Form, Time
from timeline.model import DatePrecision, DateValue
from timeline.vocab.calendar import MONTHS
from timeline.vocab.holidays import day_of

__all__ = ["Frame", "Resolved", "resolve_time"]

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
CENTURIES = {
    word: number
    for number, word in enumerate(
        "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(), 16
    )
}
FIRST_YEAR, LAST_YEAR = 1500, 2099  # what is named outside these years is found, and stays unknown
TURN = 6  # months back that a story may look without having passed into the next year
AHEAD = 60  # days that a date in past words may lie ahead ("the talks set for August 15")
UP_TO = ("by", "until", "till", "before", "prior to", "up to")


def resolve_time(time: Time, frame: Frame) -> Resolved:
    """Return the days that ``time`` means in ``frame``. Raise nothing: what is no day stays unknown."""
    found = interval_of(time, frame)
    if found is None or not FIRST_YEAR <= found[0].year <= found[1].year <= LAST_YEAR:
        unknown = DateValue(None, None, DatePrecision.UNKNOWN, time.words)
        return Resolved(unknown, f"time.{time.form}.unresolved")
    start, end, precision = found
    rule = f"time.{time.form}" + (".to" if time.until else "")
    if frame.published and FIRST_YEAR <= frame.published.year <= LAST_YEAR and not frame.story:
        if time.bound in ("since", "starting") and start <= frame.published:
            precision = range_of(start, frame.published)
            return Resolved(DateValue(start, frame.published, precision, time.words), f"{rule}.since")
        if time.bound in UP_TO and frame.future and end >= frame.published:
            precision = range_of(frame.published, end)
            return Resolved(DateValue(frame.published, end, precision, time.words), f"{rule}.by")
    return Resolved(DateValue(start, end, precision, time.words), rule)


def interval_of(time: Time, frame: Frame) -> Interval | None:
    """Return the days of a time, of both ends where it has two."""
    if time.until is None:
        return RULES[time.form]({**time.parts, "bound": time.bound} if time.bound else time.parts, frame)
    last = RULES[time.until.form](time.until.parts, frame)
    parts = time.parts
    if (
        last is not None
        and "year" in time.until.parts
        and "year" not in parts
        and time.form is not Form.WEEKDAY
    ):
        parts = {**parts, "year": str(last[1].year)}
        first = RULES[time.form](parts, frame)
        if first is not None and first[0] > last[1]:  # "December to January 1945"
            first = RULES[time.form]({**parts, "year": str(last[1].year - 1)}, frame)
    else:
        first = RULES[time.form](parts, frame)
        if first is not None:
            last = RULES[time.until.form](time.until.parts, after(frame, first))
    if first is None or last is None:
        return first
    if last[1] < first[0] and time.form is Form.WEEKDAY:
        return between(first[0], date.fromordinal(last[1].toordinal() + 7))
    return first if last[1] < first[0] else joined(first, last)


def after(frame: Frame, first: Interval) -> Frame:
    """Return the frame in which the second end of an interval is read: its year is that of the first."""
    if frame.published and not frame.story and abs(frame.published.year - first[0].year) < 2:
        return frame
    return Frame(frame.published, frame.told, first[0].year, frame.future, True, first[0])


def joined(first: Interval, last: Interval) -> Interval:
    return first[0], last[1], range_of(first[0], last[1])


def month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def day_number(word: str) -> int:
    return int(word.lower().rstrip("stndrh"))


def whose_year(parts: dict[str, str], frame: Frame) -> int | None:
    """Return the year that is written, or told by another: "last year", "of that year"."""
    if "year" in parts:
        return int(parts["year"])
    whose = parts.get("whose", "").lower()
    base = frame.published
    if whose in ("last", "this", "next"):
        step = {"last": -1, "this": 0, "next": 1}[whose]
        return base.year + step if base else None
    told = frame.year or (frame.last.year if frame.last else base.year if base else None)
    if not whose or told is None:
        return None
    step = (
        -1 if whose.endswith(("previous", "preceding")) else 1 if whose.endswith(("next", "following")) else 0
    )
    return told + step


def year_for(month: int, day: int, frame: Frame) -> int | None:
    """Return the year of a day written without one.

    In news the nearest such day to publication counts, what lies ahead where the words look ahead. In a story
    about years long past it is the year named last, or the next one where the months have come round.
    """
    base = frame.published
    if frame.story:
        if frame.year is None:
            return None
        turned = frame.last is not None and frame.last.year == frame.year and month < frame.last.month - TURN
        return frame.year + turned
    if base is None:
        return frame.year
    away = {}
    for year in (base.year - 1, base.year, base.year + 1):
        found = day_in(year, month, min(day, 28))
        if found is not None:
            away[year] = (found - base).days
    if frame.future:
        away = {year: days for year, days in away.items() if days >= 0} or away
    else:  # what lies far ahead is not what past words tell of
        away = {year: days for year, days in away.items() if days <= AHEAD} or away
    return min(away, key=lambda year: (abs(away[year]), year), default=None)


def date_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "July 22", "22 July 2025", "2025-07-22", "October 8 last year"."""
    if "sign" in parts:
        return figures_rule(parts)
    if "iso" in parts:
        year, month, day = (int(part) for part in parts["iso"].split("-"))
    else:
        month, day = month_number(parts["month"]), day_number(parts["day"])
        found = whose_year(parts, frame)
        year = found if found is not None else year_for(month, day, frame) or 0
    known = day_in(year, month, day) if 1 <= month <= 12 else None
    return one_day(known) if known else None


def figures_rule(parts: dict[str, str]) -> Interval | None:
    """ "22.07.2025" has the day first; of "07/22/2025" only a number over 12 tells which is the day."""
    year, one, two = int(parts["year"]), int(parts["one"]), int(parts["two"])
    if parts["sign"] == "/" and one <= 12 and two <= 12 and one != two:
        return None
    day, month = (two, one) if two > 12 else (one, two)
    known = day_in(year, month, day) if 1 <= month <= 12 else None
    return one_day(known) if known else None


def days_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "May 23-25", "8 to 10 May"."""
    first, last = date_rule(parts, frame), date_rule({**parts, "day": parts["last"]}, frame)
    if first is None or last is None or last[0] < first[0]:
        return first
    return joined(first, last)


def monthday_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "on the 6th": of the month that the story is in."""
    base = frame.last or frame.published
    found = day_in(base.year, base.month, day_number(parts["day"])) if base else None
    return one_day(found) if found else None


def holiday_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "Christmas Eve", "Good Friday 1998"."""
    year = whose_year(parts, frame)
    if year is None:
        base = frame.year if frame.story else frame.published.year if frame.published else None
        near = day_of(parts["holiday"], base) if base else None
        year = year_for(near.month, near.day, frame) if near else None
    found = day_of(parts["holiday"], year) if year else None
    return one_day(moved(found, -1) if "eve" in parts else found) if found else None


def month_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "in July", "last July", "the first half of July", "late July" (the whole month: no days are given)."""
    return portion(month_of(parts, frame), parts.get("part"))


def month_of(parts: dict[str, str], frame: Frame) -> Interval | None:
    """Return the whole month that is meant."""
    month = month_number(parts["month"])
    year = whose_year(parts, frame)
    if year is not None:
        return whole_month(year, month)
    which, base = parts.get("which", "").lower(), frame.published
    if which and base is not None and not frame.story:
        if which in ("last", "this past", "the previous"):
            return whole_month(base.year - (month >= base.month), month)
        if which in ("next", "this coming"):
            return whole_month(base.year + (month <= base.month), month)
        if which == "this":
            return whole_month(base.year, month)
    ahead = frame.future or parts.get("bound") in UP_TO  # "by the end of August" may lie ahead
    if base is not None and not ahead and not frame.story:
        return whole_month(base.year - (month > base.month), month)
    year = year_for(month, 15, frame)
    return None if year is None else whole_month(year, month)


def year_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "in 2024"."""
    return portion(whole_year(int(parts["year"])), parts.get("part"))


def years_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "1939-45", "2022/23"."""
    first = int(parts["year"])
    last = first - first % 100 + int(parts["last"])
    return years(first, last) if first < last else None


def decade_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "the 1990s"."""
    return years(int(parts["year"]), int(parts["year"]) + 9)


def century_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "the nineteenth century": 1801 to 1900."""
    word = parts["century"].lower()
    number = CENTURIES.get(word) or int(word.rstrip("stndrh"))
    return years(100 * number - 99, 100 * number) if 16 <= number <= 20 else None


def season_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "last summer", "the winter of 2022" (northern, three calendar months)."""
    first, last = SEASONS[parts["season"].lower()]
    year, base = whose_year(parts, frame), frame.published
    if year is None and frame.story:
        year = frame.year
    elif year is None and base is not None:
        begun = date(base.year, first, 1) <= base
        over = begun and base.month > last > first
        which = parts.get("which", "").lower()
        if which in ("last", "the previous"):
            year = base.year if over else base.year - 1
        elif which == "next" or frame.future:
            year = base.year + (begun if which == "next" else over)
        else:
            year = base.year - (not begun)
    if year is None:
        return None
    end = whole_month(year + (last < first), last)[1]
    return date(year, first, 1), end, DatePrecision.RANGE


def unknown_rule(parts: dict[str, str], frame: Frame) -> Interval | None:
    """ "490 BC": a time, and none that the calendar of this project reaches."""
    return None


RULES: dict[Form, Callable[[dict[str, str], Frame], Interval | None]] = {
    Form.DATE: date_rule,
    Form.DAYS: days_rule,
    Form.MONTHDAY: monthday_rule,
    Form.HOLIDAY: holiday_rule,
    Form.MONTH: month_rule,
    Form.YEAR: year_rule,
    Form.YEARS: years_rule,
    Form.DECADE: decade_rule,
    Form.CENTURY: century_rule,
    Form.ANCIENT: unknown_rule,
    Form.SEASON: season_rule,
    Form.WEEKDAY: weekday_rule,
    Form.DAY: day_rule,
    Form.NEIGHBOUR: neighbour_rule,
    Form.AGO: ago_rule,
    Form.PERIOD: period_rule,
    Form.SPAN: span_rule,
}
