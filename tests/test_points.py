"""Points for the script: they hold what the tables hold of a selection, and the same bytes for the same events."""

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import parse_qs

import numpy as np
import pytest
from columns_sample import QUERIES, build_many
from datasette.app import Datasette
from serve_sample import build, get, ids

from timeline.serve.columns import read_columns
from timeline.serve.point_columns import encode
from timeline.serve.points import timeless
from timeline.serve.selection import read_selection
from timeline.serve.where import where
from timeline.vocab.extents import radius_km

PAGE = "/timeline/-/timeline"
BIN = f"{PAGE}/points.bin"
WORDS = {
    "status": "status",
    "type": "event_type",
    "country": "country",
    "geo_precision": "geo_precision",
}
KINDS = {"uint8": "u1", "uint16": "<u2", "uint32": "<u4", "int16": "<i2"}
ORDER = ("day", "country", "geo_precision", "lon", "lat", "type", "status", "low", "high", "unit")


def decode(data):
    """What a file of points holds, by docs/script.md: its head, and every column by its name."""
    assert data[:4] == b"TLP1"
    length = int.from_bytes(data[4:8], "little")
    head = json.loads(data[8 : 8 + length])
    columns, at = {}, 8 + length
    for name, kind in head["columns"]:
        assert at % 4 == 0
        columns[name] = np.frombuffer(data, KINDS[kind], head["count"], at).tolist()
        at += -(-head["count"] * np.dtype(KINDS[kind]).itemsize // 4) * 4
    assert at == len(data)
    return head, columns


def words(head, columns, name):
    return [head["lists"][name][code] for code in columns[name]]


def step(degrees, most):
    return -32768 if degrees is None else round(degrees / most * 32767)


def more(*counts):
    """The first count that is stated, one higher; 0 if none is."""
    return next((one + 1 for one in counts if one is not None), 0)


def unit(start, end):
    """The finest bar that can stand for a date: 0 a day, 1 a week, 2 a month, 3 a year, 4 none."""
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return sum(days > most for most in (6, 7, 31, 366))


def by_hand(rows):
    """The columns of rows of ``events``, worked out one by one: the first day, the lists, and the sorted events."""
    lists = {name: [None, *sorted({row[column] for row in rows} - {None})] for name, column in WORDS.items()}
    first = min(row["date_start"] for row in rows)
    found = [
        {
            "day": (date.fromisoformat(row["date_start"]) - date.fromisoformat(first)).days,
            "lon": step(row["longitude"], 180),
            "lat": step(row["latitude"], 90),
            "low": more(row["fatalities_low"], row["fatalities_best"]),
            "high": more(row["fatalities_high"], row["fatalities_best"]),
            **{name: lists[name].index(row[column]) for name, column in WORDS.items()},
            "unit": unit(row["date_start"], row["date_end"]),
        }
        for row in rows
    ]
    return first, lists, sorted(found, key=lambda one: [one[name] for name in ORDER])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build(tmp_path_factory.mktemp("serve") / "timeline.db")


@pytest.fixture(scope="module")
def served(path):
    return Datasette([str(path)])


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return build_many(tmp_path_factory.mktemp("points") / "timeline.db")


@pytest.fixture(scope="module")
def many_served(many):
    return Datasette([str(many)])


def points_of(served, query=""):
    return decode(get(served, f"{BIN}?{query}").content)


def told(path, *changes):
    """The points of all dated events of a file after some ``changes`` of it, which are undone again."""
    with closing(sqlite3.connect(path)) as conn:
        for change in changes:
            conn.execute(change)
        columns = read_columns(conn, path)
    return encode(columns, np.flatnonzero(columns.start))


def rows_of(path, query):
    clause = where(timeless(read_selection(parse_qs(query))))
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        sql = f"select * from events where {clause.sql} and date_start is not null"
        return conn.execute(sql, clause.values).fetchall()


def test_every_value_comes_back_from_its_column(served):
    head, columns = points_of(served)

    assert "2025-05-01" == head["first"]
    assert [0, 5, 82, 83, 83] == columns["day"]
    assert [None, "AGREE", "ASSAULT", "CONSULT", "RETREAT"] == head["lists"]["type"]
    assert ["AGREE", "ASSAULT", "RETREAT", "CONSULT", "CONSULT"] == words(head, columns, "type")
    assert ["occurred", "occurred", "claimed", "occurred", "planned"] == words(head, columns, "status")
    assert [None, "WRN", None, "WRN", "WRN"] == words(head, columns, "country")
    assert [2, 0, 0, 0, 0] == columns["unit"]
    assert ["unknown", "exact", "unknown", "exact", "exact"] == words(head, columns, "geo_precision")
    assert [0, 13, 0, 0, 0] == columns["low"] == columns["high"]  # one more than stated; 0 is not stated
    assert [True, False, True, False, False] == [one == -32768 for one in columns["lon"]]
    assert (29.0, 41.0) == pytest.approx(
        (columns["lon"][1] / 32767 * 180, columns["lat"][1] / 32767 * 90), abs=0.003
    )


@pytest.mark.parametrize("query", ["", "machine=1", *QUERIES[::4]])
def test_points_are_the_rows_that_plain_sql_finds(many, many_served, query):
    head, columns = points_of(many_served, query)
    rows = rows_of(many, query)

    assert len(rows) == head["count"]
    if rows:
        first, lists, expected = by_hand(rows)
        assert (first, lists) == (head["first"], head["lists"])
        names = [name for name, _ in head["columns"]]
        assert expected == [dict(zip(names, one, strict=True)) for one in zip(*columns.values(), strict=True)]


def test_the_sample_has_everything_that_can_be_unknown(many):
    rows = rows_of(many, "machine=1")

    assert {None, "wrenport"} == {row["place_id"] for row in rows}
    assert {(low, best) for low in (True, False) for best in (True, False)} == {
        (row["fatalities_low"] is None, row["fatalities_best"] is None) for row in rows
    }
    assert None in {row["event_type"] for row in rows} & {row["country"] for row in rows}


def test_the_bytes_do_not_hang_on_the_ids_of_the_events(many):
    other = "update events set id = hex(abs(rowid * 7919 % 1009)) || id"

    with closing(sqlite3.connect(many)) as conn:
        before = ids(many, "select title from events order by id")
        conn.execute(other)
        assert before != [one for (one,) in conn.execute("select title from events order by id")]
    assert told(many) == told(many, other)


def test_where_nothing_is_found_the_columns_are_empty(served):
    head, columns = points_of(served, "bbox=0,-80,1,-79")

    assert (0, "1970-01-01") == (head["count"], head["first"])
    assert {()} == {tuple(column) for column in columns.values()}
    assert {(None,)} == {tuple(one) for one in head["lists"].values()}
    assert 0 == points_of(served, "lacks=date")[0]["count"]


def test_a_span_of_centuries_many_countries_and_many_people_need_wider_columns_only(tmp_path):
    path = build(tmp_path / "timeline.db")
    codes = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}X" for n in range(300)]
    with closing(sqlite3.connect(path)) as conn:
        columns = read_columns(conn, path)
    kind = list(columns.kinds[0])
    kinds = tuple((*kind[:5], code, *kind[6:]) for code in codes)
    days = [date(1000 + number, 1, 1).toordinal() for number in range(300)]
    high = np.full(300, 70_000)
    high[:2] = 254, 255
    wide = {name: np.resize(getattr(columns, name), 300) for name in ("longitude", "latitude")}
    wide["low"] = np.full(300, 255)
    wide |= {
        "start": np.array(days, np.int32),
        "end": np.array(days, np.int32),
        "kind": np.arange(300),
        "high": high,
    }
    head, columns = decode(encode(replace(columns, kinds=kinds, **wide), np.arange(300)))

    assert codes == words(head, columns, "country")
    assert ("1000-01-01", [255, 256, 70_001]) == (head["first"], columns["high"][:3])
    assert {256} == set(columns["low"])
    wider = {"day": "uint32", "country": "uint16", "low": "uint16", "high": "uint32", "status": "uint8"}
    assert wider.items() <= dict(head["columns"]).items()


