"""Stored values in plain words: dates with their precision, numbers with their unit, codes as labels."""

from collections.abc import Sequence
from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# PLOVER's type names are verbs of a code list: "retreat" is also the release of prisoners.
TYPE_WORDS = {
    "AGREE": "agreement or promise",
    "CONSULT": "meeting or talks",
    "SUPPORT": "support in words",
    "CONCEDE": "concession in words",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "RETREAT": "concession in deeds",
    "REQUEST": "request or demand",
    "ACCUSE": "accusation",
    "REJECT": "refusal",
    "THREATEN": "threat",
    "PROTEST": "protest",
    "SANCTION": "sanction or break",
    "MOBILIZE": "mobilisation",
    "COERCE": "coercion",
    "ASSAULT": "attack",
}
DASH = "\N{EN DASH}"
NUMBER_UNITS = {
    "killed": "killed",
    "injured": "injured",
    "captured": "captured",
    "released": "released",
    "exchanged": "exchanged",
    "missing": "missing",
    "displaced": "displaced",
    "arrested": "arrested",
    "protesters": "protesters",
    "remains_returned": "bodies returned",
    "launched": "launched",
    "shot_down": "shot down",
}


def when(start: str | None, end: str | None, precision: str) -> str:
    """The date as a person writes it, never finer than it is known: "July 2025", "week of 14 July 2025".

    ``start`` and ``end`` are ISO days. Raises ValueError where one of them is no day of the calendar.
    """
    if start is None:
        return "date not stated"
    first = date.fromisoformat(start)
    last = date.fromisoformat(end) if end else first
    if precision == "week":
        return f"week of {_day(first)}"
    if precision == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if precision == "year":
        return str(first.year)
    if last == first:
        return _day(first)
    return _days(first, last)


def number(of: str, low: int | None, best: int | None, high: int | None) -> str:
    """A count with its bounds and unit: "12-14 killed" with a dash, "at least 3 injured", "2 released"."""
    return f"{amount(low, best, high)} {unit(of)}"


def unit(of: str) -> str:
    """What a number counts: "killed", "bodies returned"."""
    return NUMBER_UNITS.get(of, label(of))


def amount(low: int | None, best: int | None, high: int | None) -> str:
    """The number alone; an open end is said in words, and an interval keeps both ends."""
    if low is not None and high is not None and low != high:
        return f"{low:,}{DASH}{high:,}" + (f" (best {best:,})" if best not in (None, low, high) else "")
    if low is not None and high is None and best in (None, low):
        return f"at least {low:,}"
    if high is not None and low is None and best in (None, high):
        return f"at most {high:,}"
    value = next((one for one in (best, low, high) if one is not None), None)
    return "a number not stated" if value is None else f"{value:,}"


def kind(event_type: str | None, mode: str | None) -> str:
    """An event's type and mode: "concession in deeds: release". Raise KeyError for a type that is none."""
    if event_type is None:
        return "type not known"
    return TYPE_WORDS[event_type] + (f": {label(mode)}" if mode else "")


def label(code: str) -> str:
    """A code of a closed list as words: ``remains_returned`` → "remains returned"."""
    return code.replace("_", " ").lower()


def listed(names: Sequence[str], most: int = 4) -> str:
    """Names joined with commas and "and"; what goes beyond ``most`` is counted, not dropped in silence."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1] if shown else ""


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 event``, ``2 events``, ``1,200 countries``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _days(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {DASH} {_day(last)}"
    return f"{_day(first)} {DASH} {_day(last)}"
