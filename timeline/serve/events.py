"""Events as people read them: the rows of several tables put together and said in words."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.model import Role
from timeline.serve.links import Link
from timeline.serve.names import country_name
from timeline.serve.words import amount, kind, label, listed, plural, unit, when
from timeline.vocab.codebook import rows as vocabulary

Row = Mapping[str, Any]
Roles = tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]
"""A role, and who has it: a link with the name, and how the report writes it where that is another way."""
DOERS = (Role.ACTOR, Role.SIDE_A)
DONE_TO = (Role.RECIPIENT, Role.SIDE_B, Role.VICTIM)
MOST_MUTUAL = 4  # names that are joined by arrows
GEO_WORDS = {
    "near": "surroundings",
    "admin2": "district",
    "admin1": "region",
    "region": "area",
    "country": "country",
    "water": "waters",
}

EVENTS = "select * from events where id in ({marks})"
PARTICIPANTS = """
    select participants.*, actors.name as actor
    from participants left join actors on actors.id = participants.actor_id
    where participants.event_id in ({marks})
    order by participants.event_id, participants.position"""
QUANTITIES = """
    with wanted as (select value as id from json_each(json_array({marks})))
    select event_id, kind, side, low, best, high, differ from (
      select event_id, kind, side, low, best, high, differ, '' as claim, position
      from event_quantities where event_id in (select id from wanted)
      union all
      select claims.event_id, kind, side, low, best, high, 0, min(claims.id), min(position)
      from claims join quantities on quantities.claim_id = claims.id
      where claims.event_id in (select id from wanted)
        and claims.event_id not in (select event_id from event_quantities)
      group by claims.event_id, kind, side, low, best, high
    ) order by event_id, claim, position"""
VOICES = """
    select claims.event_id, sources.name as source, agencies.name as agency,
      coalesce(actors.name, claims.claimant_as_written) as claimant, claims.channel
    from claims
    join reports on reports.id = claims.report_id
    left join sources on sources.id = reports.source_id
    left join sources as agencies on agencies.id = reports.agency_id
    left join actors on actors.id = claims.claimant_id
    where claims.event_id in ({marks})
    order by claims.event_id, reports.published_at, claims.id"""


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event in words; nothing in it is finer or surer than what is stored."""

    id: str
    href: str
    title: str
    when: str
    status: str
    status_meaning: str
    type_words: str
    type_meaning: str
    who: str
    numbers: tuple[str, ...]
    place: str
    says: str
    voices: str
    start: str | None
    precision: str
    machine: bool


async def read_cards(db: Any, ids: Sequence[str], href: Callable[[str], str]) -> list[EventCard]:
    """The events ``ids`` in that order; ``href`` gives the address of an event's page."""
    found: list[EventCard] = await db.execute_fn(lambda conn: cards(conn, ids, href))
    return found


def cards(conn: sqlite3.Connection, ids: Sequence[str], href: Callable[[str], str]) -> list[EventCard]:
    """The same, asked of a connection."""
    if not ids:
        return []
    rows = {row["id"]: row for row in _rows(conn, EVENTS, ids)}
    parts = _by_event(_rows(conn, PARTICIPANTS, ids))
    counts = _by_event(_rows(conn, QUANTITIES, ids))
    voices = _by_event(_rows(conn, VOICES, ids))
    return [
        EventCard(
            id=key,
            href=href(key),
            title=rows[key]["title"],
            when=when(rows[key]["date_start"], rows[key]["date_end"], rows[key]["date_precision"]),
            status=rows[key]["status"],
            status_meaning=meaning("status", rows[key]["status"]),
            type_words=kind(rows[key]["event_type"], rows[key]["event_mode"]),
            type_meaning=meaning("event_type", rows[key]["event_type"]) if rows[key]["event_type"] else "",
            who=who(parts[key]),
            numbers=numbers(rows[key], counts[key]),
            place=place(rows[key]),
            says=says(voices[key]),
            voices=voice_count(rows[key]),
            start=rows[key]["date_start"],
            precision=rows[key]["date_precision"],
            machine=not rows[key]["shown"] and '"hidden"' not in (rows[key]["flags"] or ""),
        )
        for key in ids
        if key in rows
    ]