def test_the_points_are_those_of_the_page_but_for_its_time(served):
    address = unescape(
        get(served, f"{PAGE}?from=2025-07-01&type=CONSULT").text.split('data-points="')[1].split('"')[0]
    )
    head, columns = decode(get(served, address).content)

    assert "from=" not in address
    assert 2 == head["count"]
    assert {"CONSULT"} == set(words(head, columns, "type"))
    assert (5, 3, 1) == tuple(
        points_of(served, query)[0]["count"] for query in ("", "bbox=28,40,30,42", "q=mill")
    )


def test_the_points_of_the_past_hold_what_was_said_then(tmp_path):
    path = build(tmp_path / "timeline.db")
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        [now] = conn.execute("select * from events where title like 'Shelling%'").fetchall()
        then = {**now, "date_start": "2025-05-05", "status": "claimed", "longitude": -10.0}
        then |= {"fatalities_low": 3, "fatalities_best": None, "fatalities_high": None}
        for position, (since, until, value) in enumerate(
            (("2025-05-07", "2025-07-24", then), ("2025-07-24", None, dict(now)))
        ):
            conn.execute(
                "insert into event_versions values (?, ?, ?, ?, ?, '[]')",
                (now["id"], position, since, until, json.dumps(value)),
            )
        conn.commit()
    served = Datasette([str(path)])
    head, columns = points_of(served, "asof=2025-06-01")

    assert [0, 4] == columns["day"]
    assert ["occurred", "claimed"] == words(head, columns, "status")
    assert ([0, 4], [0, 0]) == (columns["low"], columns["high"])
    assert round(-10 / 180 * 32767) == columns["lon"][1]
    assert 0 == points_of(served, "asof=2025-05-01")[0]["count"]
    assert 4 == points_of(served, "asof=2025-07-23")[0]["count"]
    assert points_of(served, "asof=2025-08-01") == points_of(served)
    assert [0, 13, 0, 0, 0] == points_of(served)[1]["high"]


