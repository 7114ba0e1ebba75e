"""Dates as page headers and front matter write them, to ISO 8601."""

import re
from datetime import date, datetime

from timeline.vocab.calendar import MONTH_NAMES, MONTHS

MONTH = rf"(?P<month>{MONTH_NAMES})\b\.?"
DAY_FORMS = tuple(
    re.compile(rf"(?<![\w./-]){form}", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d./-]\d|\d)",
        MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})\b",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of|\.)?[ -]" + MONTH + r"[, -] ?(?P<year>\d{4})\b",
        r"(?P<day>\d{1,2})(?P<mark>[./])(?P<number>\d{1,2})(?P=mark)(?P<year>\d{4})(?![./]?\d)",
    )
)
ZONE = r"Z\b|(?:UTC|GMT)(?: ?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}"
CLOCK = (
    r"(?<![\d:.])(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?![\d:])"
    rf"(?: ?(?P<half>[AP])\.?M\b\.?)?(?: ?\(?(?P<zone>{ZONE})\)?)?(?: ?\(?(?P<place>[A-Z]{{2,5}})\b\)?)?"
)
WEEKDAY = r"(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\b\.?"
CLOCK_AFTER = re.compile(rf"(?:T|[\s,|•·–—/-]*(?:at\b\s*)?){CLOCK}", re.IGNORECASE)
CLOCK_BEFORE = re.compile(rf"{CLOCK}[\s,|-]*(?:{WEEKDAY},? )?$", re.IGNORECASE)
ALONE = re.compile(rf"(?:{WEEKDAY}|\bat\b|\bon\b|[\s,|•·()–—/.T-])*", re.IGNORECASE)


def iso_date(written: str) -> str | None:
    """Return ``written`` as ISO 8601: a day, or a time with its zone where both are given.

    Return ``None`` where it is anything but one date. Raise ValueError where it looks like one and is none
    (2025-02-30). A time whose zone cannot be told (``EDT``) is left out: the day stays.
    """
    found = find_date(written)
    if found is None:
        return None
    value, start, end = found
    return value if ALONE.fullmatch(written[:start] + " " + written[end:]) else None


def find_date(line: str) -> tuple[str, int, int] | None:
    """Return the first date in ``line`` as ISO 8601 and where it and its time of day stand.

    ``None`` where there is none, or none that can only mean one day (07/08/2025). Raise ValueError where
    there is a date that the calendar does not know.
    """
    matches = (found for form in DAY_FORMS if (found := form.search(line)))
    first = min(matches, key=lambda found: found.start(), default=None)
    if first is None:
        return None
    day = day_of(first)
    if day is None:
        return None
    if after := CLOCK_AFTER.match(line, first.end()):
        return time_of(day, after), first.start(), after.end()
    if before := CLOCK_BEFORE.search(line, 0, first.start()):
        return time_of(day, before), before.start(), first.end()
    return day.isoformat(), first.start(), first.end()


def day_of(found: re.Match[str]) -> date | None:
    """Return the day that a match means; ``None`` where its two numbers could both be the month."""
    parts = found.groupdict()
    day, year = int(parts["day"]), int(parts["year"])
    number = int(parts["number"]) if parts.get("number") else MONTHS[parts["month"].lower()]
    if parts.get("mark") == "/" and found.start("day") < found.start("year"):
        if day <= 12 and number <= 12 and day != number:
            return None
        if number > 12 >= day:
            day, number = number, day
    try:
        return date(year, number, day)
    except ValueError:
        raise ValueError(f"{found.group()} is not a date") from None


def time_of(day: date, clock: re.Match[str]) -> str:
    """Return day and time in ISO 8601 with the zone as written; the day alone where the zone is not known."""
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    if clock["half"]:
        hour = hour % 12 + 12 * (clock["half"] in "Pp") if 1 <= hour <= 12 else 99
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute, second)
    except ValueError:
        raise ValueError(f"{clock.group().strip()} is not a time of day") from None
    if clock["place"] and not clock["zone"]:
        return day.isoformat()
    return moment.isoformat() + offset(clock["zone"] or "")


def offset(zone: str) -> str:
    """Return a zone as ISO 8601 writes it: "Z", "+03:00", "" where none is given."""
    plain = zone.upper().replace("UTC", "").replace("GMT", "").strip()
    if plain in ("", "Z"):
        return "Z" if zone else ""
    digits = plain[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{plain[0]}{int(hours):02d}:{minutes}"