def who(participants: Iterable[Row]) -> str:
    """Who did it to whom: "Ospreya → Kestrel soldiers (2); host: Wren"; "Ospreya ↔ Wren". One role is one list."""
    roles: dict[str, list[str]] = defaultdict(list)
    for row in participants:
        if (name := participant(row)) not in roles[row["role"]]:
            roles[row["role"]].append(name)
    doers = [name for role in DOERS for name in roles.pop(role, [])]
    done_to = [name for role in DONE_TO for name in roles.pop(role, [])]
    roles.pop(Role.CLAIMANT, None)  # told with the sources
    main = " → ".join(listed(names) for names in (doers, done_to) if names)
    if done_to and not doers:
        main = f"→ {main}"
    if len(doers) > 1 and set(doers) == set(done_to):  # talks, an exchange: each does it to the others
        main = " ↔ ".join(doers) if len(doers) <= MOST_MUTUAL else f"{listed(doers)}, each with the others"
    others = [f"{label(role)}: {listed(names)}" for role, names in roles.items()]
    return "; ".join([main, *others] if main else others)


def by_role(parts: Iterable[tuple[str, Link, str]]) -> Roles:
    """Participants, given with their role, as one list for each role, in the order in which the roles come."""
    found: dict[str, list[tuple[Link, str]]] = defaultdict(list)
    for role, link, written in parts:
        found[role].append((link, written))
    return tuple((role, tuple(some)) for role, some in found.items())


def participant(row: Row) -> str:
    """A participant's name, with how many people where the report says so."""
    name = row["actor"] or row["name_as_written"]
    if row["count_low"] is None and row["count_high"] is None:
        return str(name)
    return f"{name} ({amount(row['count_low'], None, row['count_high'])})"


def numbers(event: Row, quantities: Sequence[Row]) -> tuple[str, ...]:
    """Every different number stated about the event, and who it is about: "4 / 1 killed (Wren), reports differ"."""
    found: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    differing = {(row["kind"], row["side"]) for row in quantities if row["differ"]}
    killed = [event[f"fatalities_{end}"] for end in ("low", "best", "high")]
    if any(value is not None for value in killed) and not any(row["kind"] == "killed" for row in quantities):
        found["killed", None].append(amount(*killed))
    for row in quantities:
        found[row["kind"], row["side"]].append(amount(row["low"], row["best"], row["high"]))
    return tuple(
        f"{' / '.join(dict.fromkeys(amounts))} {unit(of)}{side_words(side)}"
        + (", reports differ" if (of, side) in differing else "")
        for (of, side), amounts in found.items()
    )


def side_words(side: str | None) -> str:
    """Behind a number: whose people or things they are, in brackets."""
    return f" ({country_name(side)})" if side else ""


def place(event: Row) -> str:
    """Where, with the country, and with the precision wherever it is not the place itself."""
    name = event["place_name"] or event["place_as_written"]
    country = country_name(event["country"]) if event["country"] else None
    parts = list(dict.fromkeys(part for part in (name, event["admin1"], country) if part))
    if not parts:
        return ""
    precision = event["geo_precision"]
    note = "" if precision in ("exact", "unknown") else f" (known to the {GEO_WORDS[precision]})"
    return ", ".join(parts) + note


def voice_count(event: Row) -> str:
    """How many stand behind an event, forty copies of one wire text counted once."""
    sources, reports = event["independent_sources"], event["reports"]
    if not reports:
        return "no report"
    told = f"{sources} independent {'source' if sources == 1 else 'sources'}"
    return told if reports == sources else f"{told}, {plural(reports, 'report')}"


def says(voices: Sequence[Row]) -> str:
    """Who says so: "According to X (Telegram). Source: The Daily Wren (Avocet)"."""
    claimants = _once((row["claimant"], row["channel"]) for row in voices if row["claimant"])
    sources = _once((row["source"] or "source not stated", row["agency"]) for row in voices)
    told = f"According to {listed(claimants)}. " if claimants else ""
    return told + ("Source: " if len(sources) == 1 else "Sources: ") + listed(sources)


def _once(named: Iterable[tuple[str, str | None]]) -> list[str]:
    """Each name once, with all that stands behind it in brackets."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, behind in named:
        found[name] += [behind] if behind and behind not in found[name] else []
    return [name + (f" ({', '.join(more)})" if more else "") for name, more in found.items()]


@cache
def _meanings() -> Mapping[tuple[str, str], str]:
    return {(row["list"], row["value"]): row["meaning"] for row in vocabulary("lists.csv")}


def meaning(closed_list: str, value: str) -> str:
    """What ``value`` means. Raise KeyError for a value that is not in ``closed_list``."""
    return _meanings()[closed_list, value]


def _rows(conn: sqlite3.Connection, sql: str, ids: Sequence[str]) -> list[Row]:
    marks = ", ".join("?" * len(ids))
    return conn.execute(sql.format(marks=marks), list(ids)).fetchall()


def _by_event(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["event_id"]].append(row)
    return found
