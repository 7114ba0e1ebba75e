"""What a visitor can ask of a server: memory stays bounded, nothing is written, a CSV is whole."""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from browser.servers import answering, plain_datasette, timeline_serve
from datasette.app import Datasette
from serve_sample import build, get

from timeline.serve.headers import reads_only
from timeline.serve.server import datasette

MOST_GROWTH = 350  # MiB: twice what the rows of one query may hold, as Python and as JSON, with room for luck
THOUSAND = "with recursive n(i) as (select 1 union all select i + 1 from n limit 1000) select {} from n"
HUNGRY = [
    "select randomblob(1000000000)",
    "select hex(zeroblob(300000000))",
    "select printf('%.*c', 200000000, 'x')",
    "select " + ", ".join(["zeroblob(4900000)"] * 190),
    THOUSAND.format("length(group_concat(randomblob(100000)))"),
    THOUSAND.format("randomblob(4900000)"),
    THOUSAND.format("zeroblob(4900000)"),
    THOUSAND.format("printf('%.*c', 4900000, 'x')"),
    "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n",
]


def status(request):
    try:
        with urlopen(request, timeout=60) as page:
            page.read()
            return page.status
    except HTTPError as error:
        with error:
            return error.code


def peak(process):
    """The most memory that a process has had, in MiB."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())[1]) // 1024


@pytest.fixture(scope="module", params=[timeline_serve, plain_datasette], ids=["timeline serve", "datasette"])
def server(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("abuse")
    command = request.param(build(folder / "timeline.db"))
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            yield process, answering(process, folder / "log")
        finally:
            process.terminate()


def test_no_query_takes_the_memory_of_the_machine(server):
    process, site = server
    before = peak(process)
    for sql in HUNGRY:
        for page in ("timeline.json", "timeline"):
            assert status(f"{site}/{page}?sql={quote(sql)}") in (200, 400), sql
        assert peak(process) - before < MOST_GROWTH, sql

    assert 200 == status(f"{site}/")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/timeline/events",
        "/timeline/events/-/insert",
        "/timeline/-/create",
        "/timeline/-/timeline",
        "/timeline?sql=delete+from+events",
        "/timeline/on_a_day",
    ],
)
def test_nothing_can_be_sent(server, path):
    _, site = server
    request = Request(site + path, data=b"{}", headers={"content-type": "application/json"}, method="POST")

    assert status(request) in (403, 404, 405)


def test_a_path_that_a_browser_would_read_as_another_host_is_refused(server):
    _, site = server

    assert 400 == status(f"{site}/%5Cexample.com/") == status(f"{site}/timeline/%5Cexample.com")


def test_the_rows_of_a_query_are_bounded_and_the_next_query_is_not_hurt_by_it(tmp_path):
    served = datasette([str(build(tmp_path / "timeline.db"))])
    large = get(served, "/timeline.json?sql=" + quote(THOUSAND.format("zeroblob(4900000)")) + "&_shape=array")
    if large.status_code == 302:
        large = get(served, large.headers["location"])

    assert 400 == large.status_code
    assert "50,000,000 characters" in large.text
    assert 200 == get(served, "/timeline/events").status_code


def test_a_csv_of_our_server_is_whole_where_that_of_datasette_itself_stops(tmp_path):
    path = build(tmp_path / "timeline.db")
    with closing(sqlite3.connect(path)) as conn:
        [(key,)] = conn.execute("select id from inputs order by id limit 1")
        rows = [(key, number, "warning", "test", "line 1", "x" * 600) for number in range(3_000)]
        columns = "input_id, position, level, code, locator, message"
        conn.executemany(f"insert into issues ({columns}) values (?, ?, ?, ?, ?, ?)", rows)
        conn.commit()
    stopping = Datasette([str(path)], settings={"max_csv_mb": 1})
    lengths = [
        len(get(one, "/timeline/issues.csv?_stream=1").text.splitlines())
        for one in (datasette([str(path)]), stopping)
    ]

    assert 3_001 == lengths[0]
    assert lengths[1] < 3_001


@pytest.mark.parametrize(
    ("names", "path", "refused"),
    [
        (("harbour",), "/desk/harbour/events", True),
        (("harbour",), "/desk/", True),
        (("harbour",), "/desk/-/timeline", True),
        (("harbour",), "/desk/harbour/-/timeline/event/1", True),
        (("harbour",), "/desk/harbour/-/create", False),  # Datasette itself asks who may do that
        (("harbour",), "/desk/other/table", False),
        (("harbour",), "/desk/-/logout", False),
        ((), "/desk/", False),
        ((), "/desk/-/timeline", False),
    ],
)
def test_only_the_pages_of_timelines_are_closed_to_sending(names, path, refused):
    assert refused == reads_only(names, "/desk/")(path)
