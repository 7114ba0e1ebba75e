"""What PLOVER's words and the files coded by them become: POLECAT, NGEC, PLOVER records."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from timeline.datasets import record_at, tables
from timeline.extract.plover_words import act, contexts
from timeline.formats import named
from timeline.ingest import ingest
from timeline.model import EventType
from timeline.store.check import check

GOLDEN = Path(__file__).parent / "golden"
FILES = [
    GOLDEN / name
    for name in ("polecat/week.tsv", "polecat/wild.tsv", "plover/records.jsonl", "ngec/events.jsonl")
]
HEADED = (".tsv", ".csv")


def stored(db, query):
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(query).fetchall()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_row_read_again_from_its_line_has_the_same_cells(path):
    one = named(path.parent.name)
    lines = path.read_bytes().splitlines(keepends=True)
    first = lines[0].decode("utf-8", "replace")
    records = [row for row in one.read(lines[0], lines) if not hasattr(row, "message")]

    assert records
    for record in records:
        assert record_at(one, first, lines[record.line - 1 :]).fields == record.fields


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_line_gives_an_event_or_says_why_not(path):
    [table] = tables(path, path.name, "0" * 64)
    rows = list(table.rows)
    lines = len(path.read_bytes().splitlines()) - (path.suffix in HEADED)
    silent = [
        row.line for row in rows if row.line and not row.extraction.events and not row.extraction.issues
    ]

    assert {row.line for row in rows if row.line} == set(
        range(1 + (path.suffix in HEADED), lines + 1 + (path.suffix in HEADED))
    )
    assert silent == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_order_of_the_rows_is_no_matter(path, tmp_path):
    lines = path.read_bytes().splitlines(keepends=True)
    head, body = (lines[:1], lines[1:]) if path.suffix in HEADED else ([], lines)
    found = []
    for seed in (1, 2):
        shuffled = [line if line.endswith(b"\n") else line + b"\n" for line in body]
        random.Random(seed).shuffle(shuffled)
        if not head and not shuffled[0].endswith(b"}\n"):
            shuffled.reverse()
        inbox = tmp_path / str(seed)
        inbox.mkdir()
        (inbox / path.name).write_bytes(b"".join(head + shuffled))
        ingest([inbox], tmp_path / f"{seed}.db")
        assert check(tmp_path / f"{seed}.db") == []
        tables = ("events", "participants", "actors", "places")
        found.append(
            {
                table: sorted(stored(tmp_path / f"{seed}.db", f"select * from {table}"), key=repr)
                for table in tables
            }
        )

    assert found[0] == found[1]
    assert found[0]["events"]


def test_machine_codings_are_claims_and_not_shown(tmp_path):
    for path in FILES[1:]:
        (tmp_path / "inbox").mkdir(exist_ok=True)
        (tmp_path / "inbox" / path.name).write_bytes(path.read_bytes())
    ingest([tmp_path / "inbox"], tmp_path / "t.db")

    query = """select dataset, min(shown), max(shown), group_concat(distinct status) from events
    group by dataset order by 1"""
    assert stored(tmp_path / "t.db", query) == [
        ("ngec", 0, 0, "claimed"), ("plover", 1, 1, "occurred,planned"), ("polecat", 0, 0, "claimed"),
    ]  # fmt: skip


def test_a_day_that_the_coder_filled_in_is_unknown(tmp_path):
    [table] = tables(GOLDEN / "ngec" / "events.jsonl", "events.jsonl", "0" * 64)
    dates = [event.date for row in table.rows for event in row.extraction.events]

    assert [date.start and date.start.isoformat() for date in dates] == ["2023-05-30", None]


@pytest.mark.parametrize(
    ("kind", "modes", "expected"),
    [
        ("ASSAULT", (), (EventType.ASSAULT, None, False)),
        ("assault", ("firearms",), (EventType.ASSAULT, "firearms", False)),
        ("FIGHT", ("artillery",), (EventType.ASSAULT, "heavy-weapons", False)),
        ("ASSAULT", ("moonlight", "beat"), (EventType.ASSAULT, "beat", True)),
        ("PROTEST", ("demo", "riot"), (EventType.PROTEST, "demo", True)),
        ("CRIME", (), (None, None, False)),
        ("JUGGLE", ("beat",), (None, None, False)),
    ],
)
def test_an_act_holds_the_first_mode_that_the_type_has(kind, modes, expected):
    what, _ = act(kind, modes, "", "event", "mode")

    assert (what.event_type, what.event_mode, "event_mode" in what.lossy) == expected


def test_a_quad_class_that_is_not_the_types_is_a_loss():
    assert "quad_class" in act("SANCTION", (), "3", "event", "mode")[0].lossy
    assert "quad_class" not in act("SANCTION", (), "4", "event", "mode")[0].lossy
    assert [one.message for one in act("SANCTION", (), "9", "event", "mode")[1]] == [
        "quad class '9' is not in the list of its dataset"
    ]


def test_contexts_are_ours_and_each_once():
    found, doubts = contexts(("Human Rights", "human_rights", "moonlight"), "Contexts")

    assert found == ("human_rights",)
    assert [one.column if hasattr(one, "column") else one.locator for one in doubts] == ["Contexts"]


def test_a_later_member_that_nobody_knows_is_told(tmp_path):
    rows = [json.loads(line) for line in FILES[3].read_text(encoding="utf-8").splitlines()]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    [table] = tables(tmp_path / "a.jsonl", "a.jsonl", "0" * 64)

    assert "a.jsonl:1: column 'weather' is not known, kept as received (1 cells filled)" in [
        issue.message for row in table.rows for issue in row.extraction.issues
    ]
