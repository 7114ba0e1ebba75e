"""ACLED in the database: what folds, what an update or a deletion changes, and that nothing depends on the order."""

import csv
import io
import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import cli
from timeline.datasets import tables
from timeline.ingest import ingest
from timeline.store.check import check

NEW = Path(__file__).parent / "golden" / "acled" / "new.csv"
TABLES = ("events", "participants", "actors", "places", "sources", "claims", "quantities", "citations")


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def written(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def stored(db, query, *values):
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(query, values).fetchall()


def ingested(folder, **files):
    """A database of files with these names and texts, proved."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for name, text in files.items():
        (inbox / name.replace("_csv", ".csv").replace("_json", ".json")).write_text(text, encoding="utf-8")
    ingest([inbox], folder / "t.db")
    assert check(folder / "t.db") == []
    return folder / "t.db"


@pytest.fixture
def row():
    return rows_of(NEW.read_text(encoding="utf-8"))[0]


def swapped(row):
    """The row as it stands in a monadic export for the second actor."""
    pairs = [("actor1", "actor2"), ("assoc_actor_1", "assoc_actor_2"), ("inter1", "inter2")]
    return row | {a: row[b] for a, b in pairs} | {b: row[a] for a, b in pairs}


def alone(row, number):
    """The row as it stands in an export with one actor a row."""
    one = {name: row[name.replace("1", number)] for name in ("actor1", "assoc_actor_1", "inter1")}
    return row | one | {"actor2": "", "assoc_actor_2": "", "inter2": ""}


def without_lines(db):
    """Every row of the tables that tell of events, but for lines and the keys that hold a file's hash."""
    found = {}
    with closing(sqlite3.connect(db)) as conn:
        for table in ("events", "participants", "actors", "places"):
            found[table] = sorted(map(repr, conn.execute(f"select * from {table}")))
    return found


def test_an_event_twice_in_a_monadic_export_is_one_with_both_actors(tmp_path, row):
    db = ingested(tmp_path, a_csv=written([row, swapped(row)]))

    assert stored(db, "select count(*) from events") == [(1,)]
    assert stored(
        db, "select role, name_as_written from participants where role like 'side%' order by 1"
    ) == [
        ("side_a", "Lamu Reef Fighters"),
        ("side_b", "Military Forces of Kenya (2022-) Coast Guard"),
    ]
    assert stored(db, "select count(*) from claims") == [(2,)]
    assert stored(db, "select violence_type, fatalities_best from events") == [("state_based", 3)]
    assert stored(db, "select message from issues") == []


def test_rows_with_one_actor_each_are_one_event_with_all_that_both_say(tmp_path, row):
    db = ingested(tmp_path, a_csv=written([alone(row, "1"), alone(row, "2")]))
    whole = ingested(tmp_path / "b", a_csv=written([swapped(row)]))

    query = "select role, name_as_written, sector, side from participants order by position"
    assert stored(db, query) == stored(whole, query)


def test_the_target_stays_the_target_in_a_monadic_export(tmp_path):
    attack = rows_of(NEW.read_text(encoding="utf-8"))[1]
    db = ingested(tmp_path, a_csv=written([swapped(attack), attack]))

    assert stored(
        db, "select role, sector from participants where role <> 'associated' order by position"
    ) == [
        ("actor", "UAF"),
        ("recipient", "CVL"),
    ]


def test_a_row_that_stands_twice_is_taken_once_and_counted(tmp_path, row):
    db = ingested(tmp_path, a_csv=written([row, row, row]))

    assert stored(db, "select count(*) from claims") == [(1,)]
    assert stored(db, "select level, message from issues") == [
        ("info", "a.csv: 2 rows are the same as an earlier one, taken once")
    ]


def test_an_update_of_a_row_decides_whatever_its_place(tmp_path, row):
    later = row | {"fatalities": "5", "timestamp": str(int(row["timestamp"]) + 60)}
    answers = [
        stored(db, "select fatalities_best from events")
        for db in (
            ingested(tmp_path / "a", a_csv=written([row, later])),
            ingested(tmp_path / "b", a_csv=written([later, row])),
            ingested(tmp_path / "c", a_csv=written([later]), b_csv=written([row])),
        )
    ]

    assert answers == [[(5,)]] * 3


def test_an_update_takes_back_what_followed_from_the_old_row(tmp_path):
    rows = rows_of(NEW.read_text(encoding="utf-8"))
    protest = rows[2] | {"event_id_cnty": "KEN90001", "timestamp": "1700000000"}
    db = ingested(tmp_path, a_csv=written([protest]), b_csv=written(rows[:1]))

    assert stored(db, "select event_type, event_mode, cameo_code from events") == [("ASSAULT", None, "190")]


def test_a_deleted_event_is_no_longer_shown(tmp_path, row):
    feed = "event_id_cnty,deleted_timestamp\nKEN90001,1716000000\n"
    answers = {
        tuple(stored(db, "select shown, status, flags, event_type, date_start from events"))
        for db in (
            ingested(tmp_path / "a", a_csv=written([row]), b_csv=feed),
            ingested(tmp_path / "b", a_csv=feed, b_csv=written([row])),
        )
    }

    assert answers == {((0, "denied", '["deleted"]', "ASSAULT", "2024-05-03"),)}


def test_an_event_that_came_back_after_its_deletion_is_shown(tmp_path, row):
    feed = "event_id_cnty,deleted_timestamp\nKEN90001,1714000000\n"
    db = ingested(tmp_path, a_csv=written([row]), b_csv=feed)

    assert stored(db, "select shown, status, flags from events") == [(1, "occurred", None)]


def test_no_deaths_is_not_a_figure(tmp_path, row):
    db = ingested(tmp_path, a_csv=written([row | {"fatalities": "0"}]))

    assert stored(
        db, "select fatalities_low, fatalities_best, fatalities_high, violence_type from events"
    ) == [(None, None, None, None)]
    assert stored(db, "select count(*) from quantities") == [(0,)]


def test_the_order_of_the_rows_is_no_matter(tmp_path):
    rows = rows_of(NEW.read_text(encoding="utf-8"))
    rows += [swapped(one) for one in rows]
    first = without_lines(ingested(tmp_path / "a", a_csv=written(rows)))
    random.Random(4).shuffle(rows)

    assert without_lines(ingested(tmp_path / "b", a_csv=written(rows))) == first


@pytest.mark.parametrize("as_json", [False, True])
def test_acleds_own_words_stay_in_the_row_as_received(tmp_path, as_json):
    text = NEW.read_text(encoding="utf-8")
    files = {"a_json": json.dumps({"data": rows_of(text)})} if as_json else {"a_csv": text}
    db = ingested(tmp_path, **files)
    with closing(sqlite3.connect(db)) as conn:
        texts = [text for text in conn.iterdump() if "fell" in text]

    assert texts == []
    result = CliRunner().invoke(cli, ["original", "acled-KEN90001", "--db", str(db)])
    assert json.loads(result.stdout)["cells"] == rows_of(NEW.read_text(encoding="utf-8"))[0]


def test_every_cell_of_an_answer_of_the_api_comes_back(tmp_path):
    text = NEW.with_name("api.json").read_text(encoding="utf-8")
    db = ingested(tmp_path, pages_json=text)

    for row in json.loads(text)["data"]:
        result = CliRunner().invoke(cli, ["original", f"acled-{row['event_id_cnty']}", "--db", str(db)])
        cells = json.loads(result.stdout)["cells"]
        assert {
            name: "" if cell is None else str(cell) for name, cell in row.items()
        }.items() <= cells.items()


def test_pages_one_a_line_and_a_bare_array_are_read_like_one_document(tmp_path):
    rows = json.loads(NEW.with_name("api.json").read_text(encoding="utf-8"))["data"]
    lines = "".join(json.dumps({"count": 1, "data": [row], "success": True}) + "\n" for row in rows)
    events = [
        without_lines(ingested(tmp_path / name, a_json=text))["events"]
        for name, text in [
            ("a", lines), ("b", json.dumps(rows)), ("c", json.dumps({"data": rows}, indent=4)),
            ("d", "".join(json.dumps(row) + "\n" for row in rows)),
        ]
    ]  # fmt: skip

    assert len(events[0]) == 2
    assert all(one == events[0] for one in events)


def test_an_answer_that_is_cut_off_gives_the_rows_before(tmp_path):
    rows = json.loads(NEW.with_name("api.json").read_text(encoding="utf-8"))["data"]
    text = json.dumps({"data": rows})
    (tmp_path / "cut.json").write_text(text[:-300], encoding="utf-8")
    [table] = tables(tmp_path / "cut.json", "cut.json", "0" * 64)
    found = list(table.rows)

    assert [row.extraction.events[0].id for row in found if row.extraction.events] == ["acled-UKR90001"]
    assert "cut.json:2: JSON that is damaged or cut off, not read on" in [
        issue.message for row in found for issue in row.extraction.issues
    ]
