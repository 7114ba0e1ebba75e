"""Why a value is what it is, in one line: the words, what they were read against, what came out, by which rule."""

from datetime import date

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
