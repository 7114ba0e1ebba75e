"""A folder becomes a database, and the database follows the folder: whatever was there, in whatever order."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from ingest_sample import (
    COMMAND,
    ENVIRONMENT,
    FRESH_SECONDS,
    ask,
    report,
    rows_of,
    wait_until_at_work,
    write_corpus,
)

from timeline import ingest as module
from timeline.errors import TimelineError
from timeline.find import Found, find_files
from timeline.ingest import ingest, read_one, read_some
from timeline.model import IssueLevel
from timeline.read import READERS
from timeline.roots import roots_file
from timeline.store.check import check

COUNT = 6


@pytest.fixture
def folder(tmp_path):
    return write_corpus(tmp_path / "in", COUNT)


@pytest.fixture
def db(tmp_path):
    return tmp_path / "t.db"


def fresh_rows(paths, tmp_path, **options):
    """The rows of a database that is built from nothing."""
    new = tmp_path / "elsewhere" / "fresh.db"
    new.parent.mkdir(exist_ok=True)
    for leftover in new.parent.iterdir():
        leftover.unlink()
    ingest(paths, new, **options)
    return rows_of(new)


def start(db, *arguments):
    """A real ``timeline ingest`` at work."""
    command = [*COMMAND, "ingest", *map(str, arguments), "--db", str(db)]
    return subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=db.parent
    )


def test_a_folder_becomes_a_database_that_proves_itself(folder, db):
    summary = ingest([folder], db)

    assert (COUNT, COUNT, 0, 0, []) == (
        summary.reports, summary.added, summary.removed, summary.skipped, summary.problems
    )  # fmt: skip
    assert summary.events >= COUNT
    assert check(db) == []
    assert [("pages/p003.txt",), ("pages/p006.txt",), ("r001.md",)] == ask(
        db, "select path from inputs order by 1"
    )[:3]


def test_the_language_of_every_report_is_stored(folder, db):
    (folder / "fr.txt").write_text(
        "La Kestrie libère deux pilotes\n\nLa Kestrie a libéré mardi deux pilotes ospréyens, a annoncé le ministère "
        "de l'Intérieur dans un communiqué.\n"
    )
    ingest([folder], db)
    languages = ask(db, "select language, count(*) from reports group by 1 order by 1")

    assert [("en", COUNT), ("fr", 1)] == languages
    assert [("fr.txt", "info")] == ask(db, "select locator, level from issues where code = 'language'")


def test_nothing_is_read_again_while_nothing_changes(folder, db, monkeypatch):
    ingest([folder], db)
    before = db.read_bytes()
    monkeypatch.setattr(module, "read_some", None)  # whatever calls it fails
    summary = ingest([], db)

    assert (0, 0, COUNT) == (summary.added, summary.removed, summary.reports)
    assert before == db.read_bytes()


def test_adding_changing_and_removing_leaves_the_rows_of_a_fresh_build(folder, db, tmp_path):
    ingest([folder], db)
    (folder / "r001.md").unlink()
    (folder / "r002.md").write_text(report(40))
    write_corpus(folder, 2, first=20)
    summary = ingest([], db)

    assert (3, 2) == (summary.added, summary.removed)
    assert fresh_rows([folder], tmp_path) == rows_of(db)
    assert check(db) == []


def coded_by_another_program(db):
    """Make a database look as if other rules had coded it."""
    with closing(sqlite3.connect(db)) as conn:
        conn.executescript("update events set title = 'of old'; pragma user_version = 1")


def titles_of_old(db):
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute("select count(*) from events where title = 'of old'").fetchone()[0]


def test_what_other_rules_coded_is_coded_anew(folder, db, tmp_path):
    ingest([folder], db)
    coded_by_another_program(db)

    assert ingest([], db).added == COUNT
    assert fresh_rows([folder], tmp_path) == rows_of(db)
    assert ingest([], db).added == 0


def test_while_something_cannot_be_read_nothing_is_coded_anew(folder, db, tmp_path):
    ingest([folder], db)
    coded_by_another_program(db)
    ingest([tmp_path / "nowhere"], db)
    assert titles_of_old(db) > 0

    ingest([], db)
    assert titles_of_old(db) == 0


def test_a_file_that_turns_bad_and_good_again_leaves_the_rows_of_a_fresh_build(folder, db, tmp_path):
    good = (folder / "r001.md").read_bytes()
    ingest([folder], db)
    (folder / "r001.md").write_bytes(b"caf\xe9")

    assert ingest([], db).skipped == 1
    assert fresh_rows([folder], tmp_path) == rows_of(db)
    (folder / "r001.md").write_bytes(good)
    assert ingest([], db).skipped == 0
    assert fresh_rows([folder], tmp_path) == rows_of(db)


def test_the_same_files_in_two_places_in_any_order_give_the_same_bytes(folder, tmp_path):
    other = tmp_path / "quite" / "another" / "place"
    shutil.copytree(folder, other)
    (tmp_path / "old").mkdir()
    used = tmp_path / "old" / "used.db"
    ingest([write_corpus(tmp_path / "others", 3, first=50)], used)
    roots_file(used).unlink()
    names = [path for path in sorted(folder.iterdir()) if path.is_file()]
    single = tmp_path / "single.db"
    ingest([folder], tmp_path / "one.db", rebuild=True)
    ingest([other], tmp_path / "two.db", rebuild=True)
    ingest([other], used, rebuild=True)
    ingest(names, single, rebuild=True)
    ingest(names[::-1], tmp_path / "quite" / "single.db", rebuild=True)

    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes() == used.read_bytes()
    assert single.read_bytes() == (tmp_path / "quite" / "single.db").read_bytes()


def test_the_number_of_processes_changes_no_byte(folder, tmp_path, monkeypatch):
    (folder / "bad.txt").write_bytes(b"\xff")
    monkeypatch.setattr(module, "FILES_PER_JOB", 2)
    summaries = [ingest([folder], tmp_path / f"{jobs}.db", jobs=jobs) for jobs in (1, 2)]

    assert (tmp_path / "1.db").read_bytes() == (tmp_path / "2.db").read_bytes()
    assert summaries[0] == summaries[1]


def test_a_root_inside_another_one_is_taken_once(folder, db, tmp_path):
    ingest([folder / "pages"], db)
    assert [("p003.txt",), ("p006.txt",)] == ask(db, "select path from inputs order by 1")
    ingest([folder, folder / "pages", folder / "r001.md", folder / "pages" / ".."], db)

    assert fresh_rows([folder], tmp_path) == rows_of(db)
    assert "in\n" == roots_file(db).read_text()


def test_one_name_in_two_roots_keeps_both_files(folder, db, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "r001.md").write_text(report(41))
    (other / "r002.md").write_bytes((folder / "r002.md").read_bytes())
    ingest([folder, other], db)

    assert [("r001.md", 2), ("r002.md", 1)] == ask(
        db, "select path, count(*) from inputs where path like 'r00%' group by 1"
    )[:2]
    assert check(db) == []


def test_one_content_at_two_paths_is_two_inputs_and_goes_with_the_last(folder, db, tmp_path):
    (folder / "copy").mkdir()
    (folder / "copy" / "r001.md").write_bytes((folder / "r001.md").read_bytes())
    ingest([folder], db)
    assert [(COUNT + 1, COUNT)] == ask(
        db, "select (select count(*) from inputs), (select count(*) from reports)"
    )
    (folder / "copy" / "r001.md").unlink()
    ingest([], db)

    assert fresh_rows([folder], tmp_path) == rows_of(db)


def test_roots_are_kept_beside_the_database_relative_to_it(folder, db, tmp_path, monkeypatch):
    monkeypatch.chdir(folder)
    ingest([Path("pages"), Path("r001.md")], db)
    assert "in/pages\nin/r001.md\n" == roots_file(db).read_text()
    shutil.move(tmp_path, tmp_path.with_name("moved"))
    moved = tmp_path.with_name("moved") / "t.db"

    assert (3, 0, 0) == ((summary := ingest([], moved)).reports, summary.added, summary.removed)
    shutil.move(tmp_path.with_name("moved"), tmp_path)


def test_a_root_that_is_gone_stops_the_run_and_keeps_its_rows(folder, db):
    ingest([folder], db)
    before = db.read_bytes()
    folder.rename(folder.with_name("away"))

    with pytest.raises(TimelineError, match=r"t\.db\.roots: in: no such file or folder; nothing was changed"):
        ingest([], db)
    assert before == db.read_bytes()


def test_a_root_struck_from_the_list_takes_its_reports_along(folder, db, tmp_path):
    other = write_corpus(tmp_path / "other", 3, first=60)
    ingest([folder, other], db)
    roots_file(db).write_text("other\n")
    ingest([], db)

    assert fresh_rows([other], tmp_path) == rows_of(db)


def test_a_list_of_roots_that_is_no_text_is_refused(folder, db):
    roots_file(db).write_bytes(b"\xff\n")

    with pytest.raises(TimelineError, match=r"t\.db\.roots: not a list of paths in UTF-8"):
        ingest([folder], db)


BAD = {
    "empty.txt": (b"", "empty.txt", "empty file"),
    "latin.txt": (b"one\ncaf\xe9\n", "latin.txt:2", "byte 7 is not UTF-8 text; save the file as UTF-8"),
    "utf16.txt": (
        "Kestria".encode("utf-16-le"),
        "utf16.txt",
        "UTF-16 without a byte-order mark; save the file as UTF-8",
    ),
    "binary.md": (b"\x00\x01\x02", "binary.md", "not text (it holds zero bytes)"),
    "broken.md": (
        b"---\ntitle: 'x\n---\nText.",
        "broken.md:3",
        "front matter is not YAML: found unexpected end of stream",
    ),
    "feb.md": (
        b"---\ntitle: x\npublished: 2025-02-30\n---\nText.",
        "feb.md:3",
        "published: 2025-02-30 is not a date",
    ),
    "long.txt": (b"x" * 50_000_000, "long.txt", "50,000,000 bytes, a report has at most 2,000,000"),
}


def test_every_bad_file_has_its_line_and_its_issue_and_stops_no_other(folder, db):
    for name, (data, *_) in BAD.items():
        (folder / name).write_bytes(data)
    summary = ingest([folder], db)
    stored = ask(
        db,
        """select path, level, code, locator, message, skipped
        from issues join inputs on inputs.id = input_id order by path""",
    )
    problems = [
        (name, locator, f"{locator}: {problem}") for name, (_, locator, problem) in sorted(BAD.items())
    ]

    assert (COUNT, len(BAD)) == (summary.reports, summary.skipped)
    assert [(name, "error", "format", locator, message, 1) for name, locator, message in problems] == stored
    assert [(IssueLevel.ERROR, f"{folder}/{message}") for *_, message in problems] == summary.problems
    assert check(db) == []


def test_links_and_pipes_are_named_and_not_followed(folder, db, tmp_path):
    (folder / "a.txt").symlink_to("b.txt")
    (folder / "b.txt").symlink_to("a.txt")
    (folder / "gone.md").symlink_to("nowhere.md")
    (folder / "loop").symlink_to(".")
    (folder / "real.md").symlink_to(tmp_path / "behind.md")
    (tmp_path / "behind.md").write_text(report(30))
    os.mkfifo(folder / "pipe.txt")
    ingest([folder], db)

    assert [
        ("a.txt: symbolic link that leads in a circle",),
        ("b.txt: symbolic link that leads in a circle",),
        ("gone.md: symbolic link that leads nowhere",),
        ("loop: symbolic link to a folder, not followed; name the folder itself",),
        ("pipe.txt: neither a file nor a folder",),
    ] == ask(db, "select message from issues where level = 'error' order by 1")
    assert [(1,)] == ask(db, "select count(*) from reports where path = 'real.md'")


def test_names_that_cannot_be_stored_are_named_as_far_as_they_can_be(folder, db):
    (Path(os.fsdecode(bytes(folder) + b"/bad\xff.txt"))).write_text("x")
    (folder / "two\nlines.md").write_text(report(30))
    ingest([folder], db)

    assert [
        ("bad\\udcff.txt: its name cannot be written in UTF-8 on one line",),
        ("two\\nlines.md: its name cannot be written in UTF-8 on one line",),
    ] == ask(db, "select message from issues where code = 'name' order by 1")


def test_other_formats_hidden_files_and_readmes_are_passed_over(folder, db):
    for name in (
        "picture.JPG",
        ".hidden.txt",
        "README.md",
        "readme.txt",
        "pages/.git/x.md",
        "Makefile",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    summary = ingest([folder], db)
    known = ", ".join(sorted(READERS))
    why = f"passed over: no dataset, and no reader for files ending in {{}} (known: {known})"

    assert (COUNT, 0) == (summary.reports, summary.skipped)
    assert [
        (IssueLevel.WARNING, f"{folder}/Makefile: {why.format('nothing')}"),
        (IssueLevel.WARNING, f"{folder}/picture.JPG: {why.format('.jpg')}"),
    ] == summary.problems
    assert [("warning", "format")] * 2 == ask(db, "select level, code from issues where code = 'format'")


def test_a_file_of_another_format_that_is_named_is_an_error(folder, db):
    (folder / "a.pdf").write_text("x")
    summary = ingest([folder / "a.pdf", folder / "r001.md"], db)

    assert (1, 1) == (summary.reports, summary.skipped)
    assert [
        (
            IssueLevel.ERROR,
            f"{folder}/a.pdf: no dataset that is known by its columns, "
            f"and no reader for files ending in .pdf (known: {', '.join(sorted(READERS))})",
        )
    ] == summary.problems


def test_a_database_inside_its_own_root_is_no_input(folder):
    db = folder / "t.db"
    ingest([folder], db)

    assert (0, 0, []) == ((summary := ingest([], db)).added, summary.removed, summary.problems)


def test_a_path_that_is_not_there_stops_no_other_and_is_forgotten_with_the_next_run(folder, db, tmp_path):
    summary = ingest([folder, tmp_path / "nope"], db)

    assert (COUNT, 1) == (summary.reports, summary.skipped)
    assert [(IssueLevel.ERROR, f"{tmp_path}/nope: no such file or folder")] == summary.problems
    assert [("nope: no such file or folder",)] == ask(db, "select message from issues where code = 'missing'")
    assert ingest([], db).skipped == 0
    assert fresh_rows([folder], tmp_path) == rows_of(db)


def test_paths_of_which_none_is_there_are_refused_each_in_its_line(db, tmp_path):
    with pytest.raises(TimelineError) as error:
        ingest([tmp_path / "one", tmp_path / "two"], db)

    assert f"{tmp_path}/one: no such file or folder\n{tmp_path}/two: no such file or folder" == str(
        error.value
    )
    assert not db.exists()


def test_strict_stores_nothing_where_a_file_is_skipped(folder, db, tmp_path):
    ingest([folder], db)
    before, known = db.read_bytes(), roots_file(db).read_text()
    other = write_corpus(tmp_path / "other", 2, first=70)
    (other / "bad.md").write_bytes(b"\xff")

    with pytest.raises(
        TimelineError, match=r"1 files or rows skipped, nothing stored, first: .*other/bad\.md:1: byte 0"
    ):
        ingest([other], db, strict=True)
    assert (before, known) == (db.read_bytes(), roots_file(db).read_text())


def test_a_file_that_vanishes_after_it_was_listed_is_one_skipped_file(folder, db):
    item = next(item for item in find_files([folder]) if item.path == "r001.md")
    item.file.unlink()
    lost, _ = read_one(item)

    assert (1, "r001.md: no such file or directory") == (lost.skipped, lost.issues[0].message)
    assert item.sha256 != lost.sha256  # so that it is read when it is back


def test_a_file_that_changes_after_it_was_listed_is_stored_as_what_was_read(folder):
    item = next(item for item in find_files([folder]) if item.path == "r001.md")
    item.file.write_text(report(33))
    (found,) = read_some([item])

    assert found.sha256 == found.stories[0].report.sha256 != item.sha256


def test_what_the_program_itself_cannot_read_is_not_blamed_on_a_report(folder, db, monkeypatch):
    monkeypatch.setattr(module, "reports_in", lambda *arguments: refuse())

    with pytest.raises(PermissionError):
        ingest([folder], db)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_cannot_be_read_keeps_what_was_stored_of_it(folder, db):
    ingest([folder], db)
    (folder / "pages").chmod(0)
    try:
        summary = ingest([], db)
    finally:
        (folder / "pages").chmod(0o755)

    assert (COUNT, 1) == (summary.reports, summary.skipped)
    assert ingest([], db).skipped == 0


def test_what_cannot_be_listed_hides_what_lies_below_it(folder, db, monkeypatch):
    ingest([folder], db)
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: refuse() if path.name == "pages" else listed(path))
    summary = ingest([], db)

    assert (COUNT, 1, 0) == (summary.reports, summary.skipped, summary.removed)
    assert [(IssueLevel.ERROR, f"{folder}/pages: folder that cannot be listed")] == summary.problems


def refuse():
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            b"no database at all, only a text that is long enough for a header of SQLite " * 3,
            "not a timeline database",
        ),
        (None, "a database, but not a timeline"),
    ],
)
def test_a_database_that_is_not_ours_is_left_alone(folder, db, content, problem):
    if content is None:
        rows = "pragma user_version = 7; create table mine (x); insert into mine values (1)"
        subprocess.run(
            [*COMMAND[:2], f"import sqlite3; sqlite3.connect({str(db)!r}).executescript('{rows}')"],
            check=True,
        )
    else:
        db.write_bytes(content)
    before = db.read_bytes()

    for rebuild in (False, True):
        with pytest.raises(TimelineError, match=problem):
            ingest([folder], db, rebuild=rebuild)
    assert before == db.read_bytes()
    assert not roots_file(db).exists()


def test_paths_are_the_same_on_systems_that_write_accents_apart(tmp_path):
    for form in ("e\u0301", "\u00e9"):
        (tmp_path / f"{form}.md").write_text(report(1))

    assert ["\u00e9.md"] == [item.path for item in find_files([tmp_path])]


def test_found_files_are_sorted_and_known_by_path_and_hash(folder):
    found = find_files([folder])

    assert sorted(item.key for item in found) == [item.key for item in found]
    assert all(isinstance(item, Found) and len(item.sha256) == 64 for item in found)


def test_ctrl_c_ends_with_one_line_and_changes_nothing(folder, db):
    ingest([folder], db)
    before, known = db.read_bytes(), roots_file(db).read_text()
    write_corpus(folder, 60, first=100)
    # what a shell runs in the background ignores the signal, and so would all that it starts
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = start(db, "--jobs", "2")
    wait_until_at_work(process, db)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=FRESH_SECONDS)

    assert (1, "", "Error: interrupted\n") == (process.returncode, out, err)
    assert (before, known) == (db.read_bytes(), roots_file(db).read_text())
    assert [] == [path.name for path in db.parent.iterdir() if "building" in path.name]


@pytest.mark.parametrize("seed", range(10))
def test_a_run_killed_at_any_moment_leaves_a_good_file_and_the_next_one_completes(folder, db, tmp_path, seed):
    chance = random.Random(seed)
    if seed % 2:
        ingest([folder], db)
    write_corpus(folder, 6, first=10)
    (folder / "r001.md").unlink()
    process = start(db, folder, "--jobs", "1", *(["--rebuild"] if seed % 3 == 0 else []))
    if seed > 2:
        wait_until_at_work(process, db)
    time.sleep(chance.uniform(0, 1.5))
    process.kill()
    process.communicate(timeout=FRESH_SECONDS)

    assert not db.exists() or check(db) == []
    ingest([folder], db)
    assert check(db) == []
    assert fresh_rows([folder], tmp_path) == rows_of(db)


def test_processes_that_help_end_with_a_killed_run(folder, db):
    write_corpus(folder, 60, first=100)
    process = start(db, folder, "--jobs", "2")
    wait_until_at_work(process, db)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + FRESH_SECONDS
    while children.exists() and len(children.read_text().split()) < 3 and time.monotonic() < end:
        time.sleep(0.01)  # a process that tracks resources, and two that read
    if not children.exists():
        process.kill()
        pytest.skip("no list of child processes on this system")
    helpers = children.read_text().split()
    process.kill()
    process.communicate(timeout=FRESH_SECONDS)
    while any(is_running(pid) for pid in helpers) and time.monotonic() < end:
        time.sleep(0.01)

    assert [] == [pid for pid in helpers if is_running(pid)]
    assert ingest([folder], db).reports == COUNT + 60


def is_running(pid):
    """Whether a process is there and has not ended yet, waiting for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
