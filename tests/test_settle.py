"""Rows of datasets as received, and one event told by several: every byte comes back, in any order of releases."""

import itertools
import json
import random
import signal
import subprocess
import time

import pytest
from click.testing import CliRunner
from dataset_sample import COLUMNS, ged, ged_lines, ged_row, write
from ingest_sample import COMMAND, ENVIRONMENT, ask, rows_of, wait_until_at_work, write_corpus

from timeline.cli import cli
from timeline.ingest import ingest
from timeline.store.check import check
from timeline.store.records import BLOCK, originals


@pytest.fixture
def db(tmp_path):
    return tmp_path / "t.db"


def printed(db, event):
    """What ``timeline original`` prints of an event: one object a row."""
    result = CliRunner().invoke(cli, ["original", event, "--db", str(db)])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.split("\n")[:-1]]


def fresh_rows(path, tmp_path):
    """The rows of a database that is built from nothing."""
    new = tmp_path / "fresh.db"
    for leftover in tmp_path.glob("fresh.db*"):
        leftover.unlink()
    ingest([path], new)
    return rows_of(new)


def strange_rows():
    """Rows with cells that are hard to keep: lines, quotes, returns, blanks, letters beyond the plane."""
    return [
        ged_row(1, where_description="two\nlines"),
        ged_row(2, where_description='a "word", and\r\nanother'),
        ged_row(3, where_description=" blanks around "),
        ged_row(4, where_description="𝔎elm 🕊 é \x85 \u2028 end", adm_2="=1+1"),
        ged_row(5, where_description="three\n\nlines", adm_1=""),
        ged_row(6, where_description='a lone \r "return"', source_original="0012"),
    ]


@pytest.mark.parametrize("ending", [b"\n", b""], ids=["newline", "no newline"])
def test_every_cell_of_every_row_comes_back(tmp_path, db, ending):
    rows = strange_rows()
    write(tmp_path / "in/ged.csv", ged(rows).removesuffix(b"\n") + ending)
    ingest([tmp_path / "in"], db)

    for row in rows:
        [back] = printed(db, f"ucdp_ged-{row['id']}")
        assert row == back["cells"]


@pytest.mark.parametrize("last", [ged_row(9), ged_row(9, where_description="two\nlines")])
def test_the_last_row_comes_back_without_its_newline(tmp_path, db, last):
    data = ged([*(ged_row(n) for n in range(1, 4)), last]).removesuffix(b"\n")
    write(tmp_path / "in/ged.csv", data)
    ingest([tmp_path / "in"], db)
    [(_, line, _, first, lines)] = originals(db, "ucdp_ged-9")

    assert 5 == line
    assert data == first.encode() + b"".join(data.splitlines(keepends=True)[1:4]) + b"".join(lines)


def test_every_byte_of_many_blocks_comes_back_between_bad_rows(tmp_path, db):
    pick = random.Random(3)
    rows = [ged_row(n, where_description=pick.randbytes(1500).hex()) for n in range(1, 401)]
    lines = ged(rows).splitlines(keepends=True)
    for place in range(10, 400, 37):
        lines[place] = b"bad,row," + pick.randbytes(20).hex().encode() + b"\n"
    write(tmp_path / "in/ged.csv", b"".join(lines))
    ingest([tmp_path / "in"], db)

    assert sum(map(len, lines)) > 2 * BLOCK
    told = ask(db, "select event_id, line from claims")
    assert 400 - len(range(10, 400, 37)) == len(told)
    for event, line in told[::7]:
        [(_, where, _, _, found)] = originals(db, event)
        assert (line, lines[line - 1]) == (where, found[0])


def releases():
    """Three releases of the dataset: the second changes a row, drops one and adds one; the third overlaps both."""
    return {
        "ged-25.csv": ged(ged_row(n) for n in range(1, 8)),
        "ged-26.csv": ged(
            [ged_row(n) for n in range(2, 6)]
            + [ged_row(6, best="9", high="12", side_b="Osprey Band"), ged_row(8)]
        ),
        "candidates.csv": ged([ged_row(6, adm_1="Sorrel", best=""), ged_row(7, where_prec="4"), ged_row(9)]),
    }


