"""The SQL functions that the plugin adds, asked for in SQL as a visitor asks."""

import sqlite3
from contextlib import closing

import pytest
from datasette.app import Datasette
from serve_sample import build, get, rows

from timeline.serve.functions import FUNCTIONS, register
from timeline.vocab.codebook import rows as vocabulary


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    return Datasette([str(build(tmp_path_factory.mktemp("functions") / "timeline.db"))])


def ask(sql, *values):
    with closing(sqlite3.connect(":memory:")) as conn:
        register(conn)
        return conn.execute(f"select {sql}", values).fetchone()[0]


@pytest.mark.parametrize(
    ("points", "kilometres", "within"),
    [
        # On the sphere itself: a quarter of the great circle, a degree of it, and the way round.
        ("0, 0, 90, 0", 10007.557, 0.001),
        ("10, 20, 11, 20", 111.195, 0.001),
        ("0, 0, 0, 180", 20015.1144, 0.001),
        # Nashville to Los Angeles, the usual example of the formula: 2887.26 km with a radius of 6372.8 km.
        ("36.12, -86.67, 33.94, -118.40", 2887.26 * 6371.0088 / 6372.8, 0.01),
        # New York to Singapore, on the ellipsoid: 15347.628 km in the manual of GeographicLib's GeodSolve.
        ("40.639722, -73.778889, 1.359167, 103.989444", 15347.628, 15347.628 * 0.006),
    ],
)
def test_a_distance_is_the_known_one(points, kilometres, within):
    assert kilometres == pytest.approx(ask(f"distance_km({points})"), abs=within)


def test_a_distance_is_the_same_both_ways_and_nothing_to_oneself():
    assert ask("distance_km(41, 29, 55.75, 37.62)") == ask("distance_km(55.75, 37.62, 41, 29)")
    assert 0 == ask("distance_km(41, 29, 41, 29)")
    assert 0 == ask("distance_km(41, -180, 41, 180)")


@pytest.mark.parametrize(
    ("days", "least", "most"),
    [
        ("'2025-07-22', '2025-07-22', '2025-07-25', '2025-07-25'", 3, 3),
        ("'2025-07-25', '2025-07-25', '2025-07-22', '2025-07-22'", 3, 3),
        ("'2025-07-01', '2025-07-31', '2025-07-22', '2025-07-22'", 0, 21),
        ("'2025-07-01', '2025-07-31', '2025-08-04', '2025-08-10'", 4, 40),
        ("'2024-02-28', '2024-02-28', '2024-03-01', '2024-03-01'", 2, 2),
        ("'2025-07-22T09:30:00+03:00', '2025-07-22', '2025-07-23 01:00', '2025-07-23'", 1, 1),
    ],
)
def test_days_apart_have_a_least_and_a_most(days, least, most):
    words = str(least) if least == most else f"{least}-{most}"

    assert (least, most, words, int(least == 0)) == tuple(
        ask(f"{name}({days})")
        for name in ("days_apart_least", "days_apart_most", "days_between", "date_overlaps")
    )


def test_a_stretch_that_ends_before_it_begins_is_none():
    backwards = "'2025-07-22', '2025-07-21', '2025-07-25', '2025-07-25'"

    assert [None] * 4 == [ask(f"{name}({backwards})") for name in list(FUNCTIONS)[1:5]]


def test_a_date_is_written_no_finer_than_it_is_known():
    assert "July 2025" == ask("date_words('2025-07-01', '2025-07-31', 'month')")
    assert "22 July 2025" == ask("date_words('2025-07-22', null, 'day')")
    assert "week of 14 July 2025" == ask("date_words('2025-07-14', '2025-07-20', 'week')")


@pytest.mark.parametrize(
    ("precision", "at_least", "known"),
    [
        ("day", "month", 1),
        ("month", "month", 1),
        ("year", "month", 0),
        ("range", "month", 0),
        ("unknown", "unknown", 0),
        ("exact", "admin1", 1),
        ("country", "admin1", 0),
        ("water", "country", 0),
        ("day", "country", 0),
        ("elsewhere", "country", None),
        (None, "country", None),
    ],
)
def test_a_precision_is_known_to_another_or_not(precision, at_least, known):
    assert known == ask("known_to(?, ?)", precision, at_least)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("odd", [None, "", "x", b"x", 1e999, "9999-99-99", 99999])
def test_what_is_not_stated_or_odd_gives_null_and_never_an_error(name, odd):
    count, _ = FUNCTIONS[name]
    usual = [41, 29, 41, 29] if name == "distance_km" else ["2025-07-22"] * 4
    usual = ["month", "year"] if name == "known_to" else usual
    for at in range(2 if name == "date_words" else count):
        values = [*usual[:at], odd, *usual[at + 1 :]][:count]
        if name == "date_words":
            values[2:] = ["day"]
            if at == 1 and odd is None:
                continue  # an event of one day

        assert ask(f"{name}({', '.join('?' * count)})", *values) is None


def test_a_number_that_a_query_page_hands_over_as_text_is_a_number():
    assert ask("distance_km(41, 29, 42, 29)") == ask("distance_km('41', '29', '42', '29')")


def test_the_server_knows_the_functions_and_its_codebook_explains_them(served):
    page = get(
        served, "/timeline.json?sql=select+distance_km(0,0,1,0)+as+km&_shape=array", follow_redirects=True
    )
    told = rows(served, "/timeline/codebook?table=SQL+functions&_size=max")

    assert 111.195 == page.json()[0]["km"]
    assert list(FUNCTIONS) == [row["name"] for row in vocabulary("functions.csv")]
    assert set(FUNCTIONS) == {row["column"] for row in told}
    assert all(row["value"].startswith(f"{row['column']}(") and row["meaning"] for row in told)


def test_the_number_of_arguments_is_the_one_that_is_written_down():
    written = {row["name"]: len(row["arguments"].split(",")) for row in vocabulary("functions.csv")}

    assert {name: count for name, (count, _) in FUNCTIONS.items()} == written
