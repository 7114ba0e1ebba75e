"""The closed lists, and the meaning of every table, column and value, from ``lists.csv`` and ``columns.csv``.

The tables' checks, the ``codebook`` table and Datasette's column descriptions are made from these two files;
the functions that Datasette's SQL has with the plugin are in ``functions.csv``.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Entry:
    """What a table (``column`` empty), a column (``value`` empty) or a value of a column means."""

    table: str
    column: str
    value: str
    meaning: str
    reference: str


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the vocabulary file ``name``."""
    text = (files("timeline.vocab") / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def words(name: str) -> tuple[str, ...]:
    """The values of the closed list ``name``, in the order of the file. An unknown list is a ``KeyError``."""
    found = tuple(row["value"] for row in rows("lists.csv") if row["list"] == name)
    if not found:
        raise KeyError(name)
    return found


FUNCTIONS = "SQL functions"
"""What stands for the table in the entries of functions."""


def codebook() -> Iterator[Entry]:
    """Every table, column and value with its meaning, in the order of ``columns.csv``; then every function."""
    for row in rows("columns.csv"):
        yield Entry(row["table"], row["column"], "", row["meaning"], row["reference"])
        if row["list"]:
            for value in rows("lists.csv"):
                if value["list"] == row["list"]:
                    yield Entry(
                        row["table"], row["column"], value["value"], value["meaning"], value["reference"]
                    )
    for row in rows("functions.csv"):
        call = f"{row['name']}({row['arguments']})"
        yield Entry(FUNCTIONS, row["name"], call, row["meaning"], row["reference"])
