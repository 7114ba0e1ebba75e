"""What is stored follows from the inputs alone, and readers see the old or the new."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from store_sample import GAZETTE, KNOWN, an_input, moved

from timeline.errors import TimelineError
from timeline.model import Quantity, QuantityKind, Source, SourceKind
from timeline.store.check import check
from timeline.store.rows import fatalities
from timeline.store.schema import metadata
from timeline.store.workspace import workspace
from timeline.store.write import remove, save, stored_inputs

HERE = Path(__file__).parent


def build(path, inputs, fresh=True, gone=()):
    """Ingest ``inputs`` into ``path`` and return the bytes of the file."""
    with workspace(path, fresh, coder=1) as conn:
        remove(conn, [(item.path, item.sha256) for item in gone])
        save(conn, sorted(inputs, key=lambda item: (item.path, item.sha256)), KNOWN)
    return path.read_bytes()


def rows_of(path):
    """Every row of every table."""
    with closing(sqlite3.connect(path)) as conn:
        return {table: sorted(conn.execute(f"select * from {table}"), key=repr) for table in metadata.tables}


def a_few(count=12):
    return [an_input(f"{number % 3}/r{number}.md", number + 1, number or None) for number in range(count)]


def test_the_same_inputs_give_the_same_bytes_whatever_was_in_the_file(tmp_path):
    inputs = a_few()
    new = build(tmp_path / "new.db", inputs)
    build(tmp_path / "old.db", inputs[:5])
    build(tmp_path / "old.db", inputs[3:], fresh=False)

    assert new == build(tmp_path / "old.db", inputs[::-1])


def test_adding_changing_and_removing_leaves_the_rows_of_a_fresh_build(tmp_path):
    inputs = a_few()
    build(tmp_path / "fresh.db", [*inputs[2:], an_input("9/new.md", 99)])
    build(tmp_path / "used.db", [*inputs[:-1], an_input(inputs[-1].path, 77)])
    used = an_input(inputs[-1].path, 77)
    build(tmp_path / "used.db", [inputs[-1], an_input("9/new.md", 99)], False, [*inputs[:2], used])

    assert rows_of(tmp_path / "fresh.db") == rows_of(tmp_path / "used.db")
    assert check(tmp_path / "used.db") == []


def test_what_reports_say_of_an_actor_is_forgotten_with_them(tmp_path):
    odd = an_input("odd.md", 5)
    story = odd.stories[0]
    rumour = Source("kelm-gazette", "KELM GAZETTE", SourceKind.UNKNOWN)
    event = replace(story.events[0], participants=())
    odd = replace(odd, stories=(replace(story, source=rumour, agency=None, events=(event,)),))
    build(tmp_path / "fresh.db", [an_input("z.md")])
    build(tmp_path / "used.db", [odd])
    build(tmp_path / "used.db", [an_input("z.md")], False, [odd])

    assert rows_of(tmp_path / "fresh.db") == rows_of(tmp_path / "used.db")


def test_the_description_that_most_reports_give_is_taken(tmp_path):
    odd = an_input("a.md", 5, agency=None)
    shout = replace(odd.stories[0], source=replace(GAZETTE, name="KELM GAZETTE"))
    build(tmp_path / "t.db", [replace(odd, stories=(shout,)), an_input("b.md", 3), an_input("c.md", 4)])

    assert [row[1] for row in rows_of(tmp_path / "t.db")["sources"]] == ["Kelm Gazette", "North Wire"]


def test_an_actor_brings_what_it_belongs_to(tmp_path):
    build(tmp_path / "t.db", [an_input("a.md")])

    assert ("ardenia-ministry", "Ardenian Ministry", "government", "ARD", "GOV", "ardenia") in rows_of(
        tmp_path / "t.db"
    )["actors"]


def test_an_actor_whose_parent_nobody_knows_has_none(tmp_path):
    with workspace(tmp_path / "t.db", fresh=True, coder=1) as conn:
        item = an_input("a.md")
        event = item.stories[0].events[0]
        event = replace(event, participants=event.participants[1:])
        save(conn, [replace(item, stories=(replace(item.stories[0], events=(event,)),))])

    assert [(row[0], row[5]) for row in rows_of(tmp_path / "t.db")["actors"]] == [("ardenia-ministry", None)]


def test_one_document_at_two_paths_is_one_report_of_the_first_path(tmp_path):
    first = an_input("a/x.md")
    second = moved(first, "b/x.md")
    build(tmp_path / "t.db", [second])
    build(tmp_path / "t.db", [first], fresh=False)

    assert [row[15] for row in rows_of(tmp_path / "t.db")["reports"]] == ["a/x.md"]
    build(tmp_path / "t.db", [], False, [first])
    assert [row[15] for row in rows_of(tmp_path / "t.db")["reports"]] == ["b/x.md"]
    assert check(tmp_path / "t.db") == []


def test_two_files_at_the_same_path_are_two_inputs(tmp_path):
    both = [an_input("x.md", 1), an_input("x.md", 2)]
    build(tmp_path / "t.db", both)

    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        assert {(item.path, item.sha256) for item in both} == stored_inputs(conn)


def test_inputs_out_of_order_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"a\.md"), workspace(tmp_path / "t.db", fresh=True, coder=1) as conn:
        save(conn, [an_input("b.md"), an_input("a.md")])


def test_an_event_without_a_claim_is_refused(tmp_path):
    item = an_input("a.md")
    event = replace(item.stories[0].events[0], claims=())
    bare = replace(item, stories=(replace(item.stories[0], events=(event,)),))

    with pytest.raises(TimelineError, match="no claim"):
        build(tmp_path / "t.db", [bare])


def test_a_refused_row_is_named_and_nothing_is_stored(tmp_path):
    before = build(tmp_path / "t.db", [an_input("a.md")])
    item = an_input("b.md")
    event = replace(item.stories[0].events[0], cameo_code="x")
    bad = replace(item, stories=(replace(item.stories[0], events=(event,)),))

    with pytest.raises(TimelineError, match=f"events {event.id}.*ck_events_cameo_code"):
        build(tmp_path / "t.db", [an_input("aa.md"), bad], fresh=False)
    assert before == (tmp_path / "t.db").read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["t.db"]


def test_rows_that_point_nowhere_are_not_published(tmp_path):
    path = tmp_path / "t.db"
    before = build(path, [an_input("a.md")])

    with pytest.raises(TimelineError, match="participants"), workspace(path, fresh=False, coder=1) as conn:
        conn.execute("update participants set actor_id = 'nobody'")
    assert before == path.read_bytes()


def test_a_run_that_changes_nothing_leaves_the_file_alone(tmp_path):
    build(tmp_path / "t.db", a_few())
    before = (tmp_path / "t.db").stat().st_mtime_ns
    build(tmp_path / "t.db", a_few(), fresh=False)

    assert before == (tmp_path / "t.db").stat().st_mtime_ns


def test_people_killed_are_a_range_over_the_figures_that_disagree():
    def killed(*figures):
        event = an_input("a.md").stories[0].events[0]
        return fatalities(
            replace(
                event,
                quantities=tuple(
                    Quantity(QuantityKind.KILLED, *figure[:3], "x", *figure[3:]) for figure in figures
                ),
            )
        )

    assert killed((3, 3, 3)) == (3, 3, 3)
    assert killed((3, 3, 3), (5, 5, 5)) == (3, None, 5)
    assert killed((12, None, None)) == (12, None, None)
    assert killed((3, 3, 3), (5, None, None)) == (3, None, None)
    assert killed((3, 3, 3, "a"), (5, 5, 5, "b")) == (8, 8, 8)
    assert killed() == (None, None, None)


def test_search_finds_names_without_their_accents(tmp_path):
    build(tmp_path / "t.db", [an_input("a.md", 2), an_input("b.md", 3)])
    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        found = conn.execute(
            "select title from events where rowid in (select rowid from events_fts where events_fts match ?)",
            ("arden eszaki",),
        ).fetchall()

    assert found == [("Boravia returns 2 soldiers",), ("Boravia returns 3 soldiers",)]


def test_the_timeline_reads_as_a_sentence(tmp_path):
    build(tmp_path / "t.db", [an_input("a.md", 2, killed=3)])
    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        row = conn.execute(
            "select date, actors, recipients, hosts, place, numbers, says_who, sources, reports from timeline"
        ).fetchone()

    expected = (
        "2031-03-04", "Boravia", "Árden soldiers", "Kelm", "Kelm", "2 released; at least 3 killed",
        "Ardenian Ministry", "Kelm Gazette", 1,
    )  # fmt: skip
    assert expected == row


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("update events set title = 'other'", "events_fts: search does not follow the rows"),
        ("update events set reports = 2", "events: wrong number of reports: 1"),
        ("update reports set text = 'x' || text", "claims: the quote is not in the report at its span: 1"),
        ("delete from places", "events: 1 rows point to no row of places"),
        ("drop view timeline", "schema: views, triggers or search differ"),
        ("update events set contexts = '[\"wine\"]'", "events: a context that the codebook does not name: 1"),
        ("update events set flags = '[\"wine\"]'", "events: a flag that the codebook does not name: 1"),
        ("delete from input_reports", "reports: no input: 1"),
    ],
)
def test_check_finds(tmp_path, damage, fault):
    build(tmp_path / "t.db", [an_input("a.md")])
    with closing(sqlite3.connect(tmp_path / "t.db", isolation_level=None)) as conn:
        conn.execute(damage)

    assert [line for line in check(tmp_path / "t.db") if line.startswith(fault)] != []


def test_a_second_ingest_is_refused(tmp_path):
    with (
        workspace(tmp_path / "t.db", fresh=True, coder=1),
        pytest.raises(TimelineError, match="another ingest"),
    ):
        build(tmp_path / "t.db", [])


def test_what_a_killed_run_left_behind_is_no_obstacle(tmp_path):
    (tmp_path / "t.db.building").write_bytes(b"half a file")
    (tmp_path / "t.db.building-journal").write_bytes(b"half a journal")
    build(tmp_path / "t.db", [an_input("a.md")])

    assert [file.name for file in tmp_path.iterdir()] == ["t.db"]
    assert check(tmp_path / "t.db") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"not a database at all, but long enough to look", "not a timeline database"), (b"", None)],
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path, content, message):
    path = tmp_path / "t.db"
    path.write_bytes(content)
    if message is None:
        build(path, [an_input("a.md")])
        return

    with pytest.raises(TimelineError, match=message):
        build(path, [an_input("a.md")])
    assert content == path.read_bytes()


READER = """
import sqlite3, sys
conn = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
query = "select count(*), max(title) from events"
search = "select count(*) from events_fts where events_fts match 'boravia'"
for line in sys.stdin:
    print(*conn.execute(query).fetchone(), *conn.execute(search).fetchone(), flush=True)
