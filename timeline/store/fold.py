"""Codings of one event become one row of ``events``: only what is new, changed or gone is looked at again.

A decision depends on its two codings alone, a group on what it is connected with, a row on its group; so the rows
after any number of ingests are those of a fresh build.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from timeline.resolve.match import Coding, Sketch, exclusion_by, group, sketch
from timeline.store import rows
from timeline.store.batch import BATCH, Batch
from timeline.store.candidates import find_candidates
from timeline.store.canonical import Canonical, canonical, choice_rows, quantity_rows
from timeline.store.codings import compare_new, connected, decided, joined, read_codings
from timeline.store.copies import find_copies
from timeline.store.docket import judge_pairs, read_docket
from timeline.store.joined import link_events
from timeline.store.judged import apply_judgements, close_docket
from timeline.store.touched import NEIGHBOURS, make_marks, touch

NEW = """select codings.id from codings join reports on reports.id = report_id
where reports.rowid > ? order by codings.id"""
OF_REPORTS = "select id from codings where report_id in (select value from json_each(?))"
TOGETHER = """insert or ignore into touched
select id from codings where event_id in (
  select event_id from codings where id in (select coding_id from touched))"""
HELD = "select id, event_id from codings where id in (select value from json_each(?))"
REPLACED = (
    ("participants", "event_id"),
    ("chosen_from", "event_id"),
    ("event_quantities", "event_id"),
    ("event_versions", "event_id"),
    ("events", "id"),
)


def fold(conn: sqlite3.Connection, since: int) -> list[tuple[tuple[str, str], str]]:
    """Compare and group what is touched, write its events anew, and apply what people judged.

    Reports in rows behind ``since`` are new. Return path and hash of the file of each judgement that does not hold,
    and what is to be said of it.
    """
    make_marks(conn)
    docket = read_docket(conn)
    if (
        docket.written
        or conn.execute("select 1 from matches where decided_by = 'judgement' limit 1").fetchone()
    ):
        judge_pairs(conn, docket)
    new: set[str] = set()
    if conn.execute("select 1 from codings limit 1").fetchone():
        new = match(conn, since)
    find_candidates(conn, new, since)
    link_events(conn)
    conn.execute("delete from touched")
    apply_judgements(conn, docket)
    return list(close_docket(conn, docket))


def match(conn: sqlite3.Connection, since: int) -> set[str]:
    """Compare what is new or has another voice, and write the events of all that is touched.

    Return the codings that were compared anew.
    """
    voiced = find_copies(conn, since)
    new = {key for (key,) in conn.execute(NEW, (since,))}
    again = {key for (key,) in conn.execute(OF_REPORTS, (json.dumps(sorted(voiced)),))} - new
    forget(conn, again)
    touch(conn, new | again)
    known = compare_new(conn, new | again) if new or again else {}
    conn.execute(TOGETHER)
    write_groups(conn, new, known)
    return new | again


def forget(conn: sqlite3.Connection, ids: Collection[str]) -> None:
    """Take away what was decided about codings that are to be compared again; their neighbours are touched."""
    if not ids:
        return
    given = json.dumps(sorted(ids))
    chosen = "select value from json_each(?1)"
    conn.execute(NEIGHBOURS.format(codings=chosen), (given,))
    conn.execute(
        f"delete from matches where decided_by = 'rule' and (a in ({chosen}) or b in ({chosen}))", (given,)
    )
    conn.execute(f"delete from coding_keys where coding_id in ({chosen})", (given,))


def write_groups(conn: sqlite3.Connection, new: Collection[str], known: dict[str, Sketch]) -> None:
    """Group what is connected with what is touched, and write the events of the groups.

    A new coding that is joined to nothing is an event as it was stored. ``known`` is what was compared just now.
    """

    def sketch_of(key: str) -> Sketch:
        if key not in known:
            [coding] = read_codings(conn, [key])
            known[key] = sketch(coding)
        return known[key]

    def passing_of(key: str) -> bool:
        return sketch_of(key).passing

    ids = connected(conn)
    held = dict(conn.execute(HELD, (json.dumps(ids),)))
    several = joined(conn, ids)
    groups = [
        members
        for members in group(ids, *decided(conn, several), exclusion_by(sketch_of), passing_of)
        if len(members) > 1 or members[0] not in new or held[members[0]] != members[0]
    ]
    wanted = {key for members in groups for key in members}
    drop(conn, {held[key] for key in wanted} | wanted)
    for start in range(0, len(groups), BATCH):
        some = groups[start : start + BATCH]
        codings = {one.id: one for one in read_codings(conn, [key for members in some for key in members])}
        write(conn, [canonical([codings[key] for key in members]) for members in some])


def drop(conn: sqlite3.Connection, events: Iterable[str]) -> None:
    given = [(key,) for key in sorted(events)]
    for table, column in REPLACED:
        conn.executemany(f"delete from {table} where {column} = ?", given)


def write(conn: sqlite3.Connection, found: Sequence[Canonical]) -> None:
    """Write events, and let their codings and claims point at them."""
    batch = Batch(conn)
    for one in found:
        batch.add("events", [one.row])
        batch.add("participants", rows.participant_rows(one.event))
        batch.add("chosen_from", choice_rows(one))
        batch.add("event_quantities", quantity_rows(one))
        batch.add("event_versions", one.versions)
    batch.send()
    members = [(one.event.id, coding) for one in found for coding in one.members]
    conn.executemany(
        "update codings set event_id = ?1 where id = ?2 and event_id <> ?1",
        [(key, coding.id) for key, coding in members],
    )
    conn.executemany(
        "update claims set event_id = ?1 where id = ?2 and event_id <> ?1",
        [(key, claim) for key, coding in members for claim in claims_of(coding)],
    )


def claims_of(coding: Coding) -> list[str]:
    return [key for key, _ in rows.numbered_claims(coding.event)]
