"""All judgements in order, and which of them do not hold: unknown events, and two that contradict each other."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from timeline.model import JudgementKind
from timeline.store.touched import touch

READ = """select path, input_id, position, line, kind, event_id, other_id, "column", value, judged_by, judged_on, why
from judgements join inputs on inputs.id = input_id order by path, input_id, position"""
CODING = "select event_id from codings where id = ?"
EVENT = "select id from events where id = ?"
HELD = "select a, b, verdict, score, reasons from matches where decided_by = 'judgement'"
PAIRS = (JudgementKind.SAME, JudgementKind.DIFFERENT)

Key = tuple[str, int]
"""Input and position of a judgement."""

PairRow = tuple[str, str, str, int, str]


@dataclass(frozen=True, slots=True)
class Written:
    """One judgement as it stands in a file."""

    path: str
    input_id: str
    position: int
    line: int
    kind: JudgementKind
    event: str
    other: str | None
    column: str | None
    value: str | None
    by: str
    on: str
    why: str

    @property
    def key(self) -> Key:
        return self.input_id, self.position

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.path}:{self.line}"


@dataclass(slots=True)
class Docket:
    """All judgements by file and line, and why some of them do not hold."""

    written: Sequence[Written]
    refused: dict[Key, str] = field(default_factory=dict)

    def standing(self, *kinds: JudgementKind) -> Iterator[Written]:
        """Yield those of ``kinds`` that hold so far."""
        return (one for one in self.written if one.kind in kinds and one.key not in self.refused)

    def refuse(self, one: Written, why: str) -> None:
        """Note why a judgement does not hold; the first reason stays."""
        self.refused.setdefault(one.key, f"{one.where}: {why}")


def read_docket(conn: sqlite3.Connection) -> Docket:
    """Return the judgements of all files."""
    return Docket([written(list(row)) for row in conn.execute(READ)])


def written(values: list[Any]) -> Written:
    values[4] = JudgementKind(values[4])
    return Written(*values)


def canonical_of(conn: sqlite3.Connection, key: str) -> str | None:
    """Return the event that ``key`` is now, be it that of a coding or of a dataset's row; None if there is none."""
    found = conn.execute(CODING, (key,)).fetchone() or conn.execute(EVENT, (key,)).fetchone()
    return str(found[0]) if found else None


def judge_pairs(conn: sqlite3.Connection, docket: Docket) -> None:
    """Bring the decisions of people to what the files say; the codings of those that changed are touched."""
    for one in docket.standing(*PAIRS):
        for key in (one.event, one.other or ""):
            if not conn.execute(CODING, (key,)).fetchone():
                docket.refuse(one, unfit(conn, key))
    refuse_contradictions(docket)
    wanted = {row[:2]: row for row in map(pair_row, docket.standing(*PAIRS))}
    held: dict[tuple[str, str], PairRow] = {row[:2]: row for row in conn.execute(HELD)}
    changed = sorted(pair for pair in wanted.keys() | held.keys() if wanted.get(pair) != held.get(pair))
    conn.executemany("delete from matches where a = ? and b = ? and decided_by = 'judgement'", changed)
    conn.executemany(
        "insert into matches (a, b, verdict, score, reasons, decided_by) values (?, ?, ?, ?, ?, 'judgement')",
        [wanted[pair] for pair in changed if pair in wanted],
    )
    touch(conn, (key for pair in changed for key in pair))


def unfit(conn: sqlite3.Connection, key: str) -> str:
    """Return why ``key`` cannot be one event with another."""
    if conn.execute(EVENT, (key,)).fetchone():
        return f"{key} is a row of a dataset, which is never one with another event"
    return f"there is no event {key}"


def pair_row(one: Written) -> PairRow:
    a, b = sorted((one.event, one.other or ""))
    words = {"name": "judgement", "words": f"{one.by}, {one.on}: {one.why}", "points": 0}
    score = 1000 if one.kind is JudgementKind.SAME else 0
    return a, b, one.kind.value, score, json.dumps([words], ensure_ascii=False)


def refuse_contradictions(docket: Docket) -> None:
    """Refuse what an earlier judgement rules out: that two are different which others make one, or the reverse."""
    groups: dict[str, frozenset[str]] = {}
    joined: list[Written] = []
    apart: list[Written] = []
    for one in list(docket.standing(*PAIRS)):
        a, b = (groups.get(key, frozenset((key,))) for key in (one.event, one.other or ""))
        if one.kind is JudgementKind.DIFFERENT:
            against = within(joined, a) if a == b else None
            words = "are the same"
        else:
            against = within(apart, a | b)
            words = "are not the same"
        if against:
            docket.refuse(one, f"{one.event} and {one.other} {words} by {against.where}")
        elif one.kind is JudgementKind.DIFFERENT:
            apart.append(one)
        else:
            joined.append(one)
            groups |= dict.fromkeys(a | b, a | b)


def within(judged: Sequence[Written], group: frozenset[str]) -> Written | None:
    """Return the first judgement about two of ``group``."""
    return next((one for one in judged if {one.event, one.other} <= group), None)
