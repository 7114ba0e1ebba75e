"""A selection as SQL: what it finds, that it uses an index, that no text of the visitor becomes SQL."""

import sqlite3
from contextlib import closing
from urllib.parse import parse_qs

import pytest
from serve_sample import build

from timeline.serve.selection import read_selection
from timeline.serve.where import MACHINE_ONLY, UNDATED, begun_before, where

ALL = {
    "Shelling of the mill in Wrenport",
    "Kestrelia and Ospreya agree on a list",
    "Kestrelia and Ospreya hold talks",
    "Ospreya hands over two soldiers",
    "Kestrelia and Ospreya plan talks",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build(tmp_path_factory.mktemp("serve") / "timeline.db")


def selection(query):
    return read_selection(parse_qs(query))


def titles(path, clause):
    with closing(sqlite3.connect(path)) as conn:
        return {
            title
            for (title,) in conn.execute(f"select title from events where {clause.sql}", clause.values)
            if "<script>" not in title
        }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("from=2025-07", {one for one in ALL if "talks" in one or "hands" in one}),
        ("from=2025-05-06&to=2025-05-06", {"Shelling of the mill in Wrenport"}),
        (
            "from=2025-05-06&to=2025-05-06&reach=1",
            {"Shelling of the mill in Wrenport", "Kestrelia and Ospreya agree on a list"},
        ),
        ("lacks=date", set()),
        ("type=ASSAULT", {"Shelling of the mill in Wrenport"}),
        ("type=RETREAT:release", {"Ospreya hands over two soldiers"}),
        ("type=RETREAT:access", set()),
        ("type=none", set()),
        (
            "type=ASSAULT&type=RETREAT:release",
            {"Shelling of the mill in Wrenport", "Ospreya hands over two soldiers"},
        ),
        ("status=planned", {"Kestrelia and Ospreya plan talks"}),
        (
            "actor=kestrelia",
            {
                "Kestrelia and Ospreya agree on a list",
                "Kestrelia and Ospreya hold talks",
                "Kestrelia and Ospreya plan talks",
            },
        ),
        ("recipient=kestrel-soldiers", {"Ospreya hands over two soldiers"}),
        ("party=kestrelia&party=kestrel-soldiers", set()),
        (
            "party=kestrelia&party=ospreya&status=occurred",
            {"Kestrelia and Ospreya agree on a list", "Kestrelia and Ospreya hold talks"},
        ),
        ("country=WRN&type=ASSAULT", {"Shelling of the mill in Wrenport"}),
        ("country=none", {"Kestrelia and Ospreya agree on a list", "Ospreya hands over two soldiers"}),
        (
            "place=wrenport",
            {
                "Shelling of the mill in Wrenport",
                "Kestrelia and Ospreya hold talks",
                "Kestrelia and Ospreya plan talks",
            },
        ),
        ("lacks=place", {"Kestrelia and Ospreya agree on a list", "Ospreya hands over two soldiers"}),
        ("source=ospreya-courier", {"Kestrelia and Ospreya hold talks", "Shelling of the mill in Wrenport"}),
        ("source=avocet&status=claimed", {"Ospreya hands over two soldiers"}),
        ("dataset=none&status=claimed", {"Ospreya hands over two soldiers"}),
        ("dataset=acled", set()),
        ("bbox=28,40,30,42&type=ASSAULT", {"Shelling of the mill in Wrenport"}),
        ("bbox=170,40,28,42", set()),
        ("bbox=28.5,40,-170,42&type=ASSAULT", {"Shelling of the mill in Wrenport"}),
        ("q=soldiers+two", {"Ospreya hands over two soldiers"}),
        ("q=%22soldiers+two%22", set()),
        ("q=%22two+soldiers%22", {"Ospreya hands over two soldiers"}),
        ("deaths=5000", set()),
        ("voices=9", set()),
    ],
)
def test_a_selection_finds_what_it_names(path, query, found):
    assert found == titles(path, where(selection(query)))


def test_a_facet_leaves_its_own_field_out(path):
    clause = where(selection("status=planned&place=wrenport"), without=("statuses",))

    assert {
        "Shelling of the mill in Wrenport",
        "Kestrelia and Ospreya hold talks",
        "Kestrelia and Ospreya plan talks",
    } == titles(path, clause)


def test_what_a_window_leaves_out_is_asked_with_the_same_filters(path):
    found = selection("from=2025-05-06&party=kestrelia")

    assert {"Kestrelia and Ospreya agree on a list"} == titles(
        path, where(found, without=("dates",), more=(begun_before(found),))
    )
    assert set() == titles(path, where(found, without=("dates",), more=(UNDATED,)))
    assert set() == titles(path, where(found, without=("machine",), more=(MACHINE_ONLY,)))


def test_no_text_of_the_visitor_becomes_sql(path):
    hostile = "x'); drop table events; --"
    fields = ("actor", "recipient", "party", "country", "place", "source", "dataset", "q")
    clauses = [where(selection(f"{field}={hostile.replace(';', '%3B')}")) for field in fields]

    assert [] == [clause.sql for clause in clauses if "drop" in clause.sql]
    assert [set()] * len(fields) == [titles(path, clause) for clause in clauses]
