"""Who reported when, over the real application: lanes, silences beside the timeline, and what follows the window."""

import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from html import unescape

import pytest
from datasette.app import Datasette
from serve_sample import AVOCET, COURIER, DAILY, KESTRELIA, build, day, event, get, part, story, visible
from test_serve_out_pages import Tags, run

from timeline.model import EventType, Role, Source, SourceKind, Status

PAGE = "/timeline/-/timeline"
COVERAGE = f"{PAGE}/coverage"
HOSTILE = Source("hostile", '<script>alert(1)</script>"', SourceKind.OUTLET, "OSP")


def told(name, source, published):
    """A report with one event on the day of its publication."""
    title = f"Report {name} of {published}"
    found = event(
        "A meeting", EventType.CONSULT, Status.OCCURRED, day(published), part(Role.ACTOR, KESTRELIA)
    )
    return story(
        f"{name}-{published}",
        title,
        {f"They met, {name} {published}.": found},
        source=source,
        published=published,
    )


def days(first, count, step=1):
    return [str(date.fromisoformat(first) + timedelta(step * number)) for number in range(count)]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A daily that stops in March for good, one that pauses in April, and one report with a hostile name."""
    stories = [
        *(told("wren", DAILY, one) for one in days("2025-02-20", 20)),
        *(told("courier", COURIER, one) for one in (*days("2025-03-01", 30), *days("2025-05-01", 31))),
        told("odd", HOSTILE, "2025-05-10"),
    ]
    ordered = sorted(stories, key=lambda one: (one.report.path, one.report.sha256))
    return build(tmp_path_factory.mktemp("coverage") / "timeline.db", ordered)


@pytest.fixture(scope="module")
def served(path):
    return Datasette([str(path)])


def lanes(html):
    """What the table says in words, by source."""
    rows = re.findall(r'<tr>\s*<th scope="row">(.*?)</th>.*?</svg></td>\s*<td>(.*?)</td>', html, re.S)
    return {
        unescape(re.findall(r">([^<]+)</a>", head)[0]): re.findall(r"<li>(.*?)</li>", notes)
        for head, notes in rows
    }


def test_every_source_has_a_lane_with_what_is_odd_in_words(served):
    found = lanes(get(served, COVERAGE).text)

    assert ["Ospreya Courier", "The Daily Wren", HOSTILE.name] == list(found)
    assert [
        "first report 1 March 2025",
        "silent 31 March \N{EN DASH} 30 April 2025; usually at most 1 day between reports",
    ] == found["Ospreya Courier"]
    assert (
        "silent 12 March \N{EN DASH} 31 May 2025, the last day of which anybody reports"
        in found["The Daily Wren"][1]
    )
    assert ["first report 10 May 2025"] == found[HOSTILE.name]


def test_the_page_sums_up_and_follows_the_window(served):
    whole = visible(get(served, COVERAGE).text)
    may = visible(get(served, f"{COVERAGE}?from=2025-05&to=2025-05").text)

    assert "3 sources, 82 reports, 20 February \N{EN DASH} 31 May 2025" in whole
    assert "2 of 2 sources that report regularly fall silent in this time," in whole
    assert "3 of all 3 sources report for the first time, none jumps." in whole
    assert "3 sources, 32 reports, 1\N{EN DASH}31 May 2025" in may
    assert "1 of 2 sources that report regularly falls silent in this time," in may
    assert "1 of all 3 sources reports for the first time, none jumps." in may


def test_a_lane_is_drawn_with_its_silence_and_says_in_words_what_it_shows(served):
    tags = Tags(get(served, f"{COVERAGE}?unit=day").text)
    drawn = tags.of("svg", role="img")
    bars = tags.of("path", **{"class": "tl-part-happened"})
    silent = [one for one in tags.of("rect", **{"class": "tl-silence"}) if "x" in one]

    assert ["61 reports", "20 reports", "1 report"] == [
        one["aria-label"].rpartition(": ")[2].partition(",")[0] for one in drawn
    ]
    assert [61, 20, 1] == [one["d"].count("M") for one in bars]
    assert 2 == len(silent)
    assert all(0 <= float(one["x"]) and float(one["x"]) + float(one["width"]) <= 1000.2 for one in silent)


def test_the_timeline_says_who_is_silent_under_its_bars(served):
    html = get(served, f"{PAGE}?from=2025-03-01&to=2025-05-31&unit=month").text
    marks = [unescape(one) for one in re.findall(r"<title>([^<]*regular[^<]*)</title>", html)]

    assert [
        "March 2025 to April 2025: 2 of 2 regular sources silent",
        "May 2025: 1 of 2 regular sources silent",
    ] == marks
    assert (
        "2 of 2 sources that report regularly fall silent in this time: The Daily Wren (12 March"
        in visible(html)
    )
    [href] = re.findall(r'href="([^"]+)">Who reported when', html)
    assert 200 == get(served, unescape(href)).status_code
    assert "from=2025-03-01" in href


def test_the_timeline_says_who_is_new_but_not_at_the_beginning_of_the_file(served):
    whole, later = (visible(get(served, f"{PAGE}{query}").text) for query in ("", "?from=2025-02-25"))

    assert "for the first time" not in whole
    assert "In this time 2 sources report here for the first time." in later


def test_a_jump_is_told_on_the_timeline_drawn_in_the_lane_and_told_beside_it(tmp_path):
    pace = [(date(2025, month, 1), 12 if month < 4 else 1) for month in range(1, 7)]
    stories = [
        told("wren", DAILY, str(start + timedelta(step * number)))
        for start, step in pace
        for number in range(2 if step == 12 else 24)
    ]
    ordered = sorted(stories, key=lambda one: (one.report.path, one.report.sha256))
    own = Datasette([str(build(tmp_path / "timeline.db", ordered))])
    html = get(own, COVERAGE).text

    assert "April 2025: jumps to 24 reports from 2 the month before" in lanes(html)["The Daily Wren"]
    assert 1 == len([one for one in Tags(html).of("path", **{"class": "tl-jump"}) if one["d"] != "M7 0v14"])
    assert "1 source jumps to three times as much or a third" in visible(get(own, PAGE).text)


def test_a_time_without_a_silence_says_so_and_draws_none(served):
    html = get(served, f"{PAGE}?from=2025-03-01&to=2025-03-08").text

    assert "None of 2 sources that report regularly falls silent in this time." in visible(html)
    assert "tl-share" not in html


def test_with_a_source_chosen_only_its_silences_are_told(served):
    html = get(served, f"{PAGE}?source=ospreya-courier").text

    assert "1 of 1 source that reports regularly falls silent in this time: Ospreya Courier" in visible(html)
    assert ["Ospreya Courier"] == list(lanes(get(served, f"{COVERAGE}?source=ospreya-courier").text))


def test_the_page_of_a_source_tells_its_silences(served):
    text = visible(get(served, f"{PAGE}/source/daily-wren").text)

    assert "Silent 12 March" in text
    assert "who reported when" in text


def test_a_frame_shows_the_silences_too(served):
    assert "fall silent in this time" in visible(get(served, f"{PAGE}?embed=1").text)


def with_citations(path):
    """Four rows of a dataset that cite two articles of an agency, and one that was read itself."""
    build(path, [told("wren", DAILY, "2025-05-01")])
    with closing(sqlite3.connect(path)) as conn:
        [(report, event_id)] = conn.execute("select report_id, event_id from claims").fetchall()
        conn.execute(
            "insert or ignore into sources (id, name, kind) values ('avocet', ?, 'agency')", (AVOCET.name,)
        )
        for line, article in enumerate("aab"):
            conn.execute(
                "insert into citations (report_id, line, position, event_id, source_id, published_at, url)"
                " values (?, ?, 0, ?, 'avocet', '2025-05-03', ?)",
                (report, line + 1, event_id, f"https://avocet.example/{article}"),
            )
        conn.execute("update reports set url = 'https://wren.example/1'")
        conn.execute(
            "insert into citations (report_id, line, position, event_id, source_id, published_at, url)"
            " values (?, 4, 0, ?, 'daily-wren', '2025-05-01', 'https://wren.example/1')",
            (report, event_id),
        )
        conn.commit()
    return Datasette([str(path)])


def labels(html):
    return [one["aria-label"] for one in Tags(html).of("svg", role="img")]


def test_articles_that_a_dataset_cites_count_as_reports_of_their_source_once(tmp_path):
    own = with_citations(tmp_path / "timeline.db")

    assert [
        "Avocet News Agency: 2 reports, up to 2 a day",
        "The Daily Wren: 1 report, up to 1 a day",
    ] == labels(get(own, COVERAGE).text)


def test_articles_that_are_too_many_are_counted_for_who_asks(tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.serve.coverage.MOST_CITED", 2)
    own = with_citations(tmp_path / "timeline.db")
    html = get(own, f"{COVERAGE}?from=2025").text
    [href] = re.findall(r'href="([^"]+)">Count the 4 articles', html)
    every = get(own, unescape(href)).text

    assert ["The Daily Wren: 1 report, up to 1 a day"] == labels(html)
    assert "Avocet News Agency: 2 reports, up to 2 a day" in labels(every)
    assert "Count the 4" not in every
    assert [{"type": "hidden", "name": "cited", "value": "1"}] == Tags(every).of("input", name="cited")
    assert "articles that datasets cite are counted there only" in visible(get(own, PAGE).text)


def test_sources_come_page_by_page(tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.serve.coverage_page.LANES", 2)
    stories = [
        told(f"s{number}", Source(f"s{number}", f"Source {number}", SourceKind.OUTLET), "2025-05-01")
        for number in range(5)
    ]
    small = Datasette([str(build(tmp_path / "timeline.db", stories))])
    address, seen = COVERAGE, []
    while address:
        html = get(small, address).text
        seen += list(lanes(html))
        following = re.findall(r'<a href="([^"]+)" rel="next"', html)
        address = unescape(following[0]) if following else None

    assert [f"Source {number}" for number in range(5)] == seen
    assert "No source here" not in get(small, f"{COVERAGE}?page=3").text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=0", 400),
        ("cited=2", 400),
        ("cited=1", 200),
        ("page=x", 400),
        ("page=1&page=2", 400),
        ("page=99999", 400),
        ("from=2025-13", 400),
        ("source=nobody", 404),
        ("page=9999", 200),
        ("from=0001&to=9999&unit=day", 200),
        ("from=1900&to=1901", 200),
        ("to=0001-01-01", 200),
        ("from=9999-12-31", 200),
        ("lacks=date", 200),
    ],
)
def test_odd_addresses_have_a_clear_page(served, query, status):
    page = get(served, f"{COVERAGE}?{query}")

    assert status == page.status_code
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_the_coverage_has_its_sql_and_a_head(served):
    html = get(served, f"{COVERAGE}?from=2025-05").text
    [href] = [unescape(one) for one in re.findall(r'href="([^"]+)">Show the SQL', html)]

    assert 32 == sum(row["reports"] for row in run(served, href))
    assert [f"http://localhost{COVERAGE}?from=2025-05-01"] == [
        one["href"] for one in Tags(html).of("link", rel="canonical")
    ]


def test_an_empty_file_has_an_empty_coverage(tmp_path):
    page = get(Datasette([str(build(tmp_path / "timeline.db", []))]), COVERAGE)

    assert 200 == page.status_code
    assert "No source here has a report" in page.text


def test_another_build_is_counted_anew(tmp_path):
    path = build(tmp_path / "timeline.db", [told("wren", DAILY, "2025-05-01")])
    own = Datasette([str(path)])
    before = get(own, COVERAGE).text
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("update reports set published_at = '2025-06-02'")
        conn.commit()

    assert "1 May 2025" in visible(before)
    assert "2 June 2025" in visible(get(own, COVERAGE).text)
