"""Lines of JSON objects to records: one object is one row, its members are the cells, everything as text."""

import json
from collections.abc import Iterable, Iterator, Set
from typing import Any

from timeline.model import Fault, Record
from timeline.read.table import MARK, decoded
from timeline.vocab.dataset_columns import folded, names

MOST_SHAPES = 100  # sets of members that are kept in mind; a file has a few


def columns_in(head: bytes, format_name: str) -> list[str] | None:
    """Return the members of the first object by their newest names, ``None`` where ``head`` begins with none."""
    found = first_object(head)
    if found is None:
        return None
    known = names(format_name)
    return [known.get(folded(name), name) for name in found]


def header(head: bytes) -> bytes | None:
    """Return the first object with its members' names alone, ``None`` where ``head`` begins with none.

    It stands where a table has its header: what the object says belongs to its own row.
    """
    found = first_object(head)
    return None if found is None else json.dumps(dict.fromkeys(found)).encode() + b"\n"


def first_object(head: bytes) -> dict[str, Any] | None:
    """Return the object in the first line, ``None`` where it holds none."""
    first = decoded(head.removeprefix(MARK)).partition("\n")[0].strip()
    if not first.startswith("{"):
        return None
    try:
        found: dict[str, Any] = json.loads(first)
    except (ValueError, RecursionError):
        return None
    return found


def objects(lines: Iterable[bytes | Fault], format_name: str, required: Set[str]) -> Iterator[Record | Fault]:
    """Yield the objects in order, one a line, by the newest names of their members; ``required`` are never absent.

    What is nested stays JSON.
    """
    known = names(format_name)
    shapes: dict[tuple[str, ...], list[str]] = {}
    blank = dict.fromkeys(sorted(required), "")
    for number, raw in enumerate(lines, start=1):
        if isinstance(raw, Fault):
            yield raw
            continue
        found = object_in(raw)
        if isinstance(found, str):
            if found:
                yield Fault(number, raw, found)
            continue
        members = tuple(found)
        if members not in shapes:
            if len(shapes) == MOST_SHAPES:
                shapes.clear()
            shapes[members] = [known.get(folded(name), name) for name in members]
        fields = blank | dict(zip(shapes[members], map(as_text, found.values()), strict=True))
        yield Record(number, raw, fields)


def object_in(raw: bytes) -> dict[str, Any] | str:
    """Return the object in a line, or why there is none; "" for a blank line."""
    text = decoded(raw.removeprefix(MARK)).strip()
    if not text:
        return ""
    try:
        found = json.loads(text)
    except RecursionError:
        return "JSON that is nested too deeply"
    except ValueError:
        return "no JSON object"
    if not isinstance(found, dict):
        return "no JSON object"
    if "\\u" in text:
        return found if is_storable(found) else "holds a character that is none"
    return found if "\0" not in text else "holds a zero byte"


def is_storable(found: dict[str, Any]) -> bool:
    """Tell whether no text in an object holds a zero byte or half a character, as escapes can write them."""
    plain = json.dumps(found, ensure_ascii=False)
    try:
        plain.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in plain


def as_text(value: Any) -> str:
    """Return a member as a cell: nothing for null, JSON for what is nested."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)
