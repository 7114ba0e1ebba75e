"""From tables and queries to the timeline of the same events, and back, over the real ASGI application."""

import asyncio
import re
from html import unescape
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from serve_sample import build, get, ids, rows, visible

from timeline.serve.as_selection import as_selection, as_table
from timeline.serve.selection import read_selection
from timeline.serve.shown_sql import selection_sql

PAGE = "/timeline/-/timeline"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build(tmp_path_factory.mktemp("serve") / "timeline.db")


@pytest.fixture(scope="module")
def served(path):
    return Datasette([str(path)])


def shown(served, address):
    """The ids of the events on a timeline page."""
    html = get(served, unescape(address)).text
    return {one.rpartition("/")[2] for one in re.findall(r'<h4><a href="([^"]+)"', html)}


def opened(served, page):
    """Where ``.timeline`` behind the address of a page leads."""
    address, _, query = page.partition("?")
    found = get(served, f"{address}.timeline?{query}")
    assert 302 == found.status_code, visible(found.text)
    return found.headers["location"]


@pytest.mark.parametrize(
    "page",
    [
        "/timeline/events",
        "/timeline/timeline",
        "/timeline/events?status=occurred",
        "/timeline/events?status__in=occurred,claimed",
        "/timeline/timeline?event_type=CONSULT&country=WRN",
        "/timeline/events?event_type=RETREAT&event_mode=release",
        "/timeline/events?date_start__gte=2025-07-01&date_start__lt=2025-07-23",
        "/timeline/timeline?date__startswith=2025-07",
        "/timeline/timeline?date=2025-07-22",
        "/timeline/events?_search=mill&_facet_year=date_start&_sort=title",
        "/timeline/events?_participant=kestrelia&_participant=ospreya",
        "/timeline/events?independent_sources__gte=2",
        "/timeline/events?country__isnull=1&place_id__isnull=1",
        "/timeline/events?_weekday=date_start:Tuesday&date_precision__notin=days,week,month,year,range",
        "/timeline/events?title__contains=talks",
        "/timeline/events?status__not=planned",
        "/timeline/claims?status=occurred",
        "/timeline/participants?role=recipient",
        "/timeline/on_a_day?day=2025-07-23",
    ],
)
def test_the_timeline_shows_the_events_of_the_table(served, path, page):
    dated = set(ids(path, "select id from events where date_start is not null"))
    found = {row.get("event_id") or row.get("event") or row["id"] for row in rows(served, page)}

    assert found & dated
    assert found & dated == shown(served, opened(served, page))


def test_filters_that_a_selection_knows_are_translated_and_not_listed_by_id(served):
    address = opened(served, "/timeline/events?status=planned&date_start__gt=2025-07-01&_sort=title")

    assert f"{PAGE}?from=2025-07-02&status=planned&machine=1" == address


def test_a_page_of_events_has_the_link_and_another_has_not(served):
    pages = ["/events?status=planned", "/timeline", "/claims", "/on_a_day", "/actors", "/reports"]
    pages += ["?sql=select+id+as+event+from+events", "?sql=select+id+from+actors"]
    for page in pages:
        found = asyncio.run(served.client.get(f"/timeline{page}", follow_redirects=True))
        links = re.findall(r'<a href="([^"]+)">Open in timeline</a>', found.text)

        assert ("actors" in page or "reports" in page) == (links == []), page
        assert all(get(served, unescape(link)).status_code == 302 for link in links), page


def test_what_cannot_be_said_is_named_with_the_ways_that_are_left(served, monkeypatch):
    monkeypatch.setattr("timeline.serve.open_in_timeline.MOST_VALUES", 2)
    found = get(served, "/timeline/events.timeline?title__contains=a&status__not=planned")
    links = {
        unescape(word): unescape(href)
        for href, word in re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', found.text)
    }

    assert 200 == found.status_code
    assert "A timeline cannot say: title__contains=a status__not=planned" in visible(found.text)
    assert [
        "The first 2 of these events",
        "The timeline without these filters",
        "The whole timeline",
    ] == list(links)
    assert 2 == len(shown(served, links["The first 2 of these events"]))
    assert "default-src 'none'" in found.headers["content-security-policy"]


def test_a_filter_is_escaped_where_it_is_named(served):
    page = get(served, "/timeline/events.timeline?title__contains=" + quote("<script>alert(2)</script>")).text

    assert "<script>alert(2)" not in page
    assert "&lt;script&gt;alert(2)" in page


@pytest.mark.parametrize("page", ["/timeline/actors.timeline", "/timeline/reports.timeline"])
def test_rows_that_are_no_events_are_not_opened(served, page):
    assert 400 == get(served, page).status_code


@pytest.mark.parametrize(
    "query",
    [
        "status=occurred&status=planned",
        "date_start__gte=2025-13-01",
        "date_start__gte=2025-07",
        "date_start__gt=9999-12-31",
        "status__in=[1]",
        "status__in=[",
        "country=none",
        "event_type=NOTHING",
        "_where=1",
        "_search=%22a",
        "_weekday=date_start:Tuesday",
        "date_start__isnull=1&date_start__gte=2025-01-01",
        "date_start__startswith=20",
        "fatalities_best__gte=5",
    ],
)
def test_what_would_mean_something_else_is_left_out_and_named(query):
    pairs = [tuple(one.replace("%22", '"').split("=", 1)) for one in query.split("&")]
    found = as_selection("events", pairs)

    assert found.left


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=mill",
        "from=2025-07-01&to=2025-07-22",
        "from=2025-05-06&to=2025-05-06&reach=1",
        "type=CONSULT&type=ASSAULT&machine=1",
        "type=RETREAT%3Arelease",
        "status=planned&country=WRN",
        "country=none",
        "party=kestrelia&party=ospreya",
        "place=wrenport&sort=oldest",
        "lacks=date",
        "lacks=place",
        "bbox=20,40,30,42",
        "weekday=tuesday",
        "voices=2",
    ],
)
def test_the_table_of_a_selection_has_its_events(served, query):
    html = get(served, f"{PAGE}?{query}").text
    [address] = re.findall(r'<a href="([^"]+)">as a table</a>', html)
    events = {row["id"] for row in rows(served, re.sub(r"_col=\w+&?", "", unescape(address)))}

    assert events
    assert events == shown(served, f"{PAGE}?{query}")


@pytest.mark.parametrize(
    "query", ["actor=kestrelia", "source=avocet", "deaths=5", "q=%22a+b%22", "weekday=monday&weekday=tuesday"]
)
def test_a_selection_that_no_table_can_say_has_no_link(query):
    args: dict[str, list[str]] = {}
    for one in query.replace("%22", '"').split("&"):
        name, value = one.split("=")
        args.setdefault(name, []).append(value)

    assert as_table(read_selection(args)) is None


def test_under_another_address_the_way_stays_under_it(path):
    below = Datasette([str(path)], settings={"base_url": "/desk/"})

    assert get(below, "/timeline/events.timeline?status=planned").headers["location"].startswith("/desk/")
    assert get(below, "/timeline/claims.timeline?status=planned").headers["location"].startswith("/desk/")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("weekday=tuesday&weekday=sunday", "strftime('%w', date_start) in (:weekday"),
        ("id={}", "events.id in (:event"),
    ],
)
def test_the_sql_of_a_weekday_and_of_named_events_is_shown(path, query, told):
    [key] = ids(path, "select id from events where date_start = '2025-07-22'")
    args: dict[str, list[str]] = {}
    for one in query.format(key).split("&"):
        name, value = one.split("=")
        args.setdefault(name, []).append(value)

    assert told in selection_sql(read_selection(args)).sql
