"""The pages, asked for through the real ASGI application; on either Datasette."""

import re
import sqlite3
from contextlib import closing
from html import unescape

import pytest
from serve_sample import HOSTILE, build, get, ids, rows, schema, tilde, visible

from timeline.serve.pages import style_text
from timeline.serve.queries import FIRST, queries
from timeline.serve.server import datasette

TABLES = ("events", "participants", "claims", "quantities", "reports", "sources", "actors", "places")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build(tmp_path_factory.mktemp("serve") / "timeline.db")


@pytest.fixture(scope="module")
def served(path):
    return datasette([str(path)])


def test_the_landing_page_says_what_is_in_the_file(served):
    text = visible(get(served, "/").text)

    assert "6 events" in text
    assert "4 reports" in text
    assert "1 May \N{EN DASH} 23 July 2025" in text
    assert "Built from 4 input files; build " in text
    assert all(query.title in text for query in queries()[:FIRST])


def test_the_landing_page_never_shows_a_claim_or_a_plan_without_its_status(served):
    html = get(served, "/").text
    cards = re.findall(r"<article.*?</article>", html, re.S)
    shown = [visible(card) for card in cards]

    assert 5 == len(cards)
    [release] = [card for card in shown if "two soldiers" in card]
    assert "22 July 2025 claimed concession in deeds: release Ospreya hands over two soldiers" in release
    assert "Ospreya → Kestrel soldiers (2)" in release
    assert "2 released" in release
    assert "According to Kestrel Defence Ministry (Telegram)." in release
    assert "Source: The Daily Wren (Avocet News Agency)" in release
    [plan] = [card for card in shown if "plan talks" in card]
    assert "23 July 2025 planned meeting or talks" in plan
    [month] = [card for card in shown if "agree on a list" in card]
    assert "May 2025 occurred" in month


def test_every_bar_of_the_histogram_leads_to_the_events_of_its_month(served):
    html = get(served, "/").text
    bars = re.findall(r'<a href="([^"]+)"><title>([^<]+)</title>', html)
    found = {
        label.split(":")[0]: len(re.findall("<article", get(served, unescape(href)).text))
        for href, label in bars
    }

    assert {"May 2025": 2, "July 2025": 3} == found


def test_a_landing_page_of_an_empty_file_answers_and_says_what_to_do(tmp_path):
    empty = datasette([str(build(tmp_path / "empty.db", []))])
    page = get(empty, "/")

    assert 200 == page.status_code
    assert "timeline ingest FOLDER" in page.text
    assert "Built from no input yet." in page.text


def test_every_page_of_datasette_answers(served, path):
    names = [name for name in schema(path) if "_fts" not in name and "sqlite_" not in name]
    pages = ["/", "/timeline", "/-/databases.json", *(f"/timeline/{name}" for name in names)]

    assert dict.fromkeys(pages, 200) == {address: get(served, address).status_code for address in pages}


def test_a_row_page_of_each_table_answers_with_its_meanings(served, path):
    with closing(sqlite3.connect(path)) as conn:
        keys = {
            table: [name for _, name, _, _, _, pk in conn.execute(f"pragma table_info({table})") if pk]
            for table in TABLES
        }
        found = {
            table: conn.execute(f"select {', '.join(columns)} from {table} limit 1").fetchone()
            for table, columns in keys.items()
        }
    pages = {
        table: get(served, f"/timeline/{table}/" + ",".join(tilde(str(value)) for value in row))
        for table, row in found.items()
    }

    assert dict.fromkeys(pages, 200) == {table: page.status_code for table, page in pages.items()}
    assert dict.fromkeys(pages, True) == {table: "tl-meaning" in page.text for table, page in pages.items()}


def test_an_event_page_shows_each_claim_with_its_quote_and_source(served, path):
    [event] = ids(path, "select id from events where title like 'Shelling%'")
    text = visible(get(served, f"/timeline/events/{tilde(event)}").text)

    assert "6 May 2025" in text
    assert "2 claims: who says so, in which words" in text
    assert "Shells killed 12 people at the mill in Wrenport." in text
    assert "The Daily Wren, by Avocet News Agency, published 2025-05-07" in text
    assert "Delegations met in Wrenport on Wednesday." in text
    assert "14 killed" in text


def test_text_from_reports_is_escaped_and_only_web_addresses_become_links(served, path):
    [event] = ids(path, "select id from events where title like '%script%'")
    [report] = ids(path, "select id from reports where title like '%script%'")
    addresses = [
        "/",
        "/timeline/events",
        "/timeline/timeline",
        "/timeline/reports",
        "/timeline/claims_side_by_side",
        f"/timeline/events/{tilde(event)}",
        f"/timeline/reports/{tilde(report)}",
        "/timeline/everything_about_an_actor?actor=%3Cscript%3Ealert(1)",
    ]
    pages = [get(served, address).text for address in addresses]

    assert [False] * len(pages) == ["<script>alert(1)" in page for page in pages]
    assert [False] * len(pages) == ['href="javascript:' in page for page in pages]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[1]
    assert 'href="https://wren.example/attack" rel="noopener nofollow"' in pages[3]


def test_a_script_in_a_title_is_found_by_search_as_text(served):
    [found] = rows(served, "/timeline/events?_search=quotes")

    assert HOSTILE == found["title"]


def test_foreign_keys_show_names(served):
    html = get(served, "/timeline/participants").text

    assert ">Ospreya hands over two soldiers</a>" in html
    assert ">Kestrel soldiers</a>" in html


def test_pages_carry_a_policy_that_allows_no_script_on_ours(served):
    ours, theirs = get(served, "/").headers, get(served, "/timeline/events").headers

    assert "default-src 'none'" in ours["content-security-policy"]
    assert "script" not in ours["content-security-policy"]
    assert "default-src 'self'" in theirs["content-security-policy"]
    assert "nosniff" == ours["x-content-type-options"] == theirs["x-content-type-options"]


def test_the_landing_page_holds_nothing_that_its_policy_would_block(served):
    html = get(served, "/").text

    assert [] == re.findall(r"<script|<style|\sstyle=|\son[a-z]+=|src=", html)


def test_text_stands_out_from_its_ground_by_day_and_by_night():
    day, night = (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part)) for part in style_text().split("@media")[:2]
    )
    pairs = [(ink, ground) for ink in ("ink", "soft", "link", "visited") for ground in ("ground", "card")]
    pairs += [
        (f"badge-{one}-ink", f"badge-{one}")
        for one in ("occurred", "claimed", "planned", "doubtful", "denied")
    ]
    pairs += [("top-ink", "top")]
    faint = {
        (name, *pair)
        for name, colours in (("day", day), ("night", {**day, **night}))
        for pair in pairs
        if contrast(*(colours[one] for one in pair)) < 4.5
    }

    assert set() == faint


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_style_sheet_may_be_kept_for_a_year(served):
    [address] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', get(served, "/").text)
    found = get(served, address)

    assert 200 == found.status_code
    assert "text/css; charset=utf-8" == found.headers["content-type"]
    assert "immutable" in found.headers["cache-control"]


@pytest.mark.parametrize(
    "address", ["/nothing", "/timeline/nothing", "/timeline/events/nothing", "/-/a/b/c/d/e"]
)
def test_an_address_that_leads_nowhere_answers_not_found(served, address):
    assert 404 == get(served, address).status_code
