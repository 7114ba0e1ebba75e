"""The page of one actor: its names, its own timeline, with whom and against whom."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from timeline.serve.columns import Array, Columns
from timeline.serve.counts import highest
from timeline.serve.course import next_ids
from timeline.serve.drawing import Drawing, events_drawn
from timeline.serve.events import EventCard, meaning
from timeline.serve.links import Hrefs, Link
from timeline.serve.masks import match, roles, shown
from timeline.serve.names import country_name
from timeline.serve.selection import Selection
from timeline.serve.state import State
from timeline.serve.where import DOERS, DONE_TO, TAKING_PART
from timeline.serve.words import label
from timeline.store.course import role_bits

MOST_OTHERS = 25
LATEST = 15

ACTOR = """
    select actors.*, parents.name as parent from actors
    left join actors as parents on parents.id = actors.parent_id where actors.id = ?"""
ALIASES = "select alias from actor_aliases where actor_id = ? order by alias"
MEMBERS = "select id, name from actors where parent_id = ? order by name limit 100"


@dataclass(frozen=True, slots=True)
class Other:
    """Another actor in the same events: towards whom it went, each number with its events."""

    actor: Link
    towards: Link
    back: Link
    together: Link


@dataclass(frozen=True, slots=True)
class ActorFound:
    """What is stored about an actor, in words."""

    name: str
    facts: tuple[tuple[str, Link], ...]
    aliases: tuple[str, ...]
    roles: tuple[tuple[str, int], ...]
    others: tuple[Other, ...]
    drawing: Drawing
    latest: tuple[str, ...]
    timeline: str
    row: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """All that the template of an actor is given."""

    title: str
    menu: tuple[Link, ...]
    actor: ActorFound
    events: tuple[EventCard, ...]
    build: str


def read_actor(state: State, hrefs: Hrefs, key: str) -> ActorFound | None:
    """The actor ``key``; None if there is none."""
    conn = state.conn
    row = conn.execute(ACTOR, (key,)).fetchone()
    if row is None:
        return None
    selection = Selection(parties=(key,))
    stated = {
        "kind": Link("", label(row["kind"])),
        "country": Link("", country_name(row["country"]) if row["country"] else ""),
        "sector": Link("", meaning("sector", row["sector"]).rstrip(".") if row["sector"] else ""),
        "part of": Link(hrefs.actor(row["parent_id"]) if row["parent_id"] else "", row["parent"] or ""),
    }
    members = tuple(
        ("its part", Link(hrefs.actor(one["id"]), one["name"])) for one in conn.execute(MEMBERS, (key,))
    )
    matched = match(conn, state.columns, selection)
    latest, _ = next_ids(conn, matched)
    return ActorFound(
        name=row["name"],
        facts=(*((name, link) for name, link in stated.items() if link.word), *members),
        aliases=tuple(one["alias"] for one in conn.execute(ALIASES, (key,))),
        roles=_roles(state.columns, key),
        others=_others(state.columns, hrefs, key),
        drawing=events_drawn(hrefs, matched),
        latest=latest[:LATEST],
        timeline=hrefs.timeline(selection.query()),
        row=hrefs.row("actors", key),
    )


def _roles(columns: Columns, key: str) -> tuple[tuple[str, int], ...]:
    """In how many events the actor has each role."""
    pairs, number = columns.taking_part, columns.actors.numbers[key]
    own = pairs.bits[(pairs.thing == number) & shown(columns)[pairs.event]]
    counts = {role: int(np.count_nonzero(own & bit)) for role, bit in role_bits().items()}
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple((label(role), count) for role, count in ordered if count)


def _others(columns: Columns, hrefs: Hrefs, key: str) -> tuple[Other, ...]:
    pairs, number, most = columns.taking_part, columns.actors.numbers[key], len(columns.actors.ids)
    own = np.zeros(len(columns.kind), pairs.bits.dtype)
    mine = pairs.thing == number
    own[pairs.event[mine]] = pairs.bits[mine]
    own[~(shown(columns) & (columns.start > 0))] = 0
    beside = np.flatnonzero((own[pairs.event] != 0) & ~mine)
    other, theirs, ours = pairs.thing[beside], pairs.bits[beside], own[pairs.event[beside]]

    def counted(our_roles: Collection[str], their_roles: Collection[str]) -> Array:
        both = (ours & roles(our_roles) != 0) & (theirs & roles(their_roles) != 0)
        return np.bincount(other[both], minlength=most)

    def link(count: int, **chosen: tuple[str, ...]) -> Link:
        return Link(hrefs.timeline(Selection().but(**chosen).query()), "", count)

    towards, back, together = (
        counted(*two) for two in ((DOERS, DONE_TO), (DONE_TO, DOERS), (TAKING_PART, TAKING_PART))
    )
    ids, names = columns.actors.ids, columns.actors.names
    return tuple(
        Other(
            Link(hrefs.actor(ids[one]), names[one]),
            link(int(towards[one]), actors=(key,), recipients=(ids[one],)),
            link(int(back[one]), actors=(ids[one],), recipients=(key,)),
            link(count, parties=tuple(sorted((key, ids[one])))),
        )
        for one, count in highest(columns.actors, together, MOST_OTHERS)
    )
