"""The page of an event: from any value to the words behind it, over the real ASGI application."""

import re
import sqlite3
from contextlib import closing
from html import unescape

import pytest
from datasette.app import Datasette
from serve_sample import HOSTILE, build, get, ids, tilde, visible

from timeline.bench import ged
from timeline.ingest import ingest
from timeline.serve.cite import Cited, bibtex, cite, escaped
from timeline.serve.marked import Mark, around, pieces
from timeline.serve.reasoning import date_reasoning

RELEASE = "select id from events where title like '%two soldiers'"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = build(tmp_path_factory.mktemp("serve") / "timeline.db")
    with closing(sqlite3.connect(path)) as conn:
        [(claim, text)] = conn.execute(
            "select claims.id, text from claims join reports on reports.id = report_id"
            " where quote like '%two soldiers%'"
        )
        for position, (field, value, words, rule) in enumerate(
            (
                ("participant.recipient", "Kestrel soldiers", "two soldiers", "slot.subj"),
                ("date", "2025-07-22/2025-07-22", "on Tuesday", "time.weekday"),
                ("place", "Wrenport", "Wrenport", "place.settlement"),
            )
        ):
            start = text.index(words)
            row = (claim, position, field, value, start, start + len(words), rule)
            conn.execute("insert into evidence values (?, ?, ?, ?, ?, ?, ?)", row)
        conn.commit()
    return path


@pytest.fixture(scope="module")
def served(path):
    return Datasette([str(path)])


def page(served, path, sql, name="timeline"):
    [event] = ids(path, sql)
    return get(served, f"/{name}/-/timeline/event/{tilde(event)}")


def test_the_list_leads_to_the_page_of_an_event(served):
    [href] = re.findall(r'<h4><a href="([^"]+)"', get(served, "/timeline/-/timeline?status=claimed").text)
    found = get(served, unescape(href))

    assert 200 == found.status_code
    assert "Ospreya hands over two soldiers" in visible(found.text)


def test_every_value_stands_beside_its_words_and_its_rule(served, path):
    html = page(served, path, RELEASE).text
    text = visible(html)

    assert '<mark title="recipient: Kestrel soldiers (slot.subj)">two soldiers</mark>' in html
    assert '<mark title="date: 2025-07-22/2025-07-22 (time.weekday)">on Tuesday</mark>' in html
    assert '<mark title="place: Wrenport (place.settlement)">Wrenport</mark>' in html
    assert "recipient Kestrel soldiers “two soldiers” slot.subj" in text
    assert "according to Kestrel Defence Ministry (Telegram)" in text


def test_the_date_is_reasoned_in_one_line(served, path):
    text = visible(page(served, path, RELEASE).text)

    assert "“on Tuesday”, published Tuesday 22 July 2025 → 22 July 2025 (time.weekday)" in text


def test_reports_that_differ_stand_side_by_side(served, path):
    html = page(served, path, "select id from events where title like 'Shelling%'").text
    [table] = re.findall(r'<table class="tl-differ">.*?</table>', html, re.S)

    assert "numbers 12 killed 14 killed" in visible(table)
    assert ["The Daily Wren", "Ospreya Courier"] == re.findall(
        r'<th scope="col"><a [^>]+>([^<]+)</a></th>', table
    )


def test_the_codes_stand_in_four_schemes(served, path):
    text = visible(page(served, path, RELEASE).text)

    assert "PLOVER 2.0 RETREAT: release" in text
    assert "UCDP none" in text


def test_an_event_is_cited_with_the_report_behind_it(served, path):
    html = page(served, path, RELEASE).text

    assert "“Ospreya hands over two soldiers” (22 July 2025; claimed), event" in visible(html)
    assert "After: The Daily Wren, “Two soldiers released”, 2025-07-22T09:30:00+03:00" in visible(html)
    assert "@misc{release-" in html


def test_the_place_is_on_a_map_that_needs_no_script(served, path):
    html = page(served, path, "select id from events where title like 'Shelling%'").text
    without = page(served, path, RELEASE).text

    assert re.search(r'<svg viewBox="0 0 480 300" role="img" aria-label="Map of the place\. [^"]+">', html)
    assert '<circle class="tl-spot tl-part-happened"' in html
    assert "<script" not in html
    assert "tl-place-map" not in without


