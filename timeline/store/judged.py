"""Judgements applied: columns that a person set, events that a person hid, and why some judgements do not hold."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from timeline.model import EventType, Issue, IssueLevel, JudgementKind
from timeline.read.settable import days_of
from timeline.store import rows
from timeline.store.docket import Docket, Written, canonical_of
from timeline.store.proof import broken_rule
from timeline.store.settle import UNSETTLED
from timeline.store.touched import make_marks, touch
from timeline.vocab.plover import quad_class_of

REFUSED = "judgement"
"""Code of the issue of a judgement that does not hold."""

ALONE = (JudgementKind.SET, JudgementKind.HIDE, JudgementKind.NOTE)
CHANGING = (JudgementKind.SET, JudgementKind.HIDE)
EMPTYING = ("event_type", "place_name")
"""These empty other columns, and so are set before them."""

UNSETTLE = """insert or ignore into unsettled select id from events where dataset is not null
and id in (select event_id from judgements where kind in ('set', 'hide'))"""
VERSIONS = "select position, value from event_versions where event_id = ?"
KILLED = """update event_quantities set (side, low, best, high, differ) = (
  select null, fatalities_low, fatalities_best, fatalities_high, 0 from events where id = event_id)
where event_id = ? and kind = 'killed'"""
"""Where several reports give figures, the page shows what they come to: then what the person set."""

SET_VERSION = "update event_versions set value = ? where event_id = ? and position = ?"

Columns = dict[str, Any]


def unsettle_judged(conn: sqlite3.Connection) -> None:
    """Mark what was judged to be made anew from what the reports say, before it is judged again.

    To be called before judgements go, and after new ones came.
    """
    make_marks(conn)
    conn.execute(UNSETTLED)
    conn.execute(UNSETTLE)
    touch(
        conn,
        [key for (key,) in conn.execute("select event_id from judgements where kind in ('set', 'hide')")],
    )


def apply_judgements(conn: sqlite3.Connection, docket: Docket) -> None:
    """Set columns and hide events. A judgement about no event, or against another one, is refused."""
    judged: dict[str, list[Written]] = {}
    for one in list(docket.standing(*ALONE)):
        key = canonical_of(conn, one.event)
        if key is None:
            docket.refuse(one, f"there is no event {one.event}")
        elif one.kind in CHANGING:
            judged.setdefault(key, []).append(one)
    for key, found in judged.items():
        wanted = agreeing(docket, found)
        if rule := change(conn, key, wanted):
            for one in wanted:
                docket.refuse(one, f"{one.event} would break the rule {rule}")


def agreeing(docket: Docket, found: Sequence[Written]) -> list[Written]:
    """Return what is judged of one event, without what sets a column to something else than an earlier one."""
    first: dict[str | None, Written] = {}
    for one in found:
        held = first.setdefault(one.column, one)
        if one.value != held.value:
            docket.refuse(one, f"{one.column} of {one.event} is {held.value} by {held.where}")
    return [one for one in found if one.key not in docket.refused]


def change(conn: sqlite3.Connection, key: str, judged: Sequence[Written]) -> str | None:
    """Change an event and what it said before; return the rule that this would break, and leave it then."""
    cursor = conn.execute("select * from events where id = ?", (key,))
    names = [one[0] for one in cursor.description]
    before = dict(zip(names, cursor.fetchone(), strict=True))
    put(conn, key, {**before, **changed(before, judged)})
    if rule := broken_rule(conn, "events", key):
        put(conn, key, before)
        return rule
    for position, value in conn.execute(VERSIONS, (key,)).fetchall():
        version = json.loads(value)
        text = json.dumps(version | changed(version, judged), ensure_ascii=False, separators=(",", ":"))
        conn.execute(SET_VERSION, (text, key, position))
    if any(one.column and one.column.startswith("fatalities_") for one in judged):
        conn.execute(KILLED, (key,))
    columns = json.dumps([one.column for one in judged if one.column])
    conn.execute(
        'delete from chosen_from where event_id = ? and "column" in (select value from json_each(?))',
        (key, columns),
    )
    return None


def put(conn: sqlite3.Connection, key: str, values: Columns) -> None:
    marks = ", ".join(f'"{name}" = ?' for name in values)
    conn.execute(f"update events set {marks} where id = ?", (*values.values(), key))


def changed(before: Columns, judged: Sequence[Written]) -> Columns:
    """Return the columns that judgements change, with their new values."""
    found: Columns = {}
    for one in sorted(judged, key=lambda one: one.column not in EMPTYING):
        if one.kind is JudgementKind.HIDE:
            flags = json.loads(before["flags"] or "[]")
            found |= {"shown": 0, "flags": rows.listed((*flags, "hidden"))}
        elif one.column:
            found |= columns_of(one.column, one.value)
    return found


def columns_of(column: str, value: str | None) -> Columns:
    """Return what setting a column means: a type takes the codes of the old one away, a place its point."""
    if column == "date":
        days = days_of(value) if value else None
        return {
            "date_start": rows.day(days.start) if days else None,
            "date_end": rows.day(days.end) if days else None,
            "date_precision": days.precision if days else "unknown",
            "date_as_written": None,
        }
    if column == "event_type":
        others = (
            "event_mode",
            "cameo_code",
            "acled_event_type",
            "acled_sub_event_type",
            "violence_type",
            "lossy",
        )
        quad = quad_class_of(EventType(value)) if value else None
        return {"event_type": value, "quad_class": quad, **dict.fromkeys(others)}
    if column == "place_name":
        point = ("place_id", "place_as_written", "admin1", "latitude", "longitude")
        return {"place_name": value, "geo_precision": "unknown", **dict.fromkeys(point)}
    if value is not None and column in ("latitude", "longitude"):
        return {column: float(value)}
    if value is not None and column.startswith("fatalities_"):
        return {column: int(value)}
    return {column: value}


def close_docket(conn: sqlite3.Connection, docket: Docket) -> Iterator[tuple[tuple[str, str], str]]:
    """Write which judgements hold; yield path and hash of the file of each that does not, and what is said of it."""
    conn.execute("delete from issues where code = ?", (REFUSED,))
    for one in docket.written:
        values = (canonical_of(conn, one.event), int(one.key not in docket.refused), *one.key)
        conn.execute(
            "update judgements set canonical_id = ?, applied = ? where input_id = ? and position = ?", values
        )
        if message := docket.refused.get(one.key):
            yield add_issue(conn, one, message), message
    conn.execute(
        "update inputs set skipped = (select count(*) from issues where input_id = id) where format = 'judgements'"
    )


def add_issue(conn: sqlite3.Connection, one: Written, message: str) -> tuple[str, str]:
    """Store what is said of a judgement; return path and hash of its file."""
    (position,) = conn.execute(
        "select coalesce(max(position) + 1, 0) from issues where input_id = ?", (one.input_id,)
    ).fetchone()
    issue = Issue(IssueLevel.ERROR, REFUSED, one.where, message)
    row = (one.input_id, position, issue.level, issue.code, issue.locator, issue.message)
    conn.execute("insert into issues values (?, ?, ?, ?, ?, ?)", row)
    path, sha256 = conn.execute("select path, sha256 from inputs where id = ?", (one.input_id,)).fetchone()
    return path, sha256
