"""An ingest while a server is read: no request fails, and what was written is seen without a restart."""

import asyncio
import sqlite3
import threading
from collections import Counter
from contextlib import closing
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from browser.servers import plain_datasette, running, timeline_serve
from datasette.app import Datasette
from ingest_sample import write_corpus
from serve_sample import build, visible

from timeline.ingest import ingest
from timeline.serve.site import Site

BASE = "/timeline/-/timeline"


def ids(db):
    with closing(sqlite3.connect(db)) as conn:
        return [key for (key,) in conn.execute("select id from events order by id")]


def answer(address):
    """Status and text of a page, whatever the status is."""
    try:
        with urlopen(address, timeout=60) as page:
            return page.status, page.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def read_until(stop, addresses, seen):
    """Read one page after another until ``stop``; count each (page kind, status)."""
    while not stop.is_set():
        for kind, address in addresses:
            seen[kind, answer(address)[0]] += 1


@pytest.mark.parametrize("command", [timeline_serve, plain_datasette], ids=["timeline serve", "datasette"])
def test_a_rebuild_is_seen_at_once_and_no_reader_meets_an_error(tmp_path, command):
    corpus, db = write_corpus(tmp_path / "corpus", 6), tmp_path / "timeline.db"
    ingest([corpus], db)
    with running(command(db), tmp_path / "log") as site:
        addresses = [("landing", site), ("timeline", f"{site}{BASE}"), ("table", f"{site}/timeline/events")]
        addresses += [("event", f"{site}{BASE}/event/{quote(key)}") for key in ids(db)[:4]]
        addresses += [("filtered", f"{site}{BASE}?q=soldiers&sort=oldest")]
        before = {kind: answer(address)[1] for kind, address in addresses}
        seen, stop = Counter(), threading.Event()
        readers = [threading.Thread(target=read_until, args=(stop, addresses, seen)) for _ in range(3)]
        for reader in readers:
            reader.start()
        for count in (8, 5, 12):
            write_corpus(corpus, count)
            for number in range(count + 1, 13):
                for file in (corpus / f"r{number:03d}.md", corpus / f"pages/p{number:03d}.txt"):
                    file.unlink(missing_ok=True)
            ingest([corpus], db)
        stop.set()
        for reader in readers:
            reader.join()
        after = {kind: answer(address)[1] for kind, address in addresses}

    statuses = {kind: {status for other, status in seen if other == kind} for kind, _ in addresses}
    assert statuses.pop("event") <= {200, 404}  # an event that an ingest takes away is not found
    assert statuses == {kind: {200} for kind in ("landing", "timeline", "table", "filtered")}
    assert f"<b>{len(ids(db))}</b> events" in after["landing"]
    assert f"{len(ids(db))} events" in after["timeline"]
    assert after["landing"] != before["landing"]
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_a_page_is_of_one_build_even_where_the_file_changes_while_it_is_made(tmp_path, monkeypatch):
    """The file changes between the reading and the writing of the page: it is made again."""
    path = build(tmp_path / "timeline.db")
    original, changes = Site.render, iter(["planned"])

    async def meddled(site, template, page, **more):
        for status in changes:
            with closing(sqlite3.connect(path)) as conn:
                conn.execute("pragma foreign_keys = 0")
                conn.execute("delete from events where status = ?", (status,))
                conn.commit()
        return await original(site, template, page, **more)

    monkeypatch.setattr(Site, "render", meddled)
    page = asyncio.run(Datasette([str(path)]).client.get(BASE))

    assert "4 events" in visible(page.text)
    assert "plan talks" not in page.text


def test_an_event_that_goes_while_its_page_is_made_is_not_found(tmp_path, monkeypatch):
    path = build(tmp_path / "timeline.db")
    [key] = [one for one in ids(path) if one.startswith("meeting")]
    original = Site.render

    async def meddled(site, template, page, **more):
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("pragma foreign_keys = 0")
            conn.execute("delete from events where id = ?", (key,))
            conn.commit()
        return await original(site, template, page, **more)

    monkeypatch.setattr(Site, "render", meddled)
    page = asyncio.run(Datasette([str(path)]).client.get(f"{BASE}/event/{key}"))

    assert 404 == page.status_code


def test_a_file_that_is_held_too_long_is_said_to_be_rebuilt(tmp_path):
    path = build(tmp_path / "timeline.db")
    served = Datasette([str(path)])
    assert (
        200 == asyncio.run(served.client.get(BASE)).status_code
    )  # Datasette 1.0 reads every file when it starts
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("begin exclusive")
        # waits for five seconds, as every connection of Datasette
        page = asyncio.run(served.client.get(f"{BASE}?q=mill"))
        conn.execute("rollback")

    assert 503 == page.status_code
    assert "being rebuilt" in visible(page.text)
    assert 200 == asyncio.run(served.client.get(BASE)).status_code
