"""A report whose every text is an attack, and names of other scripts: shown as text, and nothing runs."""

import sqlite3
from contextlib import closing, suppress
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from serve_sample import KESTRELIA, OSPREYA, build, day, event, part, story

from browser.pages import BASE, DESK
from browser.servers import plain_datasette, running, timeline_serve
from timeline.ingest import ingest
from timeline.model import EventType, Role, Status

ATTACK = """<script>hacked()</script><img src=x onerror=hacked()>"'--><svg onload=hacked()>"""
REPORT = f"""---
title: {ATTACK}
publisher: {ATTACK} Courier
agency: {ATTACK}
author: {ATTACK}
url: "javascript:hacked()"
published: 2031-03-05
language: "en\\" onmouseover=\\"hacked()"
licence: {ATTACK}
---
{ATTACK} WRENPORT, March 5 (Reuters) - Rebels killed 4 soldiers near Wrenport {ATTACK} on Tuesday, the defence
ministry said. "{ATTACK} We saw it," said a witness.

The army released 3 prisoners on Monday, a spokesman said {ATTACK}.
"""
ARABIC, CYRILLIC = "لقاء في رينبورت", "Зустріч у Ренпорті"
LISTS = ("byline", "editors", "contexts", "flags", "lossy")  # stored as JSON arrays of texts
WATCH = "window.hacked = () => { window.ran = true; }; window.alert = window.hacked;"
FOUND = """() => ({
  ran: window.ran === true,
  scripts: [...document.querySelectorAll("a[href], form[action]")]
    .filter(one => /^\\s*(javascript|data|vbscript):/i.test(one.getAttribute("href") || one.getAttribute("action")))
    .map(one => one.outerHTML),
  handlers: [...document.querySelectorAll("main *, section.content *")]
    .flatMap(one => [...one.attributes])
    .filter(one => one.name.startsWith("on") && one.value.includes("hacked")).map(one => one.name),
  links: [...document.querySelectorAll("a[href]")].map(one => new URL(one.getAttribute("href"), location).href),
})"""


def attacked(db):
    """Put the attack behind every text of the file that no rule of the schema closes."""
    with closing(sqlite3.connect(db, isolation_level=None)) as conn:
        conn.execute("pragma foreign_keys = 0")
        names = [name for (name,) in conn.execute("select name from sqlite_master where type = 'table'")]
        for table in (name for name in names if "fts" not in name and not name.startswith("sqlite")):
            keys = {row[3] for row in conn.execute(f"pragma foreign_key_list('{table}')")}
            for _, column, kind, _, _, primary in conn.execute(f"pragma table_info('{table}')").fetchall():
                if primary or column in keys or kind not in ("VARCHAR", "TEXT") or "date" in column:
                    continue
                value = "'javascript:hacked()'" if column == "url" else f'"{column}" || ?'
                value = "json_array(?)" if column in LISTS else value
                with suppress(sqlite3.IntegrityError):  # a closed list
                    conn.execute(f'update "{table}" set "{column}" = {value}', (ATTACK,) * value.count("?"))
    return db


@pytest.fixture(scope="module", params=[timeline_serve, plain_datasette], ids=["timeline serve", "datasette"])
def hostile_site(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "reports").mkdir()
    (folder / "reports/hostile.md").write_text(REPORT, encoding="utf-8")
    ingest([folder / "reports"], folder / "timeline.db")
    with running(request.param(attacked(folder / "timeline.db")), folder / "log") as site:
        yield site


def looked_at(page, site, address):
    """What the browser finds on a page of ``site``."""
    page.goto(site + address)
    return page.evaluate(FOUND)


def test_nothing_of_a_hostile_report_runs_on_any_page(new_page, hostile_site):
    page = new_page(**DESK)
    page.add_init_script(WATCH)
    wanted = ["/", BASE, f"{BASE}?machine=1&lacks=date", "/timeline"]
    wanted += [
        f"/timeline/{name}" for name in ("events", "timeline", "reports", "claims", "sources", "actors")
    ]
    wanted += ["/timeline/claims_side_by_side", "/timeline/events?_facet=title&_facet_year=date_start"]
    wanted += [f"/timeline/events?_search={quote(ATTACK)}", f"{BASE}?q={quote(ATTACK)}"]
    seen, kinds = {}, set()
    while wanted:
        address = wanted.pop(0)
        seen[address] = looked_at(page, hostile_site, address)
        for link in seen[address].pop("links"):
            path = link.removeprefix(hostile_site)
            kind = "/".join(path.split("?")[0].split("/")[: 5 if "/-/" in path else 3])
            one_of_each = (
                path.count("/") > 2 and (kind, "?" in path) not in kinds and "." not in path.split("/")[-1]
            )
            if link.startswith(hostile_site + "/timeline/") and one_of_each:
                kinds.add((kind, "?" in path))
                wanted.append(path)

    assert {"event", "report"} <= {
        address.split("/")[4] for address in seen if address.startswith(f"{BASE}/")
    }
    assert {} == {
        address: found
        for address, found in seen.items()
        if found != {"ran": False, "scripts": [], "handlers": []}
    }


@pytest.fixture(scope="module")
def scripts_site(tmp_path_factory):
    """A timeline with titles in Arabic and Ukrainian."""
    folder = tmp_path_factory.mktemp("scripts")
    told = [
        story(
            name,
            title,
            {f"{title}.": event(title, EventType.CONSULT, Status.OCCURRED, day("2025-07-23"), *parts)},
            published="2025-07-24",
        )
        for name, title, parts in (
            ("arabic", ARABIC, (part(Role.ACTOR, KESTRELIA),)),
            ("cyrillic", CYRILLIC, (part(Role.ACTOR, OSPREYA),)),
        )
    ]
    with running(timeline_serve(build(folder / "timeline.db", told)), folder / "log") as site:
        yield site


@pytest.mark.parametrize(("title", "way"), [(ARABIC, "rtl"), (CYRILLIC, "ltr")])
def test_a_title_runs_in_the_direction_of_its_script(page, scripts_site, title, way):
    page.goto(scripts_site + BASE)
    link = page.get_by_role("link", name=title)
    assert way == link.evaluate("one => getComputedStyle(one).direction")
    link.click()
    for selector in ("h1", "blockquote"):
        one = page.locator(selector).first
        assert title in one.inner_text()
        assert way == one.evaluate("one => getComputedStyle(one).direction"), selector


def test_a_search_in_another_script_finds_and_is_kept_in_the_address(page, scripts_site):
    page.goto(scripts_site)
    page.get_by_label("Search the events").fill("ЗУСТРІЧ")
    page.keyboard.press("Enter")
    expect(page.locator(".tl-events h4")).to_have_text([CYRILLIC])
    page.reload()
    expect(page.locator(".tl-events h4")).to_have_text([CYRILLIC])
