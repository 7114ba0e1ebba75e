"""``plover``: PLOVER's interchange records, one JSON object on a line, with the field names of its manual.

``text`` stays empty: the manual leaves it to those who own the text. What PLOVER has no field for (status and
precision) stands in ``comment`` as "name: value" pairs.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from timeline.export import flat
from timeline.export.item import Item, Telling
from timeline.export.jsonl import text_of
from timeline.export.quotes import quote_of
from timeline.model import Event, GeoPrecision, Participant, Place, QuadClass, Quantity, QuantityKind, Status
from timeline.vocab.actors import load_countries

VERSION = "PLOVER 2.0"
QUAD = {
    QuadClass.VERBAL_COOPERATION: 1,
    QuadClass.MATERIAL_COOPERATION: 2,
    QuadClass.VERBAL_CONFLICT: 3,
    QuadClass.MATERIAL_CONFLICT: 4,
}
RESOLUTION = {
    GeoPrecision.COUNTRY: 1,
    GeoPrecision.ADMIN1: 2,
    GeoPrecision.ADMIN2: 3,
    GeoPrecision.NEAR: 4,
    GeoPrecision.EXACT: 5,
}
SIZE = {
    QuantityKind.KILLED: "dead",
    QuantityKind.INJURED: "injured",
    QuantityKind.ARRESTED: "arrested",
}
AUXILIARY = {Status.PLANNED: "future", Status.DENIED: "negation", Status.HYPOTHETICAL: "hypothetical"}
"""The auxiliaries of the manual that a status of ours is."""


def left_out(item: Item) -> str | None:
    """Return why an event has no PLOVER record, ``None`` if it has one."""
    if item.event.event_type is None:
        return "no event type"
    return "no date" if item.event.date.start is None else None


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield one line for each event."""
    return (text_of(record(item.event, item.tellings)) + "\n" for item in items)


def record(event: Event, tellings: Sequence[Telling] = ()) -> dict[str, Any]:
    """Return the record of an event that has a type and a date; fields that nothing is stated for are absent."""
    start, end = event.date.start, event.date.end
    assert start
    assert event.event_type
    found = {
        "id": event.id,
        "date": start.isoformat(),
        "enddate": end.isoformat() if end and end != start else None,
        "actor": [entity(part) for part in event.participants if part.role in flat.ACTORS],
        "recipient": [entity(part) for part in event.participants if part.role in flat.RECIPIENTS],
        "event": [event.event_type],
        "mode": [event.event_mode] if event.event_mode else None,
        "context": list(event.contexts),
        "quad_code": QUAD[event.quad_class] if event.quad_class else None,
        **({AUXILIARY[event.status]: True} if event.status in AUXILIARY else {}),
        "event_loc": location(event.place) if event.place else None,
        "event_text": texts(event, tellings),
        "size": size(event),
        "cite_info": cite_info(tellings[-1]) if tellings else None,
        "coder": event.rule,
        "comment": comment(event),
    }
    return {name: value for name, value in found.items() if value or name == "actor"}


def entity(part: Participant) -> dict[str, str]:
    """Return a participant as PLOVER's actor object."""
    found = {
        "code": part.country,
        "sector": part.sector,
        "entity_text": part.name_as_written,
        "identifier_text": part.actor.name if part.actor else None,
    }
    return {name: value for name, value in found.items() if value}


def location(place: Place) -> dict[str, Any]:
    """Return a place as PLOVER's location object."""
    country = load_countries().get(place.country or "")
    key = place.id if place.id and place.id.startswith("geonames-") else None
    found = {
        "extracted_place": place.as_written,
        "resolved_place": place.name or None,
        "geonameid": int(key.removeprefix("geonames-")) if key else None,
        "lat": place.latitude,
        "lon": place.longitude,
        "province": place.admin1,
        "country": country.name if country else None,
        "country_code": place.country,
        "feature_code": place.feature,
        "resolution": RESOLUTION.get(place.geo_precision),
    }
    return {name: value for name, value in found.items() if value is not None}


def texts(event: Event, tellings: Sequence[Telling]) -> list[str]:
    """Return the words behind an event, as far as they may be passed on."""
    quotes = (quote_of(claim, one) for claim, one in zip(event.claims, tellings, strict=False))
    return [quote for quote in quotes if quote]


def size(event: Event) -> dict[str, int]:
    """Return how many people were killed, injured or arrested, where all claims that number them say the same."""
    found: dict[str, set[int | None]] = {}
    for claim in event.claims:
        for kind, name in SIZE.items():
            figures = [one for one in claim.quantities if one.kind is kind]
            if figures:
                found.setdefault(name, set()).add(in_all(figures))
    agreed = {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}
    return {name: number for name, number in agreed.items() if number is not None}


def in_all(figures: Sequence[Quantity]) -> int | None:
    """Return the number for everybody, else the sum over the sides; ``None`` where one is open or told twice."""
    counted = [one for one in figures if one.side is None] or list(figures)
    numbers = [one.best for one in counted if one.best is not None]
    return sum(numbers) if len(numbers) == len(counted) == len({one.side for one in counted}) else None


def cite_info(telling: Telling) -> dict[str, str]:
    """Return where the text stands that was coded, and on what terms."""
    found = {
        "corpus": telling.dataset,
        "citation": telling.report_id,
        "url": telling.url,
        "title": telling.title,
        "language": telling.language,
        "publication": telling.source,
        "license": telling.licence,
        "codebook": VERSION,
    }
    return {name: value for name, value in found.items() if value}


def comment(event: Event) -> str:
    """Return what PLOVER has no field for."""
    place = event.place.geo_precision if event.place else GeoPrecision.UNKNOWN
    return f"status: {event.status}; date_precision: {event.date.precision}; geo_precision: {place}"
