"""What the pages hold for those who take them along: SQL, frames, heads, worked queries."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest
from datasette.app import Datasette
from out_sample import ARABIC, FORMULA, SCRIPT, everything
from serve_sample import build, get, ids, tilde
from test_serve_out import restrict

from timeline.serve.queries import queries
from timeline.serve.selection import read_selection
from timeline.serve.shown_sql import selection_sql

PAGE = "/timeline/-/timeline"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build(tmp_path_factory.mktemp("pages") / "timeline.db", everything())


@pytest.fixture(scope="module")
def served(path):
    return Datasette([str(path)])


@pytest.fixture(scope="module")
def locked(path):
    return Datasette([str(path)], settings={"default_allow_sql": False})


class Tags(HTMLParser):
    """Every tag of a page with its attributes, as a browser reads them."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def of(self, tag, **wanted):
        return [given for name, given in self.found if name == tag and wanted.items() <= given.items()]


def pages(path):
    """The addresses of one page of each kind."""
    [event] = ids(path, "select id from events where title like 'Shelling%'")
    [report] = ids(path, "select id from reports where id like 'attack-on%'")
    return {
        "timeline": PAGE,
        "event": f"{PAGE}/event/{tilde(event)}",
        "actor": f"{PAGE}/actor/ospreya",
        "source": f"{PAGE}/source/at",
        "report": f"{PAGE}/report/{tilde(report)}",
    }


def run(served, href):
    """The rows of a query page as its own JSON gives them."""
    target = urlsplit(href)
    page = get(served, f"{target.path}.json?{target.query}&_shape=array")
    assert 200 == page.status_code, page.text
    return page.json()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "sort=oldest",
        "status=planned&status=claimed",
        "type=CONSULT&type=RETREAT:release",
        "actor=ospreya&recipient=kestrel-soldiers",
        "party=ospreya&party=kestrelia",
        "country=WRN&place=wrenport",
        "source=avocet&source=ospreya-courier",
        "dataset=none",
        "lacks=date",
        "lacks=place",
        "from=2025-05-02&to=2025-07-22",
        "from=2025-05-02&reach=1",
        "deaths=12",
        "voices=1",
        "q=mill",
        "q=%22hold+talks%22",
        "bbox=28,40,30,42",
        "bbox=30,40,-30,42",
        "machine=1",
    ],
)
def test_the_sql_of_a_selection_gives_its_events_in_its_order(served, query):
    html = get(served, f"{PAGE}?{query}").text
    [href] = [unescape(one) for one in re.findall(r'href="([^"]+)">Show the SQL', html)]
    shown = re.findall(r'<h4><a href="[^"]*/event/([^"]+)"', html)

    assert shown == [tilde(row["id"]) for row in run(served, href)]
    assert query not in ("", "deaths=12") or shown


def test_the_sql_has_named_parameters_and_nothing_of_the_visitor_in_it():
    hostile = "x') or 1=1; --"
    found = selection_sql(
        read_selection({"actor": [hostile], "q": ["a mill"], "deaths": ["3"], "from": ["2025"]})
    )

    assert hostile not in found.sql
    assert {"actor": hostile, "words": '"a" "mill"', "deaths": "3", "first_day": "2025-01-01"} == dict(
        found.values
    )
    assert "cast(:deaths as integer)" in found.sql
    assert max(map(len, found.sql.splitlines())) < 120


@pytest.mark.parametrize("kind", ["timeline", "event", "actor", "source", "report"])
def test_every_page_leads_to_its_sql_which_runs(served, path, kind):
    html = get(served, pages(path)[kind]).text
    [href] = [unescape(one) for one in re.findall(r'href="([^"]+)">Show the SQL', html)]
    names = [name for name, _ in parse_qsl(urlsplit(href).query)]

    assert "sql" == names[0]
    assert run(served, href)
    assert 200 == get(served, href).status_code


