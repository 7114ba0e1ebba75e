"""Names of parties as datasets write them to participants: ours where the vocabulary knows them."""

import re
from functools import cache, lru_cache

from timeline.model import Actor, ActorKind, Participant, Role
from timeline.vocab.actors import load_actors, load_countries, slug
from timeline.vocab.country_codes import name_to_alpha3

GOVERNMENT = re.compile(r"(?:Government|Military Forces|Police Forces) of (?P<country>.+)")
CIVILIANS = frozenset({"civilians"})


@cache
def actors_by_name() -> dict[str, Actor]:
    """Return bodies and groups by each name that means one of them only, folded."""
    found: dict[str, set[str]] = {}
    known = {key: one for key, one in load_actors().items() if one.kind is not ActorKind.PERSON}
    for one in known.values():
        for name in (one.name, *one.aliases):
            found.setdefault(slug(name), set()).add(one.id)
    return {name: known[ids.pop()] for name, ids in found.items() if len(ids) == 1}


@lru_cache(maxsize=20_000)
def party(role: Role, name: str, dataset: str, key: str = "", country: str | None = None) -> Participant:
    """Return the participant whom a dataset calls ``name``.

    A government is the actor of its country, a group that the vocabulary knows is that actor; any other gets the
    dataset's own ``key`` for it. People without an organisation stay as written.
    """
    if name.lower() in CIVILIANS:
        return Participant(role, name, None, country, ActorKind.PEOPLE, "CVL")
    actor = government(name, dataset) or actors_by_name().get(slug(name))
    if actor is None and key:
        actor = Actor(f"{dataset}-{slug(key)}", name, ActorKind.ARMED_GROUP, country)
    if actor is None:
        return Participant(role, name, None, country)
    return Participant(role, name, actor, actor.country or country, actor.kind, actor.sector)


def government(name: str, dataset: str) -> Actor | None:
    """Return the actor of the country in "Government of …", ``None`` where it is none."""
    found = GOVERNMENT.fullmatch(name)
    code = name_to_alpha3(found["country"], dataset) if found else None
    return load_countries()[code].actor if code else None
