"""One event in a few lines of plain text, for calendars and feeds: status and precision always said."""

from collections.abc import Iterator
from datetime import UTC, datetime

from timeline.export import flat
from timeline.export.item import Item
from timeline.model import DatePrecision, GeoPrecision, Status
from timeline.serve.events import GEO_WORDS, meaning
from timeline.serve.names import country_name
from timeline.serve.words import kind, plural, when

PLAIN = (Status.OCCURRED,)  # every other status stands before the title
KNOWN = (DatePrecision.DAY, DatePrecision.DAYS)
JOINERS = "\u200c\u200d\u200e\u200f"  # written, if not seen: Persian, Hindi and Arabic need them


def headline(item: Item) -> str:
    """The title as it can stand alone: "PLANNED: Talks in Wrenport", "Attack (known to the month: May 2025)"."""
    row = flat.row(item)
    title = clean(str(row["title"])) or "Event without a title"
    status = "" if item.event.status in PLAIN else f"{item.event.status.upper()}: "
    date = item.event.date
    note = "" if date.start is None or date.precision in KNOWN else f" ({known(item)})"
    return f"{status}{title}{note}"


def known(item: Item) -> str:
    """How well the day is known: "known to the month: May 2025"."""
    date = item.event.date
    if date.start is None:
        return "day not stated"
    words = when(str(date.start), str(date.end or date.start), date.precision)
    return words if date.precision == DatePrecision.DAY else f"known to the {date.precision}: {words}"


def where(item: Item) -> str:
    """The place, with how much the name stands for; empty where nothing is known."""
    place = item.event.place
    if place is None:
        return ""
    country = country_name(place.country) if place.country else None
    name = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, country) if part))
    precision = place.geo_precision
    if not name or precision in (GeoPrecision.EXACT, GeoPrecision.UNKNOWN):
        return clean(name)
    return clean(f"{name} (known to the {GEO_WORDS[precision]})")


def lines(item: Item) -> Iterator[str]:
    """What is known of an event and who says so, a line for each."""
    event, row = item.event, flat.row(item)
    yield f"Status: {event.status}. {meaning('status', event.status)}"
    yield f"When: {known(item)}"
    mode = event.event_mode
    yield f"What: {kind(event.event_type, mode)}"
    parts = (("Who", "actors"), ("To whom", "recipients"), ("Others", "others"), ("Numbers", "numbers"))
    for word, column in parts:
        if row[column]:
            yield f"{word}: {joined(row[column])}"
    if where(item):
        yield f"Where: {where(item)}"
    if row["says_who"]:
        yield f"According to: {joined(row['says_who'])}"
    yield f"Reported by: {joined(row['sources']) or 'source not stated'}"
    yield (
        f"Behind it: {plural(item.independent_sources, 'independent source')}, {plural(item.reports, 'report')}"
    )
    if not event.shown:
        yield "Coded by a machine, not checked by a person."


def joined(value: flat.Value) -> str:
    """Several values on one line."""
    return clean("; ".join(value)) if isinstance(value, tuple) else ""


def clean(text: str) -> str:
    """``text`` on one line, without the control characters that neither XML nor a calendar can hold."""
    kept = (one for one in text if one.isspace() or one.isprintable() or one in JOINERS)
    return " ".join("".join(kept).split())


def moment(text: str | None) -> datetime | None:
    """A day or time of publication in UTC, its day from midnight on; None for what is neither."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if found is None or not 1 < found.year < 9999:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
