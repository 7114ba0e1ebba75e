"""VIINA's three tables in the database: one event for what VIINA counts as one, whatever table came first."""

import csv
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from timeline.datasets import record_at, tables
from timeline.formats import named
from timeline.ingest import ingest
from timeline.store.check import check

GOLDEN = Path(__file__).parent / "golden"
INFO = GOLDEN / "viina_event_info" / "reports.csv"
LABELS = GOLDEN / "viina_event_labels" / "labels.csv"
PER_DAY = GOLDEN / "viina_event_1pd" / "days.csv"


def stored(db, query):
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(query).fetchall()


def ingested(folder, **files):
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for name, data in files.items():
        (inbox / f"{name}.csv").write_bytes(data)
    ingest([inbox], folder / "t.db")
    assert check(folder / "t.db") == []
    return folder / "t.db"


def test_three_tables_tell_of_one_event(tmp_path):
    db = ingested(tmp_path, a=INFO.read_bytes(), b=LABELS.read_bytes(), c=PER_DAY.read_bytes())

    assert stored(
        db, "select id, event_type, event_mode, place_name, date_start from events order by id"
    ) == [
        ("viina-700001", "ASSAULT", "heavy-weapons", "Vyhadane", "2024-03-04"),
        ("viina-700001-t_uav", "ASSAULT", "drone", "Vyhadane", "2024-03-04"),
        ("viina-700002", None, None, "Novovyhadane", "2024-03-05"),
        ("viina-700004", "RETREAT", "withdraw", "Vyhadane", "2024-03-06"),
    ]
    assert stored(db, "select url from citations where event_id = 'viina-700001' and url is not null order by 1") == [
        ("https://live.example/2",), ("https://unian.example/1",),
    ]  # fmt: skip
    assert stored(db, "select distinct shown, status, flags from events") == [
        (0, "claimed", '["report_day"]')
    ]


def test_labels_fill_what_the_report_leaves_open(tmp_path):
    db = ingested(tmp_path, a=LABELS.read_bytes(), b=INFO.read_bytes())

    assert stored(
        db, "select event_type, event_mode, cameo_code, place_name, geo_precision, title from events limit 1"
    ) == [
        (
            "ASSAULT",
            "heavy-weapons",
            "194",
            "Vyhadane",
            "exact",
            "Russia or allied forces: Shelling or missile strike",
        )
    ]
    assert stored(db, "select name_as_written from participants") == [("Russia or allied forces",)]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_and_files_is_no_matter(tmp_path, seed):
    files = [INFO.read_bytes(), LABELS.read_bytes(), PER_DAY.read_bytes()]
    query = [
        "select id, event_type, event_mode, date_start, place_id, place_name, country from events order by id",
        "select event_id, position, role, name_as_written, actor_id from participants order by 1, 2",
        "select * from places order by 1",
    ]
    first = ingested(tmp_path / "first", a=files[0], b=files[1], c=files[2])
    mixed = []
    for data in files:
        head, *body = data.splitlines(keepends=True)
        random.Random(seed).shuffle(body)
        mixed.append(head + b"".join(body))
    random.Random(seed).shuffle(mixed)
    other = ingested(tmp_path / "other", a=mixed[0], b=mixed[1], c=mixed[2])

    for one in query:
        assert stored(other, one) == stored(first, one)


@pytest.mark.parametrize("path", [INFO, LABELS, PER_DAY], ids=lambda path: path.parent.name)
def test_every_cell_comes_back(path):
    one = named(path.parent.name)
    lines = path.read_bytes().splitlines(keepends=True)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))

    assert [
        record_at(one, lines[0].decode(), lines[number:]).fields for number in range(1, len(lines))
    ] == rows


def test_an_event_without_a_key_for_its_day_has_that_of_its_report(tmp_path):
    head, first, *_ = INFO.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "old.csv"
    path.write_text(head + first.replace(",700001,", ",,"), encoding="utf-8")
    [table] = tables(path, "old.csv", "0" * 64)

    assert [event.id for row in table.rows for event in row.extraction.events] == ["viina-report-900001"]
