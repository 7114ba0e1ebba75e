"""Events as people read them: the rows of several tables put together and said in words."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.model import Role
from timeline.serve.names import country_name
from timeline.serve.words import amount, kind, label, listed, number, plural, when
from timeline.vocab.codebook import rows as vocabulary

Row = Mapping[str, Any]
DOERS = (Role.ACTOR, Role.SIDE_A)
DONE_TO = (Role.RECIPIENT, Role.SIDE_B, Role.VICTIM)
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
    """Who did it to whom: "Ospreya → Kestrel soldiers (2); host: Wren". One role is one list."""
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
    others = [f"{label(role)}: {listed(names)}" for role, names in roles.items()]
    return "; ".join([main, *others] if main else others)


def participant(row: Row) -> str:
    """A participant's name, with how many people where the report says so."""
    name = row["actor"] or row["name_as_written"]
    if row["count_low"] is None and row["count_high"] is None:
        return str(name)
    return f"{name} ({amount(row['count_low'], None, row['count_high'])})"


def numbers(event: Row, quantities: Iterable[Row]) -> tuple[str, ...]:
    """Every different number stated about the event, and who it is about."""
    found = [
        number(row["kind"], row["low"], row["best"], row["high"])
        + (f" ({row['side']})" if row["side"] else "")
        + (", reports differ" if row["differ"] else "")
        for row in quantities
    ]
    killed = [event[f"fatalities_{end}"] for end in ("low", "best", "high")]
    if any(value is not None for value in killed) and not any(row["kind"] == "killed" for row in quantities):
        found.insert(0, number("killed", *killed))
    return tuple(dict.fromkeys(found))


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
    claimants = [
        row["claimant"] + (f" ({row['channel']})" if row["channel"] else "")
        for row in voices
        if row["claimant"]
    ]
    sources = [
        (row["source"] or "source not stated") + (f" ({row['agency']})" if row["agency"] else "")
        for row in voices
    ]
    told = f"According to {listed(list(dict.fromkeys(claimants)))}. " if claimants else ""
    names = list(dict.fromkeys(sources))
    return told + ("Source: " if len(names) == 1 else "Sources: ") + listed(names)


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