"""


def test_a_reader_in_another_process_sees_the_new_without_opening_again(tmp_path):
    path = tmp_path / "t.db"
    build(path, a_few(3))
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:

        def ask():
            reader.stdin.write("?\n")
            reader.stdin.flush()
            return reader.stdout.readline().strip()

        assert ask() == "3 Boravia returns 3 soldiers 3"
        build(path, a_few(300))
        assert ask() == "300 Boravia returns 99 soldiers 300"
        build(path, a_few(6), fresh=False, gone=a_few(300)[6:])
        assert ask() == "6 Boravia returns 6 soldiers 6"
        build(path, a_few(3))
        assert ask() == "3 Boravia returns 3 soldiers 3"
        reader.stdin.close()


def test_a_reader_sees_the_new_also_where_the_file_is_as_long_as_before(tmp_path):
    path = tmp_path / "t.db"
    before = build(path, [an_input("a.md", 7)])
    with closing(sqlite3.connect(path)) as reader:
        seen = reader.execute("select title from events").fetchall()
        after = build(path, [an_input("a.md", 8)])

        assert len(before) == len(after)
        assert seen != reader.execute("select title from events").fetchall()


BUSY_READER = """
import sqlite3, sys, pathlib
conn = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, timeout=20)
seen = set()
while not pathlib.Path(sys.argv[2]).exists():
    conn.execute("begin")
    events = conn.execute("select count(*) from events").fetchone()[0]
    claims = conn.execute("select count(*) from claims join events on events.id = event_id").fetchone()[0]
    conn.execute("commit")
    seen.add((events, claims))
