"""The command line: what each command prints, on which stream, and its exit status."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from ingest_sample import COMMAND, ENVIRONMENT, PAGE, report, write_corpus

from timeline.cli import cli
from timeline.read import READERS

PAGE_KEYS = [
    "title",
    "publisher",
    "agency",
    "byline",
    "editors",
    "published",
    "updated",
    "language",
    "url",
    "dateline_place",
]
EVENT_KEYS = [
    "id", "title", "event_type", "event_mode", "cameo_code", "status", "date_start", "date_end", "date_precision",
    "date_as_written", "place", "participants", "quantities", "attribution", "rule", "span", "quote",
]  # fmt: skip
PLACE_KEYS = ["name", "country", "admin1", "latitude", "longitude", "geo_precision"]
PARTICIPANT_KEYS = ["role", "name", "name_as_written", "country", "kind", "sector", "count_low", "count_high"]
QUANTITY_KEYS = ["kind", "low", "best", "high", "as_written", "side"]
STORY = """Shells hit a market in Kyiv

KYIV, July 22 (Reuters) - Russian forces killed three civilians in Kyiv on Tuesday, Ukraine's interior ministry said.
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function that runs the program in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **options: CliRunner().invoke(cli, list(arguments), **options)


@pytest.fixture
def filled(run):
    """A database with six reports, in the folder that ``run`` works in."""
    write_corpus(Path("in"), 6)
    assert run("ingest", "in", "-q").exit_code == 0
    return Path("timeline.db")


def test_ingest_prints_one_line_with_reports_events_skipped_and_seconds(run):
    write_corpus(Path("in"), 6)
    result = run("ingest", "in")

    assert (0, "") == (result.exit_code, result.stderr)
    assert result.stdout.count("\n") == 1
    assert result.stdout.startswith("6 reports, ")
    assert result.stdout.endswith("(6 files read, 0 removed)\n")
    assert " events, 0 skipped, " in result.stdout
    assert " seconds " in result.stdout


def test_ingest_takes_the_registered_paths_again(run, filled):
    Path("in/r001.md").unlink()
    result = run("ingest")

    assert result.exit_code == 0
    assert result.stdout.startswith("5 reports, ")
    assert result.stdout.endswith("(0 files read, 1 removed)\n")


def test_ingest_without_a_path_is_a_wrong_use_until_one_is_registered(run):
    result = run("ingest")

    assert result.exit_code == 2
    assert "Error: Name a file or folder to ingest: no path is registered yet." in result.stderr
    assert not Path("timeline.db").exists()


def test_ingest_names_what_it_skips_on_stderr_and_exits_1(run, filled):
    Path("in/bad.txt").write_bytes(b"\xff")
    Path("in/pic.png").write_bytes(b"\x89PNG")
    first, again, quiet = run("ingest"), run("ingest"), run("ingest", "--rebuild", "-q")

    assert [1, 1, 1] == [first.exit_code, again.exit_code, quiet.exit_code]
    assert [
        "error: in/bad.txt:1: byte 0 is not UTF-8 text; save the file as UTF-8",
        "warning: in/pic.png: passed over: no dataset, and no reader for files ending in .png "
        f"(known: {', '.join(sorted(READERS))})",
    ] == first.stderr.splitlines()
    assert (
        "warning: files skipped in an earlier run have not changed; the table issues names them\n"
        == again.stderr
    )
    assert "" == quiet.stderr
    assert "6 reports, " in quiet.stdout


def test_ingest_warnings_alone_exit_0(run):
    write_corpus(Path("in"), 2)
    Path("in/pic.png").write_bytes(b"\x89PNG")

    assert run("ingest", "in").exit_code == 0


def test_ingest_lists_fifty_problems_and_counts_the_others(run):
    Path("in").mkdir()
    for number in range(60):
        Path(f"in/{number}.txt").write_bytes(b"")
    Path("in/good.txt").write_text(STORY)
    lines = run("ingest", "in").stderr.splitlines()

    assert len(lines) == 51
    assert lines[-1] == "warning: 11 more; the table issues holds them all"  # the good one has no date


def test_ingest_strict_stores_nothing_and_exits_1(run, filled):
    before = filled.read_bytes()
    Path("in/bad.txt").write_bytes(b"")
    result = run("ingest", "--strict")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "Error: 1 files or rows skipped, nothing stored, first: in/bad.txt: empty file\n" == result.stderr
    assert before == filled.read_bytes()


