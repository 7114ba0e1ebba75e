"""Cells that hold JSON: lists of words and of things, and things with members, whatever else may stand there."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from timeline.errors import RecordError
from timeline.model import Issue, IssueLevel
from timeline.vocab.dataset_columns import columns

Thing = Mapping[str, Any]


def loaded(cell: str, column: str) -> Any:
    """Return what a cell holds; a text that is no JSON is itself, nothing is None."""
    text = cell.strip()
    if not text.startswith(("[", "{")):
        return text or None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise RecordError(f"{column} is no JSON") from None


@lru_cache(maxsize=4096)
def words_in(cell: str, column: str) -> tuple[str, ...]:
    """Return the words of a list, or the one word."""
    found = loaded(cell, column)
    items = found if isinstance(found, list) else [found]
    return tuple(text for item in items if item is not None and (text := str(item).strip()))


def things_in(cell: str, column: str) -> list[Thing]:
    """Return the things of a list, or the one thing."""
    return things_of(loaded(cell, column))


def things_of(value: Any) -> list[Thing]:
    """Return the things of a list, or the one thing; what is no thing is none."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def thing_in(cell: str, column: str) -> Thing:
    """Return the thing in a cell, an empty one where there is none."""
    found = loaded(cell, column)
    return found if isinstance(found, dict) else {}


def text(thing: Thing, name: str) -> str:
    """Return a member as text, "" where it is absent or null."""
    value = thing.get(name)
    return "" if value is None else str(value).strip()


def drifted(format_name: str, path: str, thing: Thing) -> list[Issue]:
    """Return what is to be said of members that are not in the list of their dataset; they are kept."""
    known = columns(format_name)
    return [
        Issue(
            IssueLevel.WARNING,
            "value",
            f"{path}.{name}",
            f"member '{path}.{name}' is not known, kept as received",
        )
        for name in thing
        if f"{path}.{name}" not in known
    ]
