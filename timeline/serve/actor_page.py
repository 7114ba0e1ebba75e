"""The page of one actor: its names, its own timeline, with whom and against whom."""

import sqlite3
from dataclasses import dataclass

from timeline.serve.chosen import choose
from timeline.serve.course import next_ids
from timeline.serve.drawing import Drawing, events_drawn
from timeline.serve.events import EventCard
from timeline.serve.links import Hrefs, Link
from timeline.serve.names import country_name
from timeline.serve.selection import Selection
from timeline.serve.where import DOERS, DONE_TO, TAKING_PART, where
from timeline.serve.words import label

MOST_OTHERS = 25
LATEST = 15

ACTOR = """
    select actors.*, parents.name as parent from actors
    left join actors as parents on parents.id = actors.parent_id where actors.id = ?"""
ALIASES = "select alias from actor_aliases where actor_id = ? order by alias"
MEMBERS = "select id, name from actors where parent_id = ? order by name limit 100"
ROLES = """
    select role, count(distinct event_id) from participants
    join events on events.id = event_id where actor_id = ? and shown = 1 group by 1 order by 2 desc, 1"""
OTHERS = """
    select other.actor_id, actors.name,
      count(distinct iif(self.role in ({doers}) and other.role in ({done_to}), self.event_id, null)),
      count(distinct iif(other.role in ({doers}) and self.role in ({done_to}), self.event_id, null)),
      count(distinct self.event_id)
    from participants as self
    cross join events on events.id = self.event_id
    cross join participants as other on other.event_id = self.event_id
    cross join actors on actors.id = other.actor_id
    where self.actor_id = ? and other.actor_id <> self.actor_id and {where}
      and self.role in ({part}) and other.role in ({part})
    group by 1 order by 5 desc, 2 limit {most}"""


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


def read_actor(conn: sqlite3.Connection, hrefs: Hrefs, key: str) -> ActorFound | None:
    """The actor ``key``; None if there is none."""
    row = conn.execute(ACTOR, (key,)).fetchone()
    if row is None:
        return None
    selection = Selection(parties=(key,))
    stated = {
        "kind": Link("", label(row["kind"])),
        "country": Link("", country_name(row["country"]) if row["country"] else ""),
        "sector": Link("", label(row["sector"] or "")),
        "part of": Link(hrefs.actor(row["parent_id"]) if row["parent_id"] else "", row["parent"] or ""),
    }
    members = tuple(
        ("its part", Link(hrefs.actor(one["id"]), one["name"])) for one in conn.execute(MEMBERS, (key,))
    )
    chosen = choose(conn, selection)
    latest, _ = next_ids(conn, chosen)
    return ActorFound(
        name=row["name"],
        facts=(*((name, link) for name, link in stated.items() if link.word), *members),
        aliases=tuple(one["alias"] for one in conn.execute(ALIASES, (key,))),
        roles=tuple((label(one[0]), one[1]) for one in conn.execute(ROLES, (key,))),
        others=_others(conn, hrefs, key),
        drawing=events_drawn(conn, hrefs, chosen),
        latest=latest[:LATEST],
        timeline=hrefs.timeline(selection.query()),
        row=hrefs.row("actors", key),
    )


def _others(conn: sqlite3.Connection, hrefs: Hrefs, key: str) -> tuple[Other, ...]:
    clause = where(Selection())
    doers, done_to, part = (", ".join("?" * len(roles)) for roles in (DOERS, DONE_TO, TAKING_PART))
    sql = OTHERS.format(doers=doers, done_to=done_to, part=part, where=clause.sql, most=MOST_OTHERS)
    roles = (*DOERS, *DONE_TO, *DOERS, *DONE_TO)
    values = (*roles, key, *clause.values, *TAKING_PART, *TAKING_PART)

    def link(number: int, **chosen: tuple[str, ...]) -> Link:
        return Link(hrefs.timeline(Selection().but(**chosen).query()), "", number)

    return tuple(
        Other(
            Link(hrefs.actor(one[0]), one[1]),
            link(one[2], actors=(key,), recipients=(one[0],)),
            link(one[3], actors=(one[0],), recipients=(key,)),
            link(one[4], parties=tuple(sorted((key, one[0])))),
        )
        for one in conn.execute(sql, values)
    )