def test_points_are_made_once_for_a_build_and_anew_for_the_next(tmp_path, monkeypatch):
    path = build(tmp_path / "timeline.db")
    served = Datasette([str(path)])
    before = get(served, BIN).content
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("update events set fatalities_high = 14 where fatalities_high = 12")
        conn.commit()
    after = decode(get(served, BIN).content)[1]

    assert [13, 15] == [max(decode(before)[1]["high"]), max(after["high"])]
    monkeypatch.setattr("timeline.serve.points.encode", None)
    assert after == points_of(served)[1]


def test_points_of_a_build_are_kept_for_long_and_others_are_not(served):
    address = unescape(get(served, PAGE).text.split('data-points="')[1].split('"')[0])

    assert "immutable" in get(served, address).headers["cache-control"]
    assert "no-cache" == get(served, f"{BIN}?h=00000000").headers["cache-control"]
    plain = asyncio.run(served.client.get(BIN, headers={"accept-encoding": "identity"}))
    assert "content-encoding" not in plain.headers
    assert plain.content == get(served, BIN).content


def test_points_of_what_cannot_be_are_refused(served):
    assert 400 == get(served, f"{BIN}?type=WAR").status_code
    assert 404 == get(served, f"{BIN}?actor=nobody-at-all").status_code


def test_an_area_is_as_wide_as_what_is_known(served):
    assert [0, 25] == [radius_km("exact", "UKR"), radius_km("near", "UKR")]
    assert radius_km("unknown", None) is None
    assert 430 < radius_km("country", "UKR") < 450
    assert radius_km("country", "XQX") == 400
    head = points_of(served)[0]
    assert {"exact": 0, "near": 25}.items() <= head["radius_km"].items()
    assert [radius_km("country", one) for one in head["lists"]["country"]] == head["country_km"]