@pytest.mark.parametrize("kind", ["timeline", "event", "actor", "source", "report"])
def test_where_nobody_may_ask_in_sql_it_is_not_offered(locked, path, kind):
    page = get(locked, pages(path)[kind])

    assert 200 == page.status_code
    assert "Show the SQL" not in page.text


def test_the_page_of_queries_shows_each_with_its_text_and_runs_it(served, locked):
    for site in (served, locked):
        html = get(site, f"{PAGE}/queries").text
        hrefs = [unescape(one) for one in re.findall(r'href="([^"]+)">Run it', html)]

        assert len(queries()) == len(hrefs)
        assert {200} == {get(site, href).status_code for href in hrefs}
        assert all(query.title in html and query.description in unescape(html) for query in queries())
        assert all(query.sql.splitlines()[0] in unescape(html) for query in queries())


def test_every_query_finds_rows_in_the_sample_but_those_of_what_it_lacks(served, tmp_path):
    usual = Datasette([str(build(tmp_path / "timeline.db"))])
    empty = {
        query.name
        for query in queries()
        if not get(usual, f"/timeline/{query.name}.json?_shape=array").json()
    }

    # the last one asks for a day
    assert {"what_to_look_at", "copies_and_voices", "as_of_a_day"} == empty - {"may_be_one"}


def test_events_around_a_point_are_nearest_first(served):
    found = get(served, "/timeline/around_a_place.json?_shape=array&latitude=41.1&longitude=29&km=20").json()

    assert {11.1} == {row["km"] for row in found}
    assert {"Wrenport"} == {row["place"] for row in found}


def test_what_may_be_one_event_is_listed_with_its_distances(served):
    found = get(served, "/timeline/may_be_one.json?_shape=array&day=2025-07-23").json()

    assert [("0", 0.0)] == [(row["days_apart"], row["km_apart"]) for row in found]
    assert {"planned", "occurred"} == {found[0]["first_status"], found[0]["second_status"]}


def test_the_ways_out_stand_on_the_page_and_all_of_them_answer(served):
    tags = Tags(get(served, f"{PAGE}?status=planned").text)
    hrefs = [one["href"] for one in tags.of("a") if "/events." in one.get("href", "")]

    assert ["csv", "json", "geojson", "jsonl", "ics", "atom", "attribution.txt"] == [
        urlsplit(href).path.partition("events.")[2] for href in hrefs
    ]
    assert {"status=planned"} == {urlsplit(href).query for href in hrefs}
    assert {200} == {get(served, href).status_code for href in hrefs}


def test_what_the_terms_withhold_is_counted_on_the_page(tmp_path):
    path = build(tmp_path / "timeline.db", everything())
    restrict(path, "release%")
    html = get(Datasette([str(path)]), PAGE).text

    assert "2 events of these are in none of the files: the terms of Armed Conflict Location" in html


def test_a_page_says_of_itself_what_it_is(served, path):
    for kind, address in pages(path).items():
        page = get(served, address)
        tags = Tags(page.text)
        [canonical] = tags.of("link", rel="canonical")
        [description] = tags.of("meta", name="description")
        shown = {one["property"]: one["content"] for one in tags.of("meta") if "property" in one}

        assert f"http://localhost{address}" == canonical["href"] == shown["og:url"], kind
        assert description["content"] == shown["og:description"]
        assert 20 < len(description["content"]) <= 300
        assert {"og:title", "og:type", "og:site_name"} <= set(shown)


def test_the_head_of_an_event_cannot_be_taken_for_a_fact(served, path):
    [event] = ids(path, f"select id from events where title = '{ARABIC}'")
    tags = Tags(get(served, f"{PAGE}/event/{tilde(event)}").text)

    assert [f"PLANNED: {ARABIC}"] == [one["content"] for one in tags.of("meta", property="og:title")]
    assert "planned, September 2025" in tags.of("meta", name="description")[0]["content"]


