"""A file of any age comes to the schema of the code, whole or not at all; each known trap has its test."""

import shutil
import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.util import CommandError
from store_sample import KNOWN, an_input

from timeline.errors import TimelineError
from timeline.store import revision as module
from timeline.store.check import check
from timeline.store.migrate import alembic_config, engine_for, migrate
from timeline.store.revision import folder, head
from timeline.store.workspace import workspace
from timeline.store.write import save

REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "{name}"
down_revision = "{down}"


def upgrade():
    {body}
"""

REBUILD = """
    with op.batch_alter_table("events", recreate="always") as batch:
        batch.add_column(sa.Column("extra", sa.Text()))
"""


@pytest.fixture
def path(tmp_path):
    """A file at the first revision with two reports of one event each."""
    path = tmp_path / "t.db"
    with workspace(path, fresh=True, coder=1) as conn:
        save(conn, [an_input("a.md"), an_input("b.md", 3)], KNOWN)
    return path


@pytest.fixture
def revise(tmp_path, monkeypatch):
    """A function that adds a revision to a copy of the migrations, which is used from then on."""
    copied = tmp_path / "migrations"
    shutil.copytree(folder(), copied, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(module, "folder", lambda: copied)

    def write(body, name="9999", down="0006"):
        (copied / "versions" / f"{name}.py").write_text(REVISION.format(name=name, down=down, body=body))

    return write


def ask(path, query):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(query).fetchall()


def columns(path):
    return [name for (name,) in ask(path, "select name from pragma_table_info('events')")]


# The four checks that every chain of migrations has to pass.


def test_there_is_one_head():
    assert head() == "0006"


def test_two_heads_are_an_error(revise):
    revise("pass", "9998")
    revise("pass", "9999")

    with pytest.raises(TimelineError, match="multiple"):
        head()


def test_an_empty_file_comes_to_the_head_and_is_good(tmp_path):
    assert migrate(tmp_path / "new.db")
    assert check(tmp_path / "new.db") == []


def test_the_models_match_the_migrations():
    command.check(alembic_config())


def test_the_models_match_a_file_with_search_and_statistics(path):
    config = alembic_config()
    engine = engine_for(path)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)
    engine.dispose()


DIFFERENCES = {
    "an index that is gone": 'op.drop_index("ix_events_date_start", "events")',
    "an index that is new": 'op.create_index("ix_extra", "events", ["title"])',
    "a column that is new": 'op.add_column("events", sa.Column("extra", sa.Text()))',
    "a check that is gone": """
    with op.batch_alter_table("quantities") as batch:
        batch.drop_constraint(op.f("ck_quantities_range"), type_="check")""",
}


@pytest.mark.parametrize("body", DIFFERENCES.values(), ids=DIFFERENCES)
def test_a_difference_from_the_models_is_seen(revise, body):
    revise(body)

    with pytest.raises(CommandError, match="New upgrade operations"):
        command.check(alembic_config())


def test_rows_views_search_and_triggers_survive_the_rebuild_of_a_table(path, revise):
    before = {
        table: ask(path, f"select * from {table}") for table in ("participants", "claims", "quantities")
    }
    timeline = ask(path, "select * from timeline")
    revise(REBUILD)

    assert migrate(path)
    assert before == {table: ask(path, f"select * from {table}") for table in before}
    assert timeline == ask(path, "select * from timeline")
    assert len(ask(path, "select rowid from events_fts where events_fts match 'arden'")) == 2
    assert check(path) == []
    assert "extra" in columns(path)


# The traps.


def test_foreign_keys_are_off_while_tables_are_rebuilt_even_where_an_application_turns_them_on(path, revise):
    def always_on(raw, _record):
        raw.execute("pragma foreign_keys = 1")

    sa.event.listen(sa.Engine, "connect", always_on)
    try:
        revise(REBUILD)
        migrate(path)
    finally:
        sa.event.remove(sa.Engine, "connect", always_on)

    assert ask(path, "select count(*) from participants") == [(6,)]


def test_a_migration_that_leaves_rows_pointing_nowhere_is_undone(path, revise):
    before = path.read_bytes()
    revise('op.execute("delete from places")')

    with pytest.raises(TimelineError, match=r"2 rows point nowhere.*places"):
        migrate(path)
    assert before == path.read_bytes()


def test_a_migration_that_fails_half_way_leaves_nothing(path, revise):
    before = path.read_bytes()
    revise('op.add_column("events", sa.Column("extra", sa.Text()))\n    raise ValueError("half-way")')

    with pytest.raises(ValueError, match="half-way"):
        migrate(path)
    assert before == path.read_bytes()


def test_a_search_trigger_or_a_view_of_an_older_version_is_no_obstacle(path, revise):
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("create view old as select title from events")
        conn.execute("create trigger old_t after insert on events begin select 1; end")
        conn.commit()
    revise(REBUILD)
    migrate(path)

    assert ask(path, "select name from sqlite_master where name like 'old%' or name like '_alembic%'") == []
    assert check(path) == []


def test_a_revision_cannot_be_undone():
    with pytest.raises(NotImplementedError):
        command.downgrade(alembic_config(), "base")


# Files that are not ours, or not ours any more.


def test_a_file_at_head_is_left_as_it_is(path):
    before = path.read_bytes()

    assert not migrate(path)
    assert before == path.read_bytes()


def test_a_view_that_is_missing_is_made_again(path):
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("drop view timeline")

    assert migrate(path)
    assert check(path) == []


@pytest.mark.parametrize("function", [migrate, check])
@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (["create table notes (x)"], "a database, but not a timeline"),
        (["create table alembic_version (version_num)"], "a database, but not a timeline"),
    ],
)
def test_a_database_that_is_not_ours_is_refused(tmp_path, function, statements, message):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as conn:
        for statement in statements:
            conn.execute(statement)
    before = path.read_bytes()

    with pytest.raises(TimelineError, match=message):
        function(path)
    assert before == path.read_bytes()


@pytest.mark.parametrize("function", [migrate, check])
def test_a_file_of_a_newer_version_is_refused(path, function):
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("update alembic_version set version_num = '9999'")
        conn.commit()
    before = path.read_bytes()

    with pytest.raises(TimelineError, match="newer version"):
        function(path)
    assert before == path.read_bytes()


@pytest.mark.parametrize("function", [migrate, check])
def test_a_file_that_is_no_database_is_refused(tmp_path, function):
    path = tmp_path / "notes.txt"
    path.write_text("Not a database. " * 100)

    with pytest.raises(TimelineError, match="not a timeline database"):
        function(path)
    assert path.read_text() == "Not a database. " * 100


def test_a_folder_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(TimelineError, match="unable to open"):
        migrate(tmp_path / "nowhere" / "t.db")


def test_an_older_file_is_brought_up_by_an_ingest(path, revise):
    revise(REBUILD)
    with workspace(path, fresh=False, coder=1) as conn:
        columns_inside = [row[1] for row in conn.execute("pragma table_info(events)")]

    assert "extra" in columns_inside
    assert check(path) == []
