"""The server as a process, plain Datasette with the plugin, and what is refused."""

import asyncio
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from datasette.app import Datasette
from serve_sample import build, get, visible

from timeline.errors import TimelineError
from timeline.serve.databases import build_id
from timeline.serve.server import datasette, serve

SERVE = """
import sys
from pathlib import Path
from timeline.serve.server import serve
serve(Path(sys.argv[1]), port=0)
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build(tmp_path_factory.mktemp("serve") / "timeline.db")


@pytest.fixture(scope="module")
def served(path):
    return datasette([str(path)])


def test_plain_datasette_has_the_same_pages_under_any_file_name(tmp_path):
    plain = Datasette([str(build(tmp_path / "harbour.db"))])

    assert "6 events" in visible(get(plain, "/").text)
    assert 200 == get(plain, "/harbour/on_a_day").status_code
    assert "Count by" in get(plain, "/harbour/events").text


def test_the_plain_command_loads_the_plugin_from_the_installed_package(path):
    command = [sys.executable, "-m", "datasette", path.name, "--get", "/"]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, timeout=60)

    assert 0 == done.returncode, done.stderr
    assert "Latest events" in done.stdout


def test_a_datasette_without_a_timeline_is_left_as_it_is(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("create table things (name text)")
        conn.commit()
    plain = Datasette([str(tmp_path / "other.db")])
    page = get(plain, "/")

    assert 200 == page.status_code
    assert "things" in page.text
    assert "/-/timeline/" not in page.text


def test_a_file_beside_the_timeline_is_linked_from_the_landing_page(path, tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("create table things (name text)")
        conn.commit()

    assert 'href="/other"' in get(Datasette([str(path), str(tmp_path / "other.db")]), "/").text


def test_who_may_not_see_the_database_does_not_see_the_landing_page(path):
    closed = Datasette([str(path)], metadata={"databases": {"timeline": {"allow": {"id": "editor"}}}})

    assert 403 == get(closed, "/").status_code


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all, but long enough to look like one" * 40, None]
)
def test_a_file_that_is_not_ours_is_refused_in_one_line(tmp_path, content):
    path = tmp_path / "wrong.db"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(TimelineError, match=r"wrong\.db") as refused:
        serve(path)
    assert "\n" not in str(refused.value)


def test_a_port_in_use_is_refused_in_one_line(path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(
            TimelineError, match=rf"cannot listen on 127\.0\.0\.1:{port}: Address already in use"
        ):
            serve(path, port=port)


@contextmanager
def running(path: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, path.name], cwd=path.parent, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.terminate()


def test_the_next_page_of_a_connection_does_not_wait_for_the_one_before_to_be_confirmed(path):
    with (
        running(path) as (_, address),
        closing(HTTPConnection(urlsplit(address).netloc, timeout=20)) as visitor,
    ):
        seconds = []
        for _ in range(15):
            started = time.perf_counter()
            visitor.request("GET", "/timeline/-/timeline?q=nowhere")
            visitor.getresponse().read()
            seconds.append(time.perf_counter() - started)

    assert min(seconds[2:]) < 0.03  # the wait is 0.04 each time


def test_the_server_says_its_address_and_answers_there_without_telling_a_path(path):
    with running(path) as (_, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
        with urlopen(f"{address}/", timeout=20) as page:
            assert 200 == page.status
            assert "Latest events" in page.read().decode()
        with urlopen(f"{address}/-/databases.json", timeout=20) as page:
            assert {"timeline.db"} == set(re.findall(r'"path": "([^"]+)"', page.read().decode()))
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{address}/%5Cexample.com/", timeout=20)
        with refused.value as answer:
            assert 400 == answer.code


def test_rows_that_are_written_while_it_serves_are_seen(tmp_path):
    path = build(tmp_path / "timeline.db")
    with running(path) as (_, address):
        with urlopen(f"{address}/", timeout=20) as page:
            assert "<b>6</b> events" in page.read().decode()
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("update events set title = 'Talks end in Wrenport' where title like '%hold talks'")
            conn.commit()
        with urlopen(f"{address}/", timeout=20) as page:
            assert "Talks end in Wrenport" in page.read().decode()


def test_the_build_id_changes_with_the_content_and_with_nothing_else(tmp_path):
    path = build(tmp_path / "timeline.db")
    before = build_id(path), build_id(path)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("delete from issues")
        conn.execute("update sources set country = 'KST' where id = 'daily-wren'")
        conn.commit()

    assert before[0] == before[1]
    assert before[0] != build_id(path)


def test_under_another_address_every_link_stays_under_it(path):
    below = Datasette([str(path)], settings={"base_url": "/desk/"})
    targets = re.findall(r'(?:href|action)="([^"]+)"', get(below, "/").text)

    assert len(targets) > 40
    assert set() == {
        one for one in targets if not one.startswith(("/desk/", "#main", "https://datasette.io/"))
    }


@pytest.mark.parametrize(
    "sql",
    [
        "select randomblob(1000000000)",
        "select hex(zeroblob(300000000))",
        "select length(replace(hex(zeroblob(4000000)), '0', 'xxxxxxxx'))",
    ],
)
def test_a_query_that_asks_for_gigabytes_is_refused_at_once(served, sql):
    started = time.monotonic()
    page = asyncio.run(served.client.get("/timeline", params={"sql": sql}, follow_redirects=True))

    assert "string or blob too big" in page.text
    assert time.monotonic() - started < 5


def test_no_page_writes(served):
    addresses = ("/timeline/events/-/insert", "/timeline/-/create", "/timeline?sql=delete+from+events")
    sent = {"content": "{}", "headers": {"content-type": "application/json"}}
    found = [asyncio.run(served.client.post(address, **sent)).status_code for address in addresses]

    assert [True] * 3 == [status in (403, 404, 405) for status in found], found


def test_a_path_with_a_backslash_is_refused(served):
    async def ask(raw: bytes, path: str) -> int:
        sent = []

        async def send(message):
            sent.append(message)

        async def receive():
            return {"type": "http.request", "body": b""}

        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": raw,
            "query_string": b"",
            "headers": [],
        }
        await served.app()(scope, receive, send)
        return sent[0]["status"]

    assert 400 == asyncio.run(ask(b"/\\example.com/", "/\\example.com/"))
    assert 400 == asyncio.run(ask(b"/%5Cexample.com/", "/\\example.com/"))
