"""The pages of actors, sources and reports over the real ASGI application."""

import re
import sqlite3
from contextlib import closing
from html import unescape

import pytest
from datasette.app import Datasette
from serve_sample import HOSTILE, build, get, ids, tilde, visible

from timeline.bench import ged
from timeline.ingest import ingest
from timeline.serve.report_page import may_show

BASE = "/timeline/-/timeline"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = build(tmp_path_factory.mktemp("serve") / "timeline.db")
    with closing(sqlite3.connect(path)) as conn:
        [(claim, start)] = conn.execute(
            "select claims.id, instr(text, 'two soldiers') - 1 from claims join reports on reports.id = report_id"
            " where quote like '%two soldiers%'"
        )
        row = (claim, 0, "participant.recipient", "Kestrel soldiers", start, start + 12, "slot.subj")
        conn.execute("insert into evidence values (?, ?, ?, ?, ?, ?, ?)", row)
        conn.execute(
            "update sources set licence = 'all rights reserved', redistributable = 0 where id = 'ospreya-courier'"
        )
        conn.commit()
    return path


@pytest.fixture(scope="module")
def served(path):
    return Datasette([str(path)])


def titles(html):
    return [unescape(title) for title in re.findall(r"<h[34]><a [^>]+>([^<]+)</a></h[34]>", html)]


def report(served, path, name):
    [key] = ids(path, f"select id from reports where id like '{name}%'")
    return get(served, f"{BASE}/report/{tilde(key)}").text


def test_an_actor_has_its_own_timeline_and_names(served):
    html = get(served, f"{BASE}/actor/kestrelia").text
    text = visible(html)

    assert "Also written: Kestrel Republic" in text
    assert "its part Kestrel Defence Ministry" in text
    assert "actor in 3 events" in text
    assert 3 == len(titles(html))
    [href] = re.findall(r'<a href="([^"]+)">All of them on the timeline', html)
    assert 3 == len(titles(get(served, unescape(href)).text))


def test_the_numbers_between_two_actors_are_those_that_their_links_show(served):
    html = get(served, f"{BASE}/actor/ospreya").text
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', html, re.S)
    found = {
        visible(row).split(" ", 2)[1]: [
            (int(number), len(titles(get(served, unescape(href)).text)))
            for href, number in re.findall(r'<td><a href="([^"]+)">(\d+)', row)
        ]
        for row in rows
    }

    assert {"Kestrelia", "Kestrel"} == found.keys()
    assert [(2, 2), (3, 3)] == found["Kestrelia"]
    assert [(1, 1), (1, 1)] == found["Kestrel"]


def test_a_source_shows_its_terms_and_coverage(served):
    html = get(served, f"{BASE}/source/ospreya-courier").text
    text = visible(html)

    assert "licence all rights reserved; may not be passed on" in text
    assert "2 of its own" in text
    assert re.search(r"<title>(week of )?[^<]*2025: 1 report</title>", html)
    [first, *_] = re.findall(r'<a href="([^"]+)"><title>[^<]*1 report</title>', html)
    page, _, query = unescape(first).partition("?")
    assert 1 == len(get(served, f"{page}.json?_shape=array&{query}").json())


def test_an_agency_shows_what_others_carried(served):
    assert "2 carried by others" in visible(get(served, f"{BASE}/source/avocet").text)


def test_a_report_shows_its_text_with_what_was_coded(served, path):
    html = report(served, path, "release")
    text = visible(html)

    assert "Its text" in text
    assert 'title="recipient: Kestrel soldiers (slot.subj)"' in html
    assert "Talks are due to be held in Wrenport on Wednesday." in text
    assert "by A. Wren, B. Plover" in text
    assert ["Ospreya hands over two soldiers", "Kestrelia and Ospreya plan talks"] == titles(html)


def test_a_text_that_may_not_be_passed_on_is_shown_by_its_coded_sentences_only(served, path):
    with closing(sqlite3.connect(path)) as conn:
        [(title,)] = conn.execute("select title from reports where id like 'meeting%'")
    html = report(served, path, "meeting")
    [part] = re.findall(r'<div class="tl-text"[^>]*>(.*?)</div>', html, re.S)

    assert "does not allow to show more" in html
    assert "Delegations met in Wrenport on Wednesday." == visible(part).strip()
    assert title not in part


def test_what_a_report_states_comes_before_the_terms_of_its_source():
    assert may_show("CC-BY-4.0", 0)
    assert may_show(None, None)
    assert not may_show(None, 0)
    assert not may_show("All rights reserved", 1)


def test_a_hostile_report_is_text_and_its_address_no_link(served, path):
    html = report(served, path, "hostile")

    assert "<script" not in html
    assert 'href="javascript:' not in html
    assert HOSTILE in unescape(html)
    assert "address</dt><dd>javascript:alert(1)" in html


def test_the_pages_of_a_dataset_answer(tmp_path):
    ged.write(30, tmp_path / "ged.csv")
    ingest([tmp_path / "ged.csv"], tmp_path / "rows.db")
    served = Datasette([str(tmp_path / "rows.db")])
    [key] = ids(tmp_path / "rows.db", "select id from reports")
    [actor] = ids(
        tmp_path / "rows.db", "select actor_id from participants where actor_id is not null limit 1"
    )
    pages = [
        get(served, f"/rows/-/timeline/{address}")
        for address in (f"report/{tilde(key)}", "source/ucdp_ged", f"actor/{tilde(actor)}")
    ]

    assert [200] * 3 == [page.status_code for page in pages]
    assert "30 events coded from it" in pages[0].text
    assert "CC-BY-4.0; may be passed on" in visible(pages[1].text)


@pytest.mark.parametrize("kind", ["actor", "source", "report"])
def test_what_is_not_there_is_a_page_that_says_so(served, kind):
    found = get(served, f"{BASE}/{kind}/~3Cscript~3E")

    assert 404 == found.status_code
    assert f"There is no {kind} “&lt;script&gt;”" in found.text


def test_no_page_holds_what_its_policy_would_block(served, path):
    pages = [get(served, f"{BASE}/{one}").text for one in ("actor/ospreya", "source/avocet")]
    pages.append(report(served, path, "release"))

    assert [[]] * 3 == [re.findall(r"<script|<style|\sstyle=|\son[a-z]+=|src=", page) for page in pages]