def test_previous_and_next_walk_through_every_dated_event(served, path):
    [event] = ids(path, "select id from events where date_start is not null order by date_start, id limit 1")
    address, seen = f"/timeline/-/timeline/event/{tilde(event)}", []
    while address:
        html = get(served, address).text
        seen.append(re.findall(r"<h1[^>]*>([^<]+)</h1>", html)[0])
        following = re.findall(r'<a href="([^"]+)" rel="next"', html)
        address = unescape(following[0]) if following else None

    assert 5 == len(seen) == len(set(seen))
    assert ">← Kestrelia and Ospreya" in html


def test_a_hostile_title_is_text_everywhere(served, path):
    html = page(served, path, "select id from events where title like '%script%'").text

    assert "<script" not in html
    assert 'href="javascript:' not in html
    assert HOSTILE in unescape(html)


def test_an_event_that_is_not_there_is_a_page_that_says_so(served):
    found = get(served, "/timeline/-/timeline/event/nobody~3Cscript~3E")

    assert 404 == found.status_code
    assert "There is no event “nobody&lt;script&gt;”" in found.text


def test_an_event_of_a_dataset_shows_its_row_and_what_the_row_names(tmp_path):
    ged.write(3, tmp_path / "ged.csv")
    ingest([tmp_path / "ged.csv"], tmp_path / "rows.db")
    found = page(
        Datasette([str(tmp_path / "rows.db")]), tmp_path / "rows.db", "select max(id) from events", "rows"
    )
    text = visible(found.text)

    assert 200 == found.status_code
    assert "Row 4 of UCDP Georeferenced Event Dataset, as received" in text
    assert "conflict_name" in text
    assert "used under CC BY 4.0" in text
    assert "CAMEO 180 translated with a loss" in text
    assert "Articles that the dataset names" in text


def test_a_row_is_not_shown_where_the_terms_forbid_it(tmp_path, monkeypatch):
    from dataclasses import replace

    from timeline.serve import original

    known = original.dataset_of
    monkeypatch.setattr(original, "dataset_of", lambda name: replace(known(name), redistributable=False))
    ged.write(1, tmp_path / "ged.csv")
    ingest([tmp_path / "ged.csv"], tmp_path / "rows.db")
    served = Datasette([str(tmp_path / "rows.db")])
    text = page(served, tmp_path / "rows.db", "select max(id) from events", "rows").text

    assert "conflict_name" not in text
    assert "do not allow to show its row" in text


def test_marks_may_lie_over_one_another():
    found = pieces("Two men left.", [Mark(0, 13, "", whole=True), Mark(0, 7, "a"), Mark(4, 12, "b")])

    assert ["Two ", "men", " left", "."] == [one.text for one in found]
    assert [("a",), ("a", "b"), ("b",), ()] == [one.notes for one in found]


def test_marks_outside_the_stretch_are_left_out():
    marks = [Mark(100, 120, "", whole=True), Mark(60, 70, "near"), Mark(900, 910, "far")]

    assert (60, 120) == around(marks, 50)
    assert "far" not in {note for one in pieces("x" * 1000, marks, 60, 120) for note in one.notes}


def test_a_date_without_words_or_day_of_publication_says_so():
    told = date_reasoning(None, None, None, None, "unknown", None)

    assert "no words of time beside it, day of publication not stated → date not stated" == told


def test_bibtex_survives_any_title():
    assert r"50\% of \{A\} \& B\_c \textbackslash{}end" == escaped("50% of {A} & B_c \\end")
    entry = bibtex("a/b c", "x", "2025", "claimed", "T", [Cited("S", None, None, "https://wren.example/a_b")])
    assert entry.startswith("@misc{a-b-c,")
    assert "url = {https://wren.example/a_b}" in entry
    assert "After: S, day not stated" in cite(
        "a", "x", "2025", "claimed", "T", [Cited("S", None, None, None)]
    )
