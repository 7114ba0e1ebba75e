"""Every word and every column of the database is explained in it."""

import re
import sqlite3
from contextlib import closing
from enum import EnumType

import pytest

from timeline import model
from timeline.store.migrate import migrate
from timeline.store.schema import metadata
from timeline.store.views import VIEWS
from timeline.vocab.codebook import codebook, rows, words

ENUMS = {name: kind for name, kind in vars(model).items() if isinstance(kind, EnumType) and name != "StrEnum"}


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize("name", ENUMS)
def test_the_list_of_a_word_is_its_enum(name):
    assert [member.value for member in ENUMS[name]] == list(words(snake(name)))


@pytest.mark.parametrize(("name", "count"), [("event_mode", 67), ("context", 37), ("sector", 25)])
def test_the_lists_of_the_field_are_whole(name, count):
    assert count == len(set(words(name)))


def test_every_mode_belongs_to_a_type():
    assert {mode.partition(":")[0] for mode in words("event_mode")} <= set(words("event_type"))


def test_every_value_has_a_meaning_and_a_reference():
    assert [row for row in rows("lists.csv") if not all(row.values())] == []


def test_no_value_stands_twice():
    values = [(row["list"], row["value"]) for row in rows("lists.csv")]

    assert len(values) == len(set(values))


def test_every_column_of_every_table_and_view_is_described(tmp_path):
    migrate(tmp_path / "t.db")
    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        columns = "select name from pragma_table_info(?) union select ''"
        there = {
            (table, column)
            for table in (*metadata.tables, *VIEWS)
            for (column,) in conn.execute(columns, (table,))
        }

    assert there == {(entry.table, entry.column) for entry in codebook() if entry.value == ""}


def test_a_checked_column_names_its_list():
    lists = {(row["table"], row["column"]) for row in rows("columns.csv") if row["list"]}
    checked = {
        (table.name, str(check.name).removeprefix(f"ck_{table.name}_"))
        for table in metadata.tables.values()
        for check in table.constraints
        if " in ('" in str(getattr(check, "sqltext", ""))
    }

    assert checked <= lists


def test_every_list_that_a_column_names_is_there():
    assert [row for row in rows("columns.csv") if row["list"] and not words(row["list"])] == []


def test_an_unknown_list_is_an_error():
    with pytest.raises(KeyError):
        words("planets")