def test_a_hostile_title_stays_within_the_head(served, path):
    [event] = ids(
        path,
        "select id from events where status = 'denied' and title like '%script%' and date_start > '2025-08'",
    )
    page = get(served, f"{PAGE}/event/{tilde(event)}")

    assert [f"DENIED: {SCRIPT}"] == [
        one["content"] for one in Tags(page.text).of("meta", property="og:title")
    ]
    assert "<script" not in page.text


def test_readers_of_feeds_find_the_feed_of_the_selection(served):
    for address in (f"{PAGE}?status=planned", f"{PAGE}/actor/ospreya", f"{PAGE}/source/at"):
        [feed] = Tags(get(served, address).text).of("link", type="application/atom+xml")

        assert 200 == get(served, feed["href"].removeprefix("http://localhost")).status_code


def test_what_is_kept_for_one_host_is_not_shown_under_another(served):
    get(served, PAGE, headers={"host": "evil.example"})

    assert "evil.example" not in get(served, PAGE).text


def test_what_is_kept_for_who_may_ask_is_not_shown_to_who_may_not(path):
    rules = {"databases": {"timeline": {"allow_sql": {"id": "editor"}}}}
    where = "config" if hasattr(Datasette, "allowed") else "metadata"  # 1.0 and before
    mixed = Datasette([str(path)], **{where: rules})
    cookie = {"cookie": f"ds_actor={mixed.sign({'a': {'id': 'editor'}}, 'actor')}"}

    assert "Show the SQL" in get(mixed, PAGE, headers=cookie).text
    assert "Show the SQL" not in get(mixed, PAGE).text


def test_the_view_for_frames_may_stand_anywhere_and_no_other_page_may(served, path):
    framed = get(served, f"{PAGE}?embed=1&status=planned")
    others = [
        get(served, address)
        for address in (*pages(path).values(), "/", "/timeline/events", f"{PAGE}?embed=0")
    ]

    assert 200 == framed.status_code
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    assert "x-frame-options" not in framed.headers
    assert {"SAMEORIGIN"} == {page.headers["x-frame-options"] for page in others}
    assert {True} == {"frame-ancestors 'self'" in page.headers["content-security-policy"] for page in others}


def test_the_view_for_frames_shows_the_events_and_nothing_to_fill_in(served):
    html = get(served, f"{PAGE}?embed=1&q=talks").text
    full = get(served, f"{PAGE}?q=talks").text
    tags = Tags(html)
    away = [one for one in tags.of("a") if not one["href"].startswith("#")]

    assert re.findall(r"<h4>.*?</h4>", full)
    assert len(re.findall(r"<h4>", html)) == len(re.findall(r"<h4>", full))
    assert [] == [*tags.of("form"), *tags.of("header"), *tags.of("nav"), *tags.of("input")]
    assert [{"target": "_blank"}] == tags.of("base")
    assert away
    assert {True} == {"noopener" in one["rel"] for one in away}
    assert f"http://localhost{PAGE}?q=talks" == away[-1]["href"]
    assert re.findall("tl-badge tl-planned", html)


@pytest.mark.parametrize("value", ["2", "yes", "1&embed=0"])
def test_a_frame_is_asked_for_with_one_only(served, value):
    assert 400 == get(served, f"{PAGE}?embed={value}").status_code


def test_the_frame_to_copy_is_escaped_once_and_leads_to_the_view(served):
    html = get(served, f"{PAGE}?q=a%22onload%3D%22b").text
    [snippet] = re.findall(r"&lt;iframe.*?iframe&gt;", html)
    [frame] = Tags(unescape(snippet)).of("iframe")

    assert {"src", "title", "width", "height", "loading"} == set(frame)
    assert 200 == get(served, frame["src"].removeprefix("http://localhost")).status_code


def test_nothing_hostile_comes_out_of_any_page_as_markup(served, path):
    for address in [*pages(path).values(), f"{PAGE}?embed=1", f"{PAGE}/queries"]:
        html = re.sub(r'<script type="module" src="[^"]*"></script>', "", get(served, address).text)

        assert "<script" not in html
        assert 'href="javascript:' not in html
    assert FORMULA in unescape(get(served, f"{PAGE}?embed=1").text)
