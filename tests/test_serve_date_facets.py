"""Facets by year, month and weekday, and the filters of table pages, over the real ASGI application."""

import re
import sqlite3
from contextlib import closing
from html import unescape

import pytest
from datasette.app import Datasette
from serve_sample import build, get, rows, visible

DATES = ["2024-12-31", "2025-01-01", "2025-01-06T23:30:00-05:00", "2025-01-07", "2025", "someday", None, None]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A timeline, and beside it a database of somebody else with a column of dates of every kind."""
    folder = tmp_path_factory.mktemp("facets")
    with closing(sqlite3.connect(folder / "other.db")) as conn:
        conn.execute('create table things ("when was it" text, n integer)')
        conn.executemany("insert into things values (?, ?)", [(one, at) for at, one in enumerate(DATES)])
        conn.execute("create view some_things as select * from things where n > 0")
        conn.commit()
    return Datasette([str(build(folder / "timeline.db")), str(folder / "other.db")])


def facet(served, page, name, column):
    """What a facet says: label → (count, address of its rows)."""
    found = get(served, f"{page}.json?_facet_{name}={column}&_extra=facet_results").json()["facet_results"]
    [one] = found.get("results", found).values()
    return {value["label"]: (value["count"], value["toggle_url"]) for value in one["results"]}


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("year", [("2025", 4), ("2024", 1), ("no date", 2)]),
        ("month", [("2025-01", 3), ("2024-12", 1), ("no date", 2)]),
        ("weekday", [("Monday", 1), ("Tuesday", 2), ("Wednesday", 1), ("no date", 2)]),
    ],
)
def test_dates_of_any_table_are_counted_newest_first_with_those_that_have_none(served, name, counts):
    found = facet(served, "/other/things", name, "when+was+it")

    assert counts == [(label, count) for label, (count, _) in found.items()]


@pytest.mark.parametrize("name", ["year", "month", "weekday"])
@pytest.mark.parametrize(
    ("page", "column"),
    [
        ("/other/things", "when+was+it"),
        ("/other/some_things", "when+was+it"),
        ("/timeline/events", "date_start"),
        ("/timeline/timeline", "date"),
        ("/timeline/claims", "date_start"),
        ("/timeline/reports", "published_at"),
    ],
)
def test_each_value_leads_to_as_many_rows_as_it_says(served, page, column, name):
    found = facet(served, page, name, column)
    lengths = {
        label: len(rows(served, address.replace("http://localhost", "").replace(".json", "")))
        for label, (_, address) in found.items()
    }

    assert found
    assert {label: count for label, (count, _) in found.items()} == lengths


def test_an_event_known_to_the_month_is_on_no_weekday_but_in_its_month(served):
    weekdays = facet(served, "/timeline/events", "weekday", "date_start")
    months = facet(served, "/timeline/events", "month", "date_start")

    assert 5 == sum(count for label, (count, _) in months.items() if label != "no date")
    assert 4 == sum(count for label, (count, _) in weekdays.items() if label != "no date")


def test_a_chosen_value_is_shown_as_chosen_and_the_page_says_what_is_filtered(served):
    html = get(served, "/timeline/timeline?_facet_weekday=date&_weekday=date:Tuesday").text

    assert "date is a Tuesday" in visible(html)
    assert "date_precision__notin" in unescape(html)


def test_the_three_facets_of_one_column_stand_side_by_side(served):
    query = "&".join(f"_facet_{name}=date_start" for name in ("year", "month", "weekday"))
    text = visible(get(served, f"/timeline/events?{query}").text)

    assert {"date_start (year)", "date_start (month)", "date_start (weekday)"} == {
        f"date_start ({name})" for name in ("year", "month", "weekday") if f"date_start ({name})" in text
    }


@pytest.mark.parametrize(
    ("page", "query", "told"),
    [
        ("/timeline/events", "_facet_year=nothing", "_facet_year: there is no column"),
        ("/other/things", "_facet_weekday=nothing", "_facet_weekday: there is no column"),
        ("/timeline/events", "_weekday=date_start:Someday", "_weekday is a column and a day"),
        ("/other/things", "_weekday=Monday", "_weekday is a column and a day"),
        ("/timeline/events", "_weekday=nothing:Monday", "_weekday: there is no column"),
        ("/timeline/events", "_participant=nobody", "There is no actor"),
        ("/timeline/events", "_participant=" + "x" * 9_000, "9,000 characters"),
    ],
)
def test_what_cannot_be_is_refused_in_words(served, page, query, told):
    found = get(served, f"{page}?{query}")

    assert 400 == found.status_code
    assert told in visible(found.text)
    assert "Traceback" not in found.text


@pytest.mark.parametrize(
    ("page", "number"), [("events", 3), ("timeline", 3), ("claims", 3), ("claims_side_by_side", 3)]
)
def test_a_table_is_filtered_by_who_takes_part(served, page, number):
    both = "_participant=kestrelia&_participant=ospreya"

    assert number == len(rows(served, f"/timeline/{page}?{both}"))
    assert "Kestrelia takes part and Ospreya takes part" in visible(
        get(served, f"/timeline/{page}?{both}").text
    )


def test_who_only_says_so_takes_no_part(served):
    assert [] == rows(served, "/timeline/events?_participant=kestrel-ministry")


def test_each_named_participant_must_take_part(served):
    assert [] == rows(served, "/timeline/events?_participant=kestrelia&_participant=kestrel-soldiers")


def test_the_form_of_the_table_keeps_who_takes_part(served):
    html = get(served, "/timeline/events?_participant=kestrelia&status=planned").text

    assert '<input type="hidden" name="_participant" value="kestrelia">' in html


@pytest.mark.parametrize("page", ["events", "timeline", "claims", "reports", "coverage", "cited_reports"])
def test_a_page_with_dates_offers_to_count_by_them(served, page):
    html = get(served, f"/timeline/{page}").text
    offered = re.findall(r'<a href="(\?_facet_[^"]+)">(year|month|weekday)</a>', html)

    assert ["year", "month", "weekday"] == [word for _, word in offered]
    assert {200} == {get(served, f"/timeline/{page}{href}").status_code for href, _ in offered}
