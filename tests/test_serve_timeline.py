"""The timeline page over the real ASGI application: one selection in bars, list, facets and counts."""

import re
import sqlite3
from contextlib import closing
from html import unescape

import pytest
from datasette.app import Datasette
from serve_sample import HOSTILE, build, get, ids, visible

PAGE = "/timeline/-/timeline"
DESK = ("/desk/", "http://localhost/desk/", "#", "https://datasette.io/")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build(tmp_path_factory.mktemp("serve") / "timeline.db")


@pytest.fixture(scope="module")
def served(path):
    return Datasette([str(path)])  # plain Datasette: the plugin comes with the installed package


def titles(html):
    return [unescape(title) for title in re.findall(r"<h4><a [^>]+>([^<]+)</a></h4>", html)]


def facet(html, name):
    [part] = re.findall(rf"<h2>{name}</h2>(.*?)</ul>", html, re.S)
    return {
        word.lstrip("✓ "): (int(number), unescape(href))
        for href, word, number in re.findall(
            r'<a href="([^"]+)"[^>]*>([^<]+)</a> <span class="tl-number">(\d+)', part
        )
    }


def test_the_page_tells_the_course_newest_first(served):
    html = get(served, PAGE).text
    text = visible(html)

    assert [
        "Kestrelia and Ospreya hold talks",
        "Kestrelia and Ospreya plan talks",
        "Ospreya hands over two soldiers",
        "Shelling of the mill in Wrenport",
        "Kestrelia and Ospreya agree on a list",
    ] == sorted(titles(html)[:2]) + titles(html)[2:]
    assert "1 May \N{EN DASH} 23 July 2025" in text
    assert "5 events" in text
    assert "12 people killed by the numbers of 1 event reported as happened" in text
    assert "1 event without a known date" in text
    assert "2 events listed here without a known place" in text
    assert titles(get(served, f"{PAGE}?sort=oldest").text)[0] == "Kestrelia and Ospreya agree on a list"


def test_what_is_planned_or_claimed_is_marked_as_that_beside_the_event(served):
    cards = re.findall(r"<article.*?</article>", get(served, PAGE).text, re.S)
    states = {titles(card)[0]: re.findall(r"tl-badge tl-(\w+)", card) for card in cards}

    assert ["planned"] == states["Kestrelia and Ospreya plan talks"]
    assert ["claimed"] == states["Ospreya hands over two soldiers"]
    assert ["occurred"] == states["Shelling of the mill in Wrenport"]


def test_the_voices_behind_an_event_are_counted(served):
    assert "2 independent sources" in visible(get(served, f"{PAGE}?type=ASSAULT").text)


def test_every_bar_leads_into_its_time_and_to_as_many_events_as_it_says(served):
    html = get(served, f"{PAGE}?unit=month").text
    bars = re.findall(r'<a href="([^"]+)"><title>([^:]+): (\d+)', html)

    assert [("May 2025", "2"), ("July 2025", "3")] == [(name, number) for _, name, number in bars]
    assert [2, 3] == [len(titles(get(served, unescape(href)).text)) for href, _, _ in bars]


def test_an_event_known_to_the_month_is_no_bar_of_a_day(served):
    html = get(served, f"{PAGE}?from=2025-05-01&to=2025-05-10&unit=day").text

    assert ["6 May 2025"] == re.findall(r"<title>([^:<]+):", html)
    assert "1 event known to a longer time than one day: listed, not drawn" in visible(html)
    assert ["6 May 2025", "May 2025"] == re.findall(r'class="tl-day">([^<]+)', html)


def test_a_total_of_years_is_listed_and_no_bar_begins_with_it(tmp_path):
    path = build(tmp_path / "timeline.db")
    before = Datasette([str(path)])
    heading = re.search("<h1[^>]*>(.*?)</h1>", get(before, PAGE).text)[1]
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(
            """update events set date_start = '2020-02-01', date_end = '2025-06-01', date_precision = 'range'
            where title = 'Shelling of the mill in Wrenport'"""
        )
        conn.commit()
    served = Datasette([str(path)])
    html = get(served, f"{PAGE}?unit=year").text

    assert heading == re.search("<h1[^>]*>(.*?)</h1>", get(served, PAGE).text)[1]
    assert "Shelling of the mill in Wrenport" in titles(html)
    assert "1 event known to a longer time than one year: listed, not drawn" in visible(html)
    assert ["2025"] == list(facet(html, "Year"))
    assert "2020" not in get(served, "/").text.split("In numbers")[1].split("Latest events")[0]
    assert "1 event known to a longer time than one month: not drawn" in visible(get(served, "/").text)
    assert "2020" in re.search("<h1[^>]*>(.*?)</h1>", get(served, f"{PAGE}?q=shelling").text)[1]


