"""What an address asks for: read, written back, and refused in one clear sentence."""

import sqlite3
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given, strategies as st

from timeline.serve.search import BadSearch, fts_query
from timeline.serve.selection import BadSelection, Box, Cursor, Selection, read_selection


def selection(query):
    return read_selection(parse_qs(query, keep_blank_values=True))


def test_an_empty_address_and_an_empty_form_select_the_same():
    assert Selection() == selection("") == selection("q=&from=&to=&type=&deaths=&sort=")


def test_every_part_of_a_selection_is_read_and_written_back():
    found = selection(
        "q=mill+fire&from=2025-05&to=2025&unit=week&type=ASSAULT:drone&type=none&status=claimed&actor=b&actor=a"
        "&recipient=c&party=d&country=UKR&place=p&source=s&dataset=acled&lacks=place&deaths=3&voices=2"
        "&machine=1&reach=1&bbox=-10.5,-20,30,40&sort=oldest&after=2025-07-22~x~y"
    )

    assert (date(2025, 5, 1), date(2025, 12, 31)) == (found.start, found.end)
    assert ("ASSAULT:drone", "none") == found.types
    assert ("a", "b") == found.actors
    assert Box(-10.5, -20, 30, 40) == found.box
    assert Cursor("2025-07-22", "x~y") == found.after
    assert found == selection(found.query())


def test_two_ways_of_writing_one_selection_are_one_address():
    assert selection("type=ASSAULT&type=AID&type=AID&from=2025").query() == (
        selection("from=2025-01-01&type=AID&type=ASSAULT").query()
    )


def test_another_filter_begins_at_the_first_page():
    assert "after" not in selection("after=2025-07-22~x").but(statuses=("claimed",)).query()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("from=2025-02-30", "is no day"),
        ("from=yesterday", "is no day"),
        ("to=2025-13", "is no day"),
        ("from=0000", "is no day"),
        ("from=٢٠٢٥", "is no day"),
        ("from=2025-07-02&to=2025-07-01", "runs backwards"),
        ("unit=hour", "is no unit"),
        ("type=WAR", "is no type"),
        ("status=true", "is no status"),
        ("lacks=hope", "is no lacks"),
        ("lacks=date&from=2025", "without a date"),
        ("deaths=-1", "no whole number"),
        ("deaths=1e9", "no whole number"),
        ("machine=yes", "neither 0 nor 1"),
        ("bbox=1,2,3", "four numbers"),
        ("bbox=1,2,3,nan", "south below north"),
        ("bbox=1,50,3,40", "south below north"),
        ("bbox=190,2,3,4", "beyond 180"),
        ("after=x", "does not name a page"),
        ("lacks=date&after=2025-01-01~x", "does not belong"),
        ("q=%22%22", "no letter"),
        ("q=%2A", "no letter"),
        ("q=" + "x" * 10_000, "10,000 characters"),
        ("from=2025&from=2024", "stands twice"),
        ("actor=" + "x" * 5_000, "5,000 characters"),
        ("&".join(f"actor={number}" for number in range(60)), "at most 50"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(query, told):
    with pytest.raises(BadSelection, match=told) as refused:
        selection(query)
    assert len(str(refused.value)) < 2_500
    assert "\n" not in str(refused.value)


def test_a_search_is_words_and_phrases():
    assert '"mill" "two soldiers" "fire"' == fts_query("mill “two soldiers” fire")


@given(st.text(max_size=60))
def test_no_search_breaks_the_query(text):
    conn = sqlite3.connect(":memory:")
    try:
        conn.execute("create virtual table texts using fts5(title, body)")
        query = fts_query(text)
        conn.execute("select * from texts where texts match ?", (query,)).fetchall()
    except BadSearch:
        pass
    finally:
        conn.close()
