"""What stands behind an event that several reports tell: why they are one, and how each value was chosen."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from timeline.serve.events import meaning
from timeline.serve.links import Hrefs, Link
from timeline.serve.words import amount, label, when

Row = Mapping[str, Any]
MOST = 40  # pairs that are shown
CANONICAL = "select event_id from codings where id = ? and id <> event_id"
MEMBERS = """
    select codings.id, codings.report_id, coalesce(reports.title, codings.report_id) as report,
      coalesce(reports.published_at, '') as published, coalesce(reports.voice, '') as voice_id,
      coalesce(sources.name, actual.title, reports.voice) as voice, reports.syndicated_from
    from codings
    join reports on reports.id = report_id
    left join sources on sources.id = reports.voice
    left join reports as actual on actual.id = reports.voice
    where event_id = ? order by published, codings.id"""
PAIRS = """
    select matches.*, one.event_id as one, other.event_id as two, first.title as first_title,
      second.title as second_title, two_event.title as two_title, one_event.title as one_title
    from matches
    join codings as one on one.id = a
    join codings as other on other.id = b
    join reports as first on first.id = one.report_id
    join reports as second on second.id = other.report_id
    join events as one_event on one_event.id = one.event_id
    join events as two_event on two_event.id = other.event_id
    where (a in (select id from codings where event_id = :id) {sign} b in (select id from codings where event_id = :id))
      and {which}
    order by score desc, a, b, decided_by limit :most"""
TOGETHER = "verdict <> 'different'"
APART = "one.event_id <> other.event_id and link is null and (verdict = 'unsure' or decided_by = 'judgement')"
CHOSEN = """
    select "column", chosen_from.rule,
      json_group_array(distinct coalesce(sources.name, claims.report_id)) as sources
    from chosen_from
    join claims on claims.id = claim_id
    join reports on reports.id = claims.report_id
    left join sources on sources.id = reports.source_id
    where chosen_from.event_id = ? group by 1, 2 order by 1, 2"""
VERSIONS = "select valid_from, value from event_versions where event_id = ? order by position"
JUDGEMENTS = """
    select * from judgements where canonical_id = :id or event_id = :id or other_id = :id
    or event_id in (select id from codings where event_id = :id)
    or other_id in (select id from codings where event_id = :id)
    order by input_id, position"""


@dataclass(frozen=True, slots=True)
class Member:
    """One report's telling of the event: its own address, and whose words it is in."""

    id: str
    report: Link
    published: str
    voice: str
    copy: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings, what was decided about them, and why; ``other`` leads to the other event if they stay two."""

    first: str
    second: str
    score: int
    verdict: str
    by: str
    reasons: tuple[str, ...]
    other: Link | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """A value that was chosen among several, by which rule, and who gives it."""

    column: str
    rule: str
    meaning: str
    sources: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person said about the event."""

    words: str
    by: str
    on: str
    why: str
    applied: bool


@dataclass(frozen=True, slots=True)
class Matched:
    """All of it; empty lists for an event of one report that nobody judged."""

    members: tuple[Member, ...]
    pairs: tuple[Pair, ...]
    unsure: tuple[Pair, ...]
    picked: tuple[Picked, ...]
    history: tuple[tuple[str, str], ...]
    judged: tuple[Judged, ...]


def canonical_id(conn: sqlite3.Connection, key: str) -> str | None:
    """The event that a report's telling with the key ``key`` is now a part of; None if it is none."""
    found = conn.execute(CANONICAL, (key,)).fetchone()
    return str(found[0]) if found else None


def read_matched(conn: sqlite3.Connection, hrefs: Hrefs, key: str) -> Matched:
    """What stands behind the event ``key``."""
    values = {"id": key, "most": MOST}
    together = conn.execute(PAIRS.format(sign="and", which=TOGETHER), values)
    apart = conn.execute(PAIRS.format(sign="or", which=APART), values)
    return Matched(
        members=tuple(_member(hrefs, row) for row in conn.execute(MEMBERS, (key,))),
        pairs=tuple(_pair(row) for row in together),
        unsure=tuple(_pair(row, _other(hrefs, row, key)) for row in apart),
        picked=tuple(
            Picked(
                label(row["column"]),
                label(row["rule"]),
                meaning("choice", row["rule"]),
                ", ".join(json.loads(row["sources"])),
            )
            for row in conn.execute(CHOSEN, (key,))
        ),
        history=tuple(
            (row["valid_from"] or "before", _state(json.loads(row["value"])))
            for row in conn.execute(VERSIONS, (key,))
        ),
        judged=tuple(_judged(row) for row in conn.execute(JUDGEMENTS, {"id": key})),
    )


def _member(hrefs: Hrefs, row: Row) -> Member:
    return Member(
        row["id"],
        Link(hrefs.report(row["report_id"]), row["report"]),
        row["published"][:10] or "day of publication not stated",
        row["voice"] or row["report"],
        row["syndicated_from"] is not None,
    )


def _pair(row: Row, other: Link | None = None) -> Pair:
    reasons = tuple(f"{one['words']} ({one['points']:+})" for one in json.loads(row["reasons"]))
    first, second = row["first_title"] or row["a"], row["second_title"] or row["b"]
    return Pair(first, second, row["score"], row["verdict"], row["decided_by"], reasons, other)


def _other(hrefs: Hrefs, row: Row, key: str) -> Link:
    side = "one" if row["two"] == key else "two"
    return Link(hrefs.event(row[side]), row[f"{side}_title"])


def _state(value: Row) -> str:
    """The event in a line, as it was: "occurred, 6 May 2025, 12 killed, 2 independent sources"."""
    parts = [value["status"], value["title"]]
    if value["date_start"]:
        parts.append(when(value["date_start"], value["date_end"], value["date_precision"]))
    low, best, high = (value[f"fatalities_{end}"] for end in ("low", "best", "high"))
    if (low, best, high) != (None, None, None):
        parts.append(f"{amount(low, best, high)} killed")
    parts.append(f"{value['independent_sources']} voices")
    return " · ".join(parts)


def _judged(row: Row) -> Judged:
    told = {
        "same": f"is one event with {row['other_id']}",
        "different": f"is not one event with {row['other_id']}",
        "set": f"{row['column']} is {row['value']}",
        "hide": "left out of the timeline",
        "note": row["value"] or "",
    }
    return Judged(told[row["kind"]], row["judged_by"], row["judged_on"], row["why"], bool(row["applied"]))