print(sorted(seen))
"""


def test_readers_in_the_middle_of_publishing_see_the_old_or_the_new(tmp_path):
    path, stop = tmp_path / "t.db", tmp_path / "stop"
    small, large = a_few(20), a_few(300)
    build(path, small)
    with subprocess.Popen(
        [sys.executable, "-c", BUSY_READER, str(path), str(stop)], stdout=subprocess.PIPE, text=True
    ) as reader:
        for _ in range(2):
            build(path, large)
            build(path, small)
        stop.touch()
        out, _ = reader.communicate(timeout=60)

    assert reader.returncode == 0
    assert out == "[(20, 20), (300, 300)]\n"


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from test_store import a_few, build
print("go", flush=True)
while True:
    build(Path(sys.argv[1]), a_few(150))
    build(Path(sys.argv[1]), a_few(40), fresh=False, gone=a_few(150)[40:])
"""


@pytest.mark.parametrize("wait", [0.02, 0.07, 0.13, 0.21, 0.34, 0.42, 0.55, 0.68, 0.77, 0.91])
def test_a_kill_at_any_moment_leaves_a_good_file(tmp_path, wait):
    path = tmp_path / "t.db"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(HERE)], stdout=subprocess.PIPE, env=environment
    ) as writer:
        writer.stdout.readline()
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)

    if path.exists() and path.stat().st_size:
        assert check(path) == []
    build(path, a_few(10))
    assert build(tmp_path / "new.db", a_few(10)) == path.read_bytes()
    assert check(path) == []