def test_facets_count_what_their_links_show(served):
    html = get(served, PAGE).text
    for name in ("Status", "Type", "Country", "Who acts", "Done to whom", "Place", "Source"):
        found = facet(html, name)
        shown = {word: len(titles(get(served, href).text)) for word, (_, href) in found.items()}

        assert shown == {word: number for word, (number, _) in found.items()}, name


def test_a_chosen_value_keeps_the_others_of_its_facet_and_can_be_taken_away(served):
    html = get(served, f"{PAGE}?status=planned").text

    assert {"occurred": 3, "planned": 1, "claimed": 1} == {
        word: number for word, (number, _) in facet(html, "Status").items()
    }
    [chip] = re.findall(r'<a href="([^"]+)" aria-label="take away: status: planned"', html)
    assert 5 == len(titles(get(served, unescape(chip)).text))


@pytest.mark.parametrize("field", ["actor", "party"])
def test_a_name_is_as_good_as_an_id_and_so_is_another_name(served, field):
    pages = [
        get(served, f"{PAGE}?{field}={name}").text for name in ("kestrelia", "KESTRELIA", "Kestrel+Republic")
    ]

    assert 3 == len(titles(pages[0]))
    assert titles(pages[0]) == titles(pages[1]) == titles(pages[2])


def test_a_window_says_what_began_before_it(served):
    html = get(served, f"{PAGE}?from=2025-05-06&to=2025-05-06").text
    [href] = re.findall(r'<a href="([^"]+)">1 event that began before and reach', html)

    assert ["Shelling of the mill in Wrenport"] == titles(html)
    assert "Kestrelia and Ospreya agree on a list" in titles(get(served, unescape(href)).text)


def test_an_empty_result_says_why(served):
    html = get(served, f"{PAGE}?status=denied&type=ASSAULT").text

    assert "It does not say that nothing happened" in html
    assert "1 event without the filter \N{LEFT DOUBLE QUOTATION MARK}status" in visible(html)


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("actor=nobody", 404, "There is no actor"),
        ("place=wren", 404, "Perhaps: Wrenport"),
        ("country=Atlantis", 404, "There is no country"),
        ("dataset=nothing", 404, "There is no dataset"),
        ("from=2025-13-01", 400, "is no day"),
        ("from=2025-07-02&to=2025-07-01", 400, "backwards"),
        ("q=%22", 400, "no letter"),
        ("q=" + "x" * 7_000, 400, "7,000 characters"),
        ("q=" + "x" * 10_000, 400, "more than 8,000 characters"),
        ("bbox=a,b", 400, "four numbers"),
        ("type=<script>alert(1)</script>", 400, "is no type"),
    ],
)
def test_what_cannot_be_is_a_page_that_says_so(served, query, status, told):
    page = get(served, f"{PAGE}?{query}")

    assert status == page.status_code
    assert told in visible(page.text)
    assert "Traceback" not in page.text
    assert "<script>" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    [
        "?q=%00a",
        "?q=%ED%A0%80",
        "?actor=%00",
        "?from=0001&unit=day",
        "?from=0001-01-01&to=9999-12-31&unit=week",
        "?to=0001-01-01&reach=1",
        "?after=2025-07-22~%27%3B--",
        "?lacks=date&after=~x&party=ospreya",
        "?bbox=1e400,0,1,1",
        "?nonsense=1&_x=2",
        "/event/%00",
        "/event/" + "a" * 6_000,
        "/report/~ED~A0~80",
        "/actor/%2e%2e",
    ],
)
def test_no_address_makes_the_server_fail(served, address):
    assert get(served, PAGE + address).status_code in (200, 400, 404)


def test_text_of_reports_and_of_the_visitor_is_escaped(served):
    pages = [
        get(served, f"{PAGE}?{query}").text for query in ("lacks=date", "q=script", "q=<script>alert(1)")
    ]

    assert [HOSTILE] == titles(pages[0])
    assert [False] * 3 == ["<script>" in page or 'href="javascript:' in page for page in pages]
    assert "&lt;script&gt;alert(1)" in pages[2]


def test_a_page_holds_nothing_that_its_policy_would_block(served):
    found = get(served, PAGE)
    [script] = re.findall(
        r'<script type="module" src="(/-/timeline/static/[0-9a-f]{12}/timeline.js)"></script>', found.text
    )
    rest = found.text.replace(f'src="{script}"', "").replace('<script type="module" ></script>', "")
    rest = re.sub(r"&lt;.*?&gt;", "", rest)  # the frame that others may copy is text

    assert [] == re.findall(r"<script|<style|\sstyle=|\son[a-z]+=|src=", rest)
    assert "script-src 'self'; connect-src 'self'" in found.headers["content-security-policy"]
    assert "unsafe" not in found.headers["content-security-policy"]