@pytest.mark.parametrize("order", list(itertools.permutations(releases())), ids="-then-".join)
def test_releases_that_overlap_give_the_same_rows_in_any_order(tmp_path, db, order):
    files = releases()
    for name in order:
        write(tmp_path / "in" / name, files[name])
        ingest([tmp_path / "in"], db)
    expected = fresh_rows(tmp_path / "in", tmp_path)

    assert expected == rows_of(db)
    assert check(db) == []
    assert [(9, "Osprey Band", 3)] == ask(
        db,
        "select fatalities_best, name_as_written, reports from events join participants on event_id = id"
        " where id = 'ucdp_ged-6' and role = 'side_b'",
    )


@pytest.mark.parametrize("gone", releases())
def test_taking_one_release_away_leaves_what_the_others_say(tmp_path, db, gone):
    for name, data in releases().items():
        write(tmp_path / "in" / name, data)
    ingest([tmp_path / "in"], db)
    (tmp_path / "in" / gone).unlink()
    ingest([], db)

    assert fresh_rows(tmp_path / "in", tmp_path) == rows_of(db)
    assert check(db) == []


@pytest.mark.parametrize("changed", releases())
def test_changing_one_release_gives_the_rows_of_a_fresh_build(tmp_path, db, changed):
    for name, data in releases().items():
        write(tmp_path / "in" / name, data)
    ingest([tmp_path / "in"], db)
    rows = [
        ged_row(6, best="5", low="5", high="5"),
        ged_row(2, side_a="Boravia"),
        ged_row(30),
        ged_row(31, id="x"),
    ]
    write(tmp_path / "in" / changed, ged(rows))
    ingest([], db)

    assert fresh_rows(tmp_path / "in", tmp_path) == rows_of(db)
    assert check(db) == []


def test_one_file_at_two_paths_follows_the_one_that_is_left(tmp_path, db):
    old, new = releases()["ged-25.csv"], releases()["ged-26.csv"]
    for name, data in (("a/ged.csv", old), ("b/other.csv", new), ("c/ged.csv", old + b"bad row\n")):
        write(tmp_path / "in" / name, data)
    write(tmp_path / "in/a/ged.csv", old + b"bad row\n")
    ingest([tmp_path / "in"], db)
    first = fresh_rows(tmp_path / "in", tmp_path)
    assert first == rows_of(db)
    (tmp_path / "in/a/ged.csv").unlink()
    ingest([], db)
    assert fresh_rows(tmp_path / "in", tmp_path) == rows_of(db)
    write(tmp_path / "in/a/ged.csv", old + b"bad row\n")
    ingest([], db)

    assert first == rows_of(db)
    assert check(db) == []


def test_the_same_files_give_the_same_bytes(tmp_path, db):
    for name, data in releases().items():
        write(tmp_path / "in" / name, data)
    ingest([tmp_path / "in"], db)
    ingest([tmp_path / "in"], tmp_path / "u.db")
    before = db.read_bytes()
    ingest([], db, rebuild=True)

    assert before == (tmp_path / "u.db").read_bytes()
    assert before == db.read_bytes()


@pytest.mark.parametrize("order", [("ged", "reports"), ("reports", "ged")])
def test_a_dataset_and_reports_give_the_same_rows_together_and_one_after_the_other(tmp_path, db, order):
    for part in order:
        if part == "ged":
            write(tmp_path / "in/ged.csv", b"".join(ged_lines(20)))
        else:
            write_corpus(tmp_path / "in/reports", 4)
        ingest([tmp_path / "in"], db)

    assert fresh_rows(tmp_path / "in", tmp_path) == rows_of(db)
    assert [(20,)] == ask(db, "select count(*) from events where dataset = 'ucdp_ged'")
    assert ask(db, "select count(*) from events where dataset is null") > [(0,)]
    assert check(db) == []


@pytest.mark.parametrize("wait", [0.05, 0.3, 0.6, 1.2])
def test_a_kill_while_a_table_is_stored_leaves_the_old_file(tmp_path, db, wait):
    write(tmp_path / "in/old.csv", b"".join(ged_lines(50)))
    ingest([tmp_path / "in"], db)
    before = db.read_bytes()
    write(tmp_path / "in/new.csv", b"".join(ged_lines(40_000, first=40)))
    command = [*COMMAND, "ingest", "in", "--db", "t.db"]
    with subprocess.Popen(
        command, env=ENVIRONMENT, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        wait_until_at_work(process, db)
        time.sleep(wait)
        assert process.poll() is None, "the run ended before it could be killed"
        process.send_signal(signal.SIGKILL)

    assert before == db.read_bytes()
    assert check(db) == []


def test_the_columns_of_the_sample_are_those_of_the_newest_release():
    assert {*COLUMNS} == {*ged_row(1)}
