"""Codings out of the tables, and what is decided about them into the tables."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator

from timeline.resolve.match import (
    Coding,
    Decision,
    Judgement,
    Sketch,
    Verdict,
    blocks_of,
    compared,
    sketch,
)
from timeline.store.packed import unpacked

WHOLE = """select codings.value, report_id, voice, published_at, language
from codings join reports on reports.id = report_id"""
SOME = f"{WHOLE} where codings.id in (select value from json_each(?)) order by codings.id"
ALL = f"{WHOLE} order by codings.id"

MEETING = "select distinct coding_id from coding_keys where key in (select value from json_each(?))"

SHARING = """select count(distinct other.coding_id) from reports join codings on report_id = reports.id
join coding_keys as mine on mine.coding_id = codings.id join coding_keys as other using (key)
where reports.rowid > ?"""
FOLDING = "verdict = 'same' and coalesce(link, '') <> 'candidate_same'"
ALONE = """verdict = 'unsure' and reasons like '%{"name": "alone"%'"""
"""Unsure pairs of which one joins the other if there is no other that it may be."""

JOINING = f"({FOLDING} or {ALONE})"
CONNECTED = f"""with recursive connected(id) as (
  select coding_id from touched
  union select b from connected join matches on a = id where {JOINING}
  union select a from connected join matches on b = id where {JOINING}
)
select id from connected where id in (select id from codings) order by id"""
JOINED = f"""select a, b from matches where a in (select value from json_each(?)) and {JOINING}"""
DECIDED = f"""select a, b, verdict, score, link, decided_by, {ALONE} from matches
where a in (select value from json_each(?1)) and +b in (select value from json_each(?1))"""
"""The plus keeps SQLite from asking for every a with every b."""

AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


def read_codings(conn: sqlite3.Connection, ids: Collection[str] | None = None) -> Iterator[Coding]:
    """Yield the codings ``ids``, or all, by id."""
    rows = conn.execute(ALL) if ids is None else conn.execute(SOME, (json.dumps(sorted(ids)),))
    for value, report_id, voice, published, language in rows:
        yield Coding(unpacked(value), report_id, voice or report_id, published, language)


def compare_new(conn: sqlite3.Connection, new: Collection[str]) -> dict[str, Sketch]:
    """Store the keys of new codings and what is decided about them; return what was looked at, by id."""
    everything = conn.execute("select count(*) from codings").fetchone()[0] == len(new)
    known = {one.id: one for one in map(sketch, read_codings(conn, None if everything else new))}
    entered, looked = looking_up(known.values())
    conn.executemany(
        "insert into coding_keys values (?, ?)",
        ((word, key) for word in sorted(entered) for key in entered[word]),
    )
    if not everything:
        meeting = {key for (key,) in conn.execute(MEETING, (json.dumps(sorted(looked)),))}
        known |= {one.id: one for one in map(sketch, read_codings(conn, meeting - set(new)))}
    save_decisions(conn, compared(known.values(), None if everything else frozenset(new)))
    return known


def looking_up(sketches: Iterable[Sketch]) -> tuple[dict[str, list[str]], set[str]]:
    """Return the words under which codings are entered, with their ids, and those that lead to all that these meet.

    Keys meet keys, and what one probes are the marks of the other.
    """
    entered: dict[str, list[str]] = {}
    looked: set[str] = set()
    for one in sketches:
        mine = blocks_of(one)
        for name, other, words in (
            ("key", "key", mine.keys),
            ("mark", "probe", mine.marks),
            ("probe", "mark", mine.probes),
        ):
            for word in words:
                entered.setdefault(f"{name} {word}", []).append(one.id)
                looked.add(f"{other} {word}")
    return entered, looked


def save_decisions(conn: sqlite3.Connection, found: Iterable[Decision]) -> None:
    """Store what the rules decided."""
    conn.executemany(
        "insert or ignore into matches values (?, ?, 'rule', ?, ?, ?, ?, ?)", map(decision_row, found)
    )


def decision_row(one: Decision) -> tuple[str | int | None, ...]:
    reasons = AS_JSON([{"name": why.name, "words": why.words, "points": why.points} for why in one.reasons])
    return one.a, one.b, one.verdict, one.score, reasons, one.link, one.link_from


def connected(conn: sqlite3.Connection) -> list[str]:
    """Return every coding that is touched, or is one event with one that is, by whatever chain."""
    return [key for (key,) in conn.execute(CONNECTED)]


def joined(conn: sqlite3.Connection, ids: Collection[str]) -> set[str]:
    """Return those of ``ids`` that somebody or some rule makes one event with another."""
    return {key for pair in conn.execute(JOINED, (json.dumps(sorted(ids)),)) for key in pair}


def decided(conn: sqlite3.Connection, ids: Collection[str]) -> tuple[list[Decision], list[Judgement]]:
    """Return what was decided and judged about pairs of ``ids``, without the reasons."""
    ruled, judged = [], []
    for a, b, verdict, score, link, by, alone in conn.execute(DECIDED, (json.dumps(sorted(ids)),)):
        if by == "judgement":
            judged.append(Judgement(a, b, Verdict(verdict)))
        else:
            ruled.append(Decision(a, b, Verdict(verdict), score, (), link, alone=bool(alone)))
    return ruled, judged


def looked_at(conn: sqlite3.Connection, since: int) -> int:
    """Return how many codings share a key with those of the reports in rows behind ``since``."""
    (count,) = conn.execute(SHARING, (since,)).fetchone()
    return int(count)
