"""Reading a vocabulary file row by row and checking its cells; what is wrong is named with file and line."""

import csv
from collections.abc import Iterator
from importlib.resources import files

from timeline.errors import TimelineError
from timeline.model import EventType
from timeline.vocab.codebook import words


def text_of(name: str) -> str:
    """The text of the vocabulary file ``name``."""
    return (files("timeline.vocab") / name).read_text(encoding="utf-8")


def located(text: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row of the CSV ``text`` with its file and line. TimelineError where cells are too many or few."""
    reader = csv.DictReader(text.splitlines(), restkey="")
    for row in reader:
        where = f"{name}:{reader.line_num}"
        if "" in row or None in row.values():
            raise TimelineError(f"{where}: {len(reader.fieldnames or ())} cells expected")
        yield where, row


def one_of(name: str, value: str, where: str) -> str | None:
    """The value, None where it is empty. TimelineError if it is not in the closed list ``name``."""
    if value and value not in words(name):
        raise TimelineError(f"{where}: {value!r} is not in the list {name}")
    return value or None


def event_type_of(row: dict[str, str], where: str) -> EventType | None:
    """The type of a row, None where it has none."""
    value = one_of("event_type", row["event_type"], where)
    return EventType(value) if value else None


def event_mode_of(row: dict[str, str], where: str) -> str | None:
    """The mode of a row, checked against the modes of its type."""
    if not row["event_mode"]:
        return None
    one_of("event_mode", f"{row['event_type']}:{row['event_mode']}", where)
    return row["event_mode"]


def lossy_of(row: dict[str, str], where: str, version: str) -> frozenset[str]:
    """The columns of a row that lose something; also checks the row's version."""
    columns = frozenset(row["lossy"].split())
    if unknown := columns - row.keys():
        raise TimelineError(f"{where}: no column {', '.join(sorted(unknown))} to be lossy")
    if row["version"] != version:
        raise TimelineError(f"{where}: version {row['version']!r}, {version} expected")
    return columns


def flag_of(value: str, where: str) -> bool | None:
    """True for ``yes``, False for ``no``, None where the cell is empty."""
    if value not in ("yes", "no", ""):
        raise TimelineError(f"{where}: {value!r} is neither yes nor no")
    return {"yes": True, "no": False}.get(value)


def listed(text: str) -> tuple[str, ...]:
    """The parts of a "|"-separated cell."""
    return tuple(part for part in text.split("|") if part)