def test_ingest_of_paths_that_are_not_there_names_each_and_exits_1(run):
    result = run("ingest", "one", "two")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "Error: one: no such file or folder\nError: two: no such file or folder\n" == result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest", "--jobs", "0", "in"],
        ["ingest", "--db", "in", "in"],
        ["ingest", "--unknown"],
        ["code"],
        ["code", "a.txt", "--published", "yesterday"],
        ["code", "a.txt", "--published", ""],
        ["code", "a.txt", "--published", "2025-02-30"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "http"],
        ["nonsense"],
    ],
)
def test_wrong_use_exits_2(run, arguments):
    write_corpus(Path("in"), 1)
    Path("a.txt").write_text(STORY)
    result = run(*arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert "Error: " in result.stderr


@pytest.mark.parametrize("command", [[], ["ingest"], ["code"], ["check"], ["migrate"], ["serve"], ["fetch"]])
def test_help_is_there_for_every_command(run, command):
    result = run(*command, "--help")

    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")


@pytest.mark.parametrize("command", ["ingest", "check", "migrate", "serve"])
def test_a_database_that_is_not_ours_is_named_in_one_line(run, command):
    write_corpus(Path("in"), 1)
    Path("timeline.db").write_bytes(b"something else entirely " * 100)
    result = run(command, *(["in"] if command == "ingest" else []))

    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("Error: timeline.db: not a timeline database")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_database_that_is_not_there_is_named_in_one_line(run, command):
    result = run(command)

    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("Error: timeline.db: no such file")
    assert not Path("timeline.db").exists()


@pytest.mark.parametrize("command", [["ingest", "in"], ["migrate"]])
def test_a_folder_that_is_not_there_for_the_database_is_named_in_one_line(run, command):
    write_corpus(Path("in"), 1)
    result = run(*command, "--db", "nowhere/t.db")

    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("Error: nowhere/t.db: ")
    assert result.stderr.count("\n") == 1


def test_check_says_that_nothing_is_wrong(run, filled):
    assert "timeline.db: no problem found\n" == run("check").stdout


def test_check_names_every_problem_and_exits_1(run, filled):
    damage = "import sqlite3; sqlite3.connect('timeline.db').executescript('update events set reports = 9')"
    subprocess.run([sys.executable, "-c", damage], check=True)
    result = run("check")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "events: wrong number of reports" in result.stderr


def test_migrate_makes_a_file_that_passes_the_check(run):
    assert "t.db: up to date\n" == run("migrate", "--db", "t.db").stdout
    assert run("check", "--db", "t.db").exit_code == 0


def test_code_prints_one_line_of_json_for_each_report(run):
    Path("a.txt").write_text(STORY)
    Path("b.md").write_text(report(1))
    result = run("code", "a.txt", "b.md")
    found = [json.loads(line) for line in result.stdout.splitlines()]

    assert (0, "") == (result.exit_code, result.stderr)
    assert ["a.txt", "b.md"] == [one["path"] for one in found]
    assert [None, "2031-03-02"] == [one["report"]["published"] for one in found]


def test_code_has_the_documented_shape(run):
    Path("a.txt").write_text(STORY)
    result = run("code", "a.txt", "--published", "July 22, 2025", "--json-pretty")
    found = json.loads(result.stdout)
    event = found["events"][0]

    assert result.stdout.startswith('{\n  "path"')
    assert ["path", "report", "events"] == list(found)
    assert PAGE_KEYS == list(found["report"])
    assert EVENT_KEYS == list(event)
    assert PLACE_KEYS == list(event["place"])
    assert [PARTICIPANT_KEYS] == [list(keys) for keys in {tuple(item) for item in event["participants"]}]
    assert [QUANTITY_KEYS] == [list(keys) for keys in {tuple(item) for item in event["quantities"]}]
    assert [["claimant", "channel"]] == [list(item) for item in event["attribution"]]
    assert STORY[slice(*event["span"])] == event["quote"]


def test_code_gives_the_values_of_the_documented_shape(run):
    Path("a.txt").write_text(STORY)
    found = json.loads(run("code", "a.txt", "--published", "2025-07-22").stdout)
    event = found["events"][0]

    assert ("Reuters", "2025-07-22", "en", "Kyiv") == tuple(
        found["report"][key] for key in ("agency", "published", "language", "dateline_place")
    )
    assert ("ASSAULT", "claimed", "2025-07-22", "day", "UKR") == (
        *(event[key] for key in ("event_type", "status", "date_start", "date_precision")),
        event["place"]["country"],
    )


def test_code_takes_the_date_of_the_option_only_where_the_report_states_none(run):
    Path("b.md").write_text(report(1))
    found = json.loads(run("code", "b.md", "--published", "1999-01-01").stdout)

    assert "2031-03-02" == found["report"]["published"]


@pytest.mark.parametrize("text", [report(1, PAGE), report(1)])
def test_code_reads_standard_input_as_a_page_or_with_front_matter(run, text):
    found = json.loads(run("code", "-", input=text).stdout)

    assert ("-", "The Talmark Courier", "2031-03-") == (
        found["path"], found["report"]["publisher"], found["report"]["published"][:8]
    )  # fmt: skip


def test_code_goes_on_after_a_file_that_cannot_be_read_and_exits_1(run):
    Path("a.txt").write_text(STORY)
    Path("bad.md").write_text("---\npublished: 2025-02-30\n---\n")
    Path("folder.md").mkdir()
    result = run("code", "nope.txt", "bad.md", "a.html", "folder.md", "a.txt")

    assert result.exit_code == 1
    assert ["a.txt"] == [json.loads(line)["path"] for line in result.stdout.splitlines()]
    assert [
        "Error: nope.txt: no such file or directory",
        "Error: bad.md:2: published: 2025-02-30 is not a date",
        "Error: a.html: no such file or directory",
        "Error: folder.md: is a directory",
    ] == result.stderr.splitlines()


def test_code_stores_nothing(run):
    Path("a.txt").write_text(STORY)
    run("code", "a.txt")

    assert ["a.txt"] == [path.name for path in Path().iterdir()]


def test_the_installed_program_says_its_version(run):
    result = run("--version")

    assert result.exit_code == 0
    assert "0.1.0" in result.stdout


def test_a_progress_bar_is_shown_on_a_terminal_and_nowhere_else(tmp_path):
    write_corpus(tmp_path / "in", 3)
    command = [*COMMAND, "ingest", "in", "--rebuild"]
    piped = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=theirs, text=True
    ) as process:
        os.close(theirs)
        out = process.stdout.read()
    shown = os.read(ours, 10_000).decode()
    os.close(ours)

    assert "" == piped.stderr
    assert "reading" in shown
    assert "100%" in shown
    assert out.count("\n") == piped.stdout.count("\n") == 1


def test_a_reader_that_closes_the_pipe_is_no_failure_with_a_traceback(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    command = [*COMMAND, "code", *["a.txt"] * 40]
    with subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.close()
        err = process.stderr.read()

    assert "Traceback" not in err
