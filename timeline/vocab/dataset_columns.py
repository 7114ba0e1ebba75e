"""Every column of every dataset that can be read, and what becomes of it, from ``dataset_columns.csv``."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from timeline.errors import TimelineError
from timeline.vocab.cells import listed, located, text_of
from timeline.vocab.codebook import rows, words
from timeline.vocab.datasets import dataset_of

QUALIFIERS = frozenset({"best", "low", "high", "side_a", "side_b", "civilians", "unknown"})


class Fate(StrEnum):
    """What becomes of a column: it is mapped, kept in the original row alone, or only old releases have it."""

    MAPPED = "mapped"
    KEPT = "kept"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class ColumnFate:
    """A column of a dataset. ``targets`` are ours: ``table``, ``table.column``, ``participants.role[:column]``
    or ``quantities.kind[:part]``; none where the column is set aside, for the reason in ``meaning``.
    """

    column: str
    aliases: tuple[str, ...]
    fate: Fate
    targets: tuple[str, ...]
    meaning: str


def read_columns(text: str, name: str = "dataset_columns.csv") -> dict[str, dict[str, ColumnFate]]:
    """The columns in the CSV ``text`` by format, in its order. TimelineError with ``name`` and line."""
    found: dict[str, dict[str, ColumnFate]] = {}
    seen: set[tuple[str, str]] = set()
    for where, row in located(text, name):
        if dataset_of(row["format"]) is None:
            raise TimelineError(f"{where}: {row['format']!r} is the format of no dataset")
        column = _column(row, where)
        for each in (column.column, *column.aliases):
            key = (row["format"], folded(each))
            if key in seen:
                raise TimelineError(f"{where}: {each} of {row['format']} a second time")
            seen.add(key)
        found.setdefault(row["format"], {})[column.column] = column
    return found


@cache
def _all() -> dict[str, dict[str, ColumnFate]]:
    return read_columns(text_of("dataset_columns.csv"))


def columns(format_name: str) -> dict[str, ColumnFate]:
    """Every column of a format in the order of its newest release; nothing for an unknown format."""
    return _all().get(format_name, {})


@cache
def names(format_name: str) -> dict[str, str]:
    """The column's name by every way of writing it (``folded``), renamed columns by their old names too."""
    return {
        folded(each): column.column
        for column in columns(format_name).values()
        for each in (column.column, *column.aliases)
    }


def current(format_name: str) -> tuple[str, ...]:
    """The columns of the newest release, in its order."""
    return tuple(each.column for each in columns(format_name).values() if each.fate is not Fate.RETIRED)


def folded(header: str) -> str:
    """A header cell without case, outer blanks and byte order mark; a blank is an underscore."""
    return header.strip().lstrip("\ufeff").strip('"').casefold().replace(" ", "_")


def _column(row: dict[str, str], where: str) -> ColumnFate:
    if row["fate"] not in set(Fate):
        raise TimelineError(f"{where}: {row['fate']!r} is no fate of a column")
    fate = Fate(row["fate"])
    targets = tuple(row["target"].split())
    if (fate is Fate.MAPPED and not targets) or (fate is Fate.KEPT and targets):
        raise TimelineError(f"{where}: a column that is {fate} has {'no' if not targets else 'a'} target")
    if not row["meaning"]:
        raise TimelineError(f"{where}: {row['column']} has no meaning")
    for target in targets:
        if not is_target(target):
            raise TimelineError(f"{where}: {target!r} is nothing of ours")
    return ColumnFate(row["column"], listed(row["aliases"]), fate, targets, row["meaning"])


def is_target(target: str) -> bool:
    """Whether a target is a table, a column, a participant by role or a quantity by kind."""
    path, _, part = target.partition(":")
    table, _, name = path.partition(".")
    if table == "participants" and name in words("role"):
        return not part or part in words("role") or ("participants", part) in _ours()
    if table == "quantities" and name in words("quantity_kind"):
        return not part or part in QUALIFIERS
    return not part and (table, name) in _ours()


@cache
def _ours() -> frozenset[tuple[str, str]]:
    """Every table (with an empty column) and every column of ours."""
    return frozenset((row["table"], row["column"]) for row in rows("columns.csv"))
