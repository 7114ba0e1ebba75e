"""``timeline judge`` writes one entry behind the others, and says what to run."""

import pytest
from click.testing import CliRunner
from ingest_sample import ask, write_corpus

from timeline.cli import cli
from timeline.ingest import ingest

SIGNED = ["--by", "R. Holt", "--why", "told twice"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A database of two reports; the file of judgements is taken away after each test."""
    home = tmp_path_factory.mktemp("judge")
    ingest([write_corpus(home / "data", 2)], home / "t.db")
    return home / "t.db"


@pytest.fixture
def db(made):
    yield made
    (made.parent / "data/judgements.yaml").unlink(missing_ok=True)


def judge(db, *words):
    return CliRunner().invoke(cli, ["judge", *words, "--db", str(db), *SIGNED])


def events(db):
    return [key for (key,) in ask(db, "select id from events order by id")]


def test_an_entry_stands_behind_the_others_whose_comments_stay(db):
    file = db.parent / "data/judgements.yaml"
    file.write_text(
        "# ours, since March\n- hide: gone  # of the first list\n  by: A\n  on: 2031-03-01\n  why: b"
    )
    one, other, *_ = events(db)
    run = judge(db, "same", one, other, "--on", "2031-03-07")

    assert (0, f"{file}: written; now run: timeline ingest --db {db}\n") == (run.exit_code, run.stdout)
    assert file.read_text() == (
        "# ours, since March\n- hide: gone  # of the first list\n  by: A\n  on: 2031-03-01\n  why: b\n"
        f"- same: [{one}, {other}]\n  by: R. Holt\n  on: 2031-03-07\n  why: told twice\n"
    )


@pytest.mark.parametrize("value", ["A: b #c 'd' \"e\" – é", "? x", "[a]", "null", "2031-03-01", "yes"])
def test_any_title_comes_back_as_it_was_given(db, value):
    from timeline.read.judgements import read_judgements

    run = judge(db, "set", events(db)[0], "title", value)
    [found], _ = read_judgements((db.parent / "data/judgements.yaml").read_bytes(), "j")

    assert 0 == run.exit_code, run.output
    assert value == found.value


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["hide", "nowhere"], "there is no event nowhere"),
        (["set", "{}", "status", "over"], "status: 'over' is none of occurred"),
        (["set", "{}", "id", "x"], "'id' cannot be set"),
        (["set", "{}", "status", ""], "status cannot be empty"),
        (["same", "{}"], "a list of 2 to 100 ids of events is expected"),
        (["hide", "{}", "--on", "March"], "--on: 'March' is no day"),
        (["hide", "{}", "--file", "other.yaml"], "a file of judgements has the name judgements.yaml"),
    ],
)
def test_what_cannot_hold_is_refused_with_one_line_and_not_written(db, words, why):
    run = judge(db, *(word.format(events(db)[0]) for word in words))

    assert 1 == run.exit_code
    assert why in run.stderr
    assert 1 == len(run.stderr.splitlines())
    assert not (db.parent / "data/judgements.yaml").exists()


def test_a_file_that_nothing_can_follow_is_left_as_it_is(db):
    file = db.parent / "data/judgements.yaml"
    file.write_text("[]\n")
    run = judge(db, "hide", events(db)[0])

    assert 1 == run.exit_code
    assert "[]\n" == file.read_text()
    assert 1 == len(run.stderr.splitlines())


def test_with_ingest_the_database_follows_at_once(db):
    event = events(db)[0]
    run = judge(db, "note", event, "--ingest")

    assert 0 == run.exit_code, run.output
    assert [("note", event, 1)] == ask(db, "select kind, canonical_id, applied from judgements")
