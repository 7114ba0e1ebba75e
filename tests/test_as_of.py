"""The columns of a past day, made from those of now, are what the tables as they were on that day give."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fold_sample import bring

from timeline.bench import ged
from timeline.bench.folding import input_of
from timeline.bench.matching import FIRST, codings
from timeline.ingest import ingest
from timeline.serve.as_of import NUMBERS, columns_as_of
from timeline.serve.columns import read_columns, unpacked
from timeline.serve.past import past
from timeline.store.course import course_blocks

DAYS = (-400, 0, 1, 2, 3, 4, 5, 400)  # after the first event


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Rows of a dataset, all of them older, and reports of many days or none, some of which tell one event."""
    folder = tmp_path_factory.mktemp("as-of")
    ged.write(40, folder / "ged.csv")
    ingest([folder / "ged.csv"], folder / "t.db")
    undated = [
        replace(one, published=None) if number % 4 == 0 else one for number, one in enumerate(codings(300))
    ]
    bring(folder / "t.db", map(input_of, undated))
    return folder / "t.db"


@pytest.fixture
def conn(path):
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        yield conn


def told(columns):
    """All that the columns say, whatever numbers stand for what events have in common."""
    numbers = {name: repr(getattr(columns, name).tolist()) for name in NUMBERS if name != "kind"}
    pairs = (columns.taking_part, columns.telling)
    return (
        numbers,
        [columns.kinds[kind] for kind in columns.kind],
        [[part.tolist() for part in (one.event, one.thing, one.bits, one.first)] for one in pairs],
    )


@pytest.mark.parametrize("after", DAYS)
def test_a_day_made_from_now_is_what_its_tables_give(path, conn, after):
    day = FIRST + timedelta(days=after)

    found = columns_as_of(read_columns(conn, path), conn, day)
    with past(conn, day):
        expected = unpacked(course_blocks(conn), conn)

    assert told(expected) == told(found)
    assert [] == conn.execute("select name from temp.sqlite_master").fetchall()


def test_the_days_differ_and_what_has_no_day_of_publication_stays(path, conn):
    now = read_columns(conn, path)
    counts = [len(columns_as_of(now, conn, FIRST + timedelta(days=after)).kind) for after in DAYS]

    assert 40 < counts[0] < counts[-1]
    assert counts == sorted(counts)
    assert len(set(counts)) > 3
    assert counts[-1] == len(now.kind)


def test_columns_are_shared_where_nothing_was_told_later(tmp_path):
    ged.write(10, tmp_path / "ged.csv")
    ingest([tmp_path / "ged.csv"], tmp_path / "t.db")
    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        now = read_columns(conn, tmp_path / "t.db")

        assert columns_as_of(now, conn, date(2090, 1, 1)) is now
        assert len(columns_as_of(now, conn, date(1980, 1, 1)).kind) == 0
