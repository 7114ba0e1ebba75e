"""Why a value is what it is, in one line: the words, what they were read against, what came out, by which rule."""

from datetime import UTC, date, datetime

from timeline.serve.words import when

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def date_reasoning(
    as_written: str | None,
    published: str | None,
    start: str | None,
    end: str | None,
    precision: str,
    rule: str | None,
) -> str:
    """“on Tuesday”, published Tuesday 22 July 2025 → 22 July 2025 (time.weekday)."""
    words = f"“{as_written}”" if as_written else "no words of time beside it"
    against = f", published {weekday(published)}" if published else ", day of publication not stated"
    return f"{words}{against} → {when(start, end, precision)}" + (f" ({rule})" if rule else "")


def weekday(published: str) -> str:
    """A day with its weekday; what is less than a day or no date at all stays as it is written."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{WEEKDAYS[day.weekday()]} {when(published[:10], None, 'day')}"


def moment(published: str) -> str:
    """The day of publication, and where a time is known that time in its zone and in UTC."""
    try:
        read = datetime.fromisoformat(published)
        in_utc = read.astimezone(UTC) if read.tzinfo else read
    except (ValueError, OverflowError):  # no date, or one at the end of the calendar
        return weekday(published)
    if "T" not in published or read.tzinfo is None:
        time = f", {read:%H:%M}, time zone not stated" if "T" in published else ""
        return f"{weekday(published)}{time}"
    there = f"{weekday(published)}, {read:%H:%M} UTC"
    if not read.utcoffset():
        return there
    on = "" if in_utc.date() == read.date() else f" on {when(str(in_utc.date()), None, 'day')}"
    return f"{there}{read.isoformat()[-6:]}, {in_utc:%H:%M} UTC{on}"
