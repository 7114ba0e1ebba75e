"""How a report describes the actors, places and sources in it: the rows that their tables follow from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from timeline.model import Actor, Event, Place, Source, Story
from timeline.store.rows import Row

SOURCE = ("name", "kind", "country", "url", "licence", "redistributable", "citation")
PLACE = ("name", "country", "admin1", "latitude", "longitude", "feature", "population", "gazetteer")
KIND = {Source: "source", Place: "place", Actor: "actor"}
ACTOR = ("name", "kind", "country", "sector", "parent", "aliases")


def entity_rows(story: Story, known: Mapping[str, Actor]) -> list[Row]:
    """How the story describes its sources, places and actors, and the actors above them out of ``known``."""
    found = {one for event in story.events for one in entities_of(event)}
    found |= {thing for thing in (story.source, story.agency) if thing}
    return described_rows(story.report.id, found, known)


Entity = Source | Place | Actor


def entities_of(event: Event) -> Iterator[Entity]:
    """The place of an event, if a gazetteer has it, and the actors of all participants and claimants."""
    if event.place and event.place.id is not None:
        yield event.place
    for part in event.participants:
        if part.actor:
            yield part.actor
    for claim in event.claims:
        if claim.claimant and claim.claimant.actor:
            yield claim.claimant.actor


def described_rows(report_id: str, things: Iterable[Entity], known: Mapping[str, Actor]) -> list[Row]:
    """The rows that describe ``things`` as one report has them, and the actors above them out of ``known``."""
    found = set()
    for thing in things:
        for one in above([thing], known) if isinstance(thing, Actor) else (thing,):
            found.add((KIND[type(one)], one.id or "", described(one)))
    return [
        {"report_id": report_id, "entity": entity, "entity_id": key, "value": value}
        for entity, key, value in sorted(found)
    ]


@lru_cache(maxsize=10_000)
def described(thing: Source | Place | Actor) -> str:
    """What there is to say of a thing, apart from its key and the words of one report, as JSON."""
    columns = {Source: SOURCE, Place: PLACE, Actor: ACTOR}[type(thing)]
    return json.dumps({name: getattr(thing, name) for name in columns}, ensure_ascii=False, sort_keys=True)


def above(actors: Iterable[Actor], known: Mapping[str, Actor]) -> Iterator[Actor]:
    """``actors`` and everything they belong to, as far as ``known`` names it."""
    for actor in actors:
        yield actor
        seen = {actor.id}
        while actor.parent and actor.parent in known and actor.parent not in seen:
            actor = known[actor.parent]
            seen.add(actor.id)
            yield actor
