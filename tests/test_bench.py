"""The benchmark runs and says what it measured. How fast things go is not asserted: that depends on the machine."""

import asyncio
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.bench import load, pages, servers, world
from timeline.bench.__main__ import bench
from timeline.bench.figure import figure, ratios, table
from timeline.bench.samples import numbered, sample_files
from timeline.errors import TimelineError

ROOT = Path(__file__).parents[1]

PAGES = (
    *("no filter", "a month", "country and type", "words in every event", "words in few events", "a source"),
    *("an actor", "done to whom, some years", "deaths", "a later page of the list"),
    *("events", "actors", "sources", "reports"),
)


def test_the_quick_bench_prints_a_row_for_every_kind_of_work():
    run = CliRunner().invoke(
        bench, ["--quick", "--reports", "3", "--rows", "40", "--events", "600", "--root", str(ROOT)]
    )

    assert run.exit_code == 0, run.output
    rows = run.stdout.splitlines()
    assert [
        "work",
        "start-up of code",
        "of that, imports",
        "code / bare parser",
        "ingest --jobs 2 / 1",
        "ingest again / first",
        *(
            f"{kind} {what}"
            for kind in ("UCDP", "GDELT")
            for what in (
                *(["import / sqlite3 .import"] if shutil.which("sqlite3") else []),
                "import / sqlite-utils insert",
                "memory / size of the table",
                "memory / that of a quarter",
            )
        ),
        *(f"match {size} claims" for size in ("100", "300", "1,000")),
        "fold 1,000 claims",
        "fold 10 more",
        "page: the first after a start",
        "page: no filter, cold, one client",
        "page: the largest",
        *(f"page: of {things}, that with the most events" for things in ("actors", "sources", "reports")),
        *(
            f"page: {kind}{what}"
            for kind in PAGES
            for what in (
                " / Datasette's",
                " / Datasette's, processor",
                ", cold, 4 clients",
                ", known, 32 clients",
            )
        ),
    ] == [row.split("  ")[0] for row in rows]
    assert all(row.split("  ")[1:] for row in rows)


def test_a_folder_without_reports_is_refused(tmp_path):
    run = CliRunner().invoke(bench, ["--quick", "--root", str(tmp_path)])

    assert run.exit_code == 1
    assert "no reports in data/reports" in run.output


def test_every_numbered_report_is_one_of_its_own():
    count = len(sample_files(ROOT)) + 2

    reports = list(numbered(ROOT, count))

    assert count == len({name for name, _ in reports}) == len({data for _, data in reports})
    assert reports == list(numbered(ROOT, count))


def test_reports_from_nowhere_are_an_error(tmp_path):
    with pytest.raises(TimelineError, match="run this in the checkout"):
        list(numbered(tmp_path, 1))


def test_a_figure_is_the_median_with_its_range_and_says_if_the_goal_is_met():
    fast = figure("fast", ratios([1.0, 3.0, 2.0], [2.0, 2.0, 2.0]), "×", 1.3, "three")
    slow = figure("slow", [2.5], "s", 2.0, "one")
    open_ended = figure("open", [2.5], "s", None, "")

    assert (1.0, 0.5, 1.5, "met") == (fast.value, fast.low, fast.high, fast.verdict)
    assert "missed" == slow.verdict
    assert "" == open_ended.verdict
    assert ["work", "fast", "slow", "open"] == [
        row.split()[0] for row in table([fast, slow, open_ended]).splitlines()
    ]


def test_work_without_a_yardstick_is_an_error():
    with pytest.raises(ValueError, match="too little work"):
        ratios([1.0], [0.0])
    with pytest.raises(ValueError, match="nothing was measured"):
        figure("none", [], "s", None, "")


def test_a_part_alone_can_be_measured():
    run = CliRunner().invoke(bench, ["--quick", "--only", "start", "--root", str(ROOT)])

    assert run.exit_code == 0, run.output
    assert ["work", "start-up of code", "of that, imports"] == [
        row.split("  ")[0] for row in run.stdout.splitlines()
    ]


def test_the_events_of_the_pages_are_as_many_as_asked_for_and_the_same_each_time():
    found = list(world.rows(500))

    assert 500 == len({row["id"] for row in found})
    assert len({row["source_office"] for row in found}) >= world.GAZETTES
    assert found == list(world.rows(500))


def test_no_two_addresses_of_a_kind_of_page_are_the_same(tmp_path):
    db, _ = world.build(600, tmp_path)
    for kind in pages.kinds_of(db):
        for made in (kind.ours, kind.plain):
            asked = [pages.path("world", *made(number)) for number in range(min(kind.most, 200))]
            assert len(asked) == len(set(asked)), kind.name


ANSWERS = {
    200: b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc",
    404: b"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("status", ANSWERS)
def test_the_client_reads_whole_answers_and_counts_those_that_are_no_page(status):
    async def serve(reader, writer):
        with closing(writer):
            while await reader.readline():
                await reader.readuntil(b"\r\n\r\n")
                writer.write(ANSWERS[status])
        await writer.wait_closed()
        gone.set()

    async def ask():
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            found = await asyncio.to_thread(load.loaded, address, ["/a"] * 4, 1, 4, 9.0)
            await gone.wait()
            return found

    gone = asyncio.Event()
    found = asyncio.run(ask())

    assert (4, 3) == (len(found.seconds), found.size)
    assert (4 if status == 404 else 0) == found.refused


def test_a_server_that_is_not_there_is_an_error():
    with pytest.raises(TimelineError):
        load.loaded(f"http://127.0.0.1:{servers.free_port()}", ["/"], 1, 1, 1.0)
