"""``timemap``: the events, sources and filters of Forensic Architecture's TimeMap, in one JSON object.

TimeMap wants every value as text, days as month/day/year, and drops what has no day.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from timeline.export import flat
from timeline.export.csv_rows import cell
from timeline.export.item import Item, Telling
from timeline.export.jsonl import text_of
from timeline.export.quotes import excerpt, quote_of

NOT_TYPED = "not typed"


def left_out(item: Item) -> str | None:
    """Return why TimeMap cannot show an event, ``None`` if it can."""
    return "no date" if item.event.date.start is None else None


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield the text of one JSON object; the reports and types of the events come behind them."""
    reports: dict[str, Telling] = {}
    filters: dict[str, dict[str, Any]] = {}
    yield '{"events":['
    comma = "\n"
    for item in items:
        reports |= {one.report_id: one for one in item.tellings}
        found = [association(*path) for path in filter_paths(item)]
        filters |= {one["id"]: one for one in found}
        yield comma + text_of(event(item, [one["id"] for one in found]))
        comma = ",\n"
    sources = {key: source(one) for key, one in sorted(reports.items())}
    yield f'\n],\n"sources":{text_of(sources)},\n'
    yield f'"associations":{text_of([one for _, one in sorted(filters.items())])},\n'
    yield '"sites":[],"shapes":{}}\n'


def event(item: Item, associations: list[str]) -> dict[str, Any]:
    """Return an event as TimeMap's schema has it; without a point its coordinates are empty."""
    one, place = item.event, item.event.place
    assert one.date.start
    return {
        "id": one.id,
        "description": description(item),
        "date": american(one.date.start),
        "time": "",
        "time_precision": str(one.date.precision),
        "time_display": shown(one.date.start, one.date.end),
        "location": place.name if place else "",
        "latitude": cell(place.latitude) if place else "",
        "longitude": cell(place.longitude) if place else "",
        "type": one.event_mode or "",
        "category": one.event_type or NOT_TYPED,
        "associations": associations,
        "sources": list(dict.fromkeys(telling.report_id for telling in item.tellings)),
        "comments": f"status: {one.status}; place: {place.geo_precision if place else 'unknown'}",
    }


def description(item: Item) -> str:
    """Return the headline of an event, and the words of the first report that has some."""
    quotes = (quote_of(claim, telling) for claim, telling in flat.told(item))
    quote = next((one for one in quotes if one), None)
    title = excerpt(item.event.title)
    return f"{title}\n\n“{quote}”" if quote else title


def american(day: date) -> str:
    """Return a day as month/day/year."""
    return f"{day.month}/{day.day}/{day.year}"


def shown(first: date, last: date | None) -> str:
    """Return the days of an event as people read them."""
    return first.isoformat() if last in (None, first) else f"{first.isoformat()} – {last}"


def filter_paths(item: Item) -> Iterator[tuple[str, str]]:
    """Yield by what an event can be filtered: its type and its status."""
    yield "Type", item.event.event_type or NOT_TYPED
    yield "Status", str(item.event.status)


def association(*path: str) -> dict[str, Any]:
    """Return a filter by its path."""
    return {"id": "/".join(path), "title": path[-1], "mode": "FILTER", "filter_paths": list(path)}


def source(telling: Telling) -> dict[str, Any]:
    """Return a report as TimeMap's source; nothing of its text."""
    return {
        "id": telling.report_id,
        "title": telling.title or "",
        "author": telling.source or "",
        "date": telling.published or "",
        "url": telling.url or "",
        "description": telling.licence or "",
        "paths": [],
    }