def test_the_pages_of_the_list_pass_over_nothing_and_repeat_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.serve.course.PAGE", 2)
    small = Datasette([str(build(tmp_path / "timeline.db"))])
    for order in ("newest", "oldest"):
        address, seen = f"{PAGE}?sort={order}", []
        while address:
            html = get(small, address).text
            seen.append(titles(html))
            following = re.findall(r'<a href="([^"]+)" rel="next"', html)
            address = unescape(following[0]) if following else None

        assert [2, 2, 1] == [len(page) for page in seen]
        assert 5 == len({title for page in seen for title in page})


def test_the_address_without_a_database_leads_to_the_timeline(served):
    page = get(served, "/-/timeline?q=mill")

    assert (302, f"{PAGE}?q=mill") == (page.status_code, page.headers["location"])


def test_who_may_not_see_the_database_does_not_see_its_timeline(path):
    closed = Datasette([str(path)], metadata={"databases": {"timeline": {"allow": {"id": "editor"}}}})

    assert {403} == {get(closed, address).status_code for address in ("/-/timeline", PAGE)}


def test_a_database_that_is_no_timeline_has_no_such_page(served):
    assert 404 == get(served, "/other/-/timeline").status_code


def test_under_another_address_every_link_stays_under_it(path):
    below = Datasette([str(path)], settings={"base_url": "/desk/"})
    targets = re.findall(r'(?:href|action)="([^"]+)"', get(below, PAGE).text)

    assert set() == {one for one in targets if not one.startswith(DESK)}


def test_a_page_is_made_once_for_a_build_and_anew_for_the_next(tmp_path):
    path = build(tmp_path / "timeline.db")
    served = Datasette([str(path)])
    before = get(served, PAGE).text
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("update events set title = 'Talks end in Wrenport' where title like '%hold talks'")
        conn.commit()

    assert "Talks end in Wrenport" not in before
    assert "Talks end in Wrenport" in get(served, PAGE).text


def test_an_empty_file_has_an_empty_timeline(tmp_path):
    page = get(Datasette([str(build(tmp_path / "empty.db", []))]), "/empty/-/timeline")

    assert 200 == page.status_code
    assert "No event in this selection" in page.text


def test_years_months_and_weekdays_are_counted_newest_first_and_lead_to_their_events(served):
    html = get(served, PAGE).text
    found = {name: facet(html, name) for name in ("Year", "Month", "Weekday")}
    shown = {
        name: {word: len(titles(get(served, href).text)) for word, (_, href) in values.items()}
        for name, values in found.items()
    }

    assert {"2025": 5} == {word: number for word, (number, _) in found["Year"].items()}
    assert [("July 2025", 3), ("May 2025", 2)] == [(word, one[0]) for word, one in found["Month"].items()]
    assert [("Tuesday", 2), ("Wednesday", 2)] == [(word, one[0]) for word, one in found["Weekday"].items()]
    assert shown == {name: {word: one[0] for word, one in values.items()} for name, values in found.items()}


def test_a_chosen_weekday_keeps_the_others_and_is_taken_away_by_its_link(served):
    html = get(served, f"{PAGE}?weekday=tuesday").text

    assert {"Shelling of the mill in Wrenport", "Ospreya hands over two soldiers"} == set(titles(html))
    assert ["Tuesday", "Wednesday"] == list(facet(html, "Weekday"))
    assert "on a: Tuesday" in visible(html)
    assert 5 == len(titles(get(served, facet(html, "Weekday")["Tuesday"][1]).text))


def test_a_chosen_month_is_taken_away_by_its_own_link(served):
    html = get(served, f"{PAGE}?from=2025-07&to=2025-07").text

    assert 5 == len(titles(get(served, facet(html, "Month")["July 2025"][1]).text))


def test_events_are_chosen_by_id(served, path):
    keys = ids(path, "select id from events where date_start is not null order by id limit 2")
    html = get(served, f"{PAGE}?id={keys[0]}&id={keys[1]}").text

    assert 2 == len(titles(html))
    assert "2 named events" in visible(html)
    assert 404 == get(served, f"{PAGE}?id=nothing").status_code
    assert 400 == get(served, f"{PAGE}?" + "&".join(f"id={number}" for number in range(51))).status_code


def test_a_quotation_mark_that_is_not_closed_begins_a_phrase(served):
    assert ["Shelling of the mill in Wrenport"] == titles(get(served, f"{PAGE}?q=%22the+mill+in").text)
    assert [] == titles(get(served, f"{PAGE}?q=%22mill+the").text)
    assert ["Shelling of the mill in Wrenport"] == titles(get(served, f"{PAGE}?q=mill%22").text)
