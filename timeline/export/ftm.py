"""``ftm``: FollowTheMoney entities, one JSON object on a line: events, and the actors in them before their first event.

Written by hand from the schema of FollowTheMoney 4: the library needs ICU and much else. Participants whose
name stayed as written are no entities of their own; they stand in the event's summary.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha1
from typing import Any

from timeline.export import flat
from timeline.export.csv_rows import cell
from timeline.export.item import Item
from timeline.export.jsonl import text_of
from timeline.export.quotes import excerpt
from timeline.model import Actor, ActorKind, Event, Participant
from timeline.vocab.actors import load_countries

SCHEMA = {
    ActorKind.COUNTRY: "PublicBody",
    ActorKind.GOVERNMENT: "PublicBody",
    ActorKind.BODY: "PublicBody",
    ActorKind.PERSON: "Person",
    ActorKind.ARMED_GROUP: "Organization",
    ActorKind.ORGANISATION: "Organization",
}
"""Kinds of actors that are legal entities there; a people is none."""

STRANGE = re.compile(r"[^0-9a-zA-Z.-]+")


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield one line for each entity; an actor stands before the first event that it is in."""
    known: set[str] = set()
    for item in items:
        for part in item.event.participants:
            if part.actor and part.actor.id not in known and part.actor.kind in SCHEMA:
                known.add(part.actor.id)
                yield text_of(actor_entity(part.actor)) + "\n"
        yield text_of(event_entity(item)) + "\n"


def event_entity(item: Item) -> dict[str, Any]:
    """Return an event as an entity of the schema Event."""
    event, place = item.event, item.event.place
    involved = [
        key("actor", part.actor.id) for part in event.participants if part.actor and part.actor.kind in SCHEMA
    ]
    properties = {
        "name": [excerpt(event.title)],
        "startDate": [cell(event.date.start)],
        "endDate": [cell(event.date.end)],
        "summary": [summary(event)],
        "country": [alpha2(place.country)] if place else [],
        "location": [", ".join(part for part in (place.name, place.admin1) if part)] if place else [],
        "involved": list(dict.fromkeys(involved)),
        "keywords": [word for word in (event.event_type, event.event_mode, *event.contexts) if word],
        "recordId": [event.dataset_event_id or ""],
        "publisher": list(flat.unique(one.source for one in item.tellings)),
        "sourceUrl": list(flat.unique(one.url for one in item.tellings)),
    }
    return entity(key("event", event.id), "Event", properties)


def actor_entity(actor: Actor) -> dict[str, Any]:
    """Return an actor as an entity of the schema of its kind."""
    return entity(
        key("actor", actor.id), SCHEMA[actor.kind], {"name": [actor.name], "country": [alpha2(actor.country)]}
    )


def entity(key: str, schema: str, properties: dict[str, list[str]]) -> dict[str, Any]:
    """Return an entity with the properties that have a value."""
    stated = {name: [value for value in values if value] for name, values in properties.items()}
    return {
        "id": key,
        "schema": schema,
        "properties": {name: values for name, values in stated.items() if values},
    }


def summary(event: Event) -> str:
    """Return what the schema has no property for: type, status, precision, and who takes part under what name."""
    kind = ":".join(part for part in (event.event_type, event.event_mode) if part) or "no type"
    plain = flat.unique(written(part) for part in event.participants if not part.actor)
    names = f"; {', '.join(plain)}" if plain else ""
    return f"{kind}, {event.status}, date: {event.date.precision}{names}"


def written(part: Participant) -> str:
    return f"{part.role.replace('_', ' ')}: {part.name_as_written}"


def alpha2(country: str | None) -> str:
    """Return a country as FollowTheMoney codes it, empty where it is not known."""
    found = load_countries().get(country or "")
    return found.alpha2.lower() if found else ""


def key(kind: str, own: str) -> str:
    """Return an id in the letters that are allowed there; what had to be replaced is kept apart by a hash."""
    plain = STRANGE.sub("-", own).strip("-.")
    if plain != own:
        plain = f"{plain}-{sha1(own.encode()).hexdigest()[:8]}"
    return f"{kind}-{plain}"
