"""How a report describes the actors, places and sources in it: the rows that their tables follow from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from timeline.model import Actor, Place, Source, Story
from timeline.store.rows import Row

SOURCE = ("name", "kind", "country", "url", "licence", "redistributable", "citation")
PLACE = ("name", "country", "admin1", "latitude", "longitude", "feature", "population", "gazetteer")
ACTOR = ("name", "kind", "country", "sector", "parent", "aliases")


def entity_rows(story: Story, known: Mapping[str, Actor]) -> list[Row]:
    """How the story describes its sources, places and actors, and the actors above them out of ``known``."""
    found = {("source", thing.id, described(thing)) for thing in (story.source, story.agency) if thing}
    for place in {event.place for event in story.events if event.place}:
        if place.id is not None:
            found.add(("place", place.id, described(place)))
    for actor in set(above(actors_of(story), known)):
        found.add(("actor", actor.id, described(actor)))
    return [
        {"report_id": story.report.id, "entity": entity, "entity_id": key, "value": value}
        for entity, key, value in sorted(found)
    ]


@lru_cache(maxsize=10_000)
def described(thing: Source | Place | Actor) -> str:
    """What there is to say of a thing, apart from its key and the words of one report, as JSON."""
    columns = {Source: SOURCE, Place: PLACE, Actor: ACTOR}[type(thing)]
    return json.dumps({name: getattr(thing, name) for name in columns}, ensure_ascii=False, sort_keys=True)


def actors_of(story: Story) -> Iterator[Actor]:
    """The actors of all participants and claimants, in the order of the story."""
    for event in story.events:
        claimants = [claim.claimant for claim in event.claims if claim.claimant]
        for part in (*event.participants, *claimants):
            if part.actor:
                yield part.actor


def above(actors: Iterable[Actor], known: Mapping[str, Actor]) -> Iterator[Actor]:
    """``actors`` and everything they belong to, as far as ``known`` names it."""
    for actor in actors:
        yield actor
        seen = {actor.id}
        while actor.parent and actor.parent in known and actor.parent not in seen:
            actor = known[actor.parent]
            seen.add(actor.id)
            yield actor
