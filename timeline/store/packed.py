"""An event as one report tells it, as JSON and back: what a coding is made from when it is matched again.

What is not stated is left out. Two things stay behind: the evidence of a claim, which has a table of its own, and
other names of an actor, which say nothing about the event.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from timeline.model import Event

LEFT_OUT = frozenset({"evidence", "aliases"})

Read = Callable[[Any], Any]


def packed(event: Event) -> str:
    """Return an event as JSON."""
    return json.dumps(written(event), ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Event:
    """Return the event behind the JSON of ``packed``. Raise KeyError or ValueError where it is none."""
    event: Event = reader(Event)(json.loads(text))
    return event


def written(value: Any) -> Any:
    """Return what JSON can hold of ``value``."""
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((one.name, getattr(value, one.name)) for one in fields(value) if one.name not in LEFT_OUT)
        return {name: written(part) for name, part in parts if part is not None and part != ()}
    if isinstance(value, tuple):
        return [written(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


@cache
def reader(kind: Any) -> Read:
    """Return what makes a value of the type ``kind`` out of JSON."""
    if get_origin(kind) is tuple:
        one = reader(get_args(kind)[0])
        return lambda items: tuple(one(item) for item in items)
    if get_origin(kind) is UnionType or type(None) in get_args(kind):
        (inner,) = (part for part in get_args(kind) if part is not type(None))
        return reader(inner)
    if is_dataclass(kind):
        return of_dataclass(kind)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {one.value: one for one in kind}.__getitem__
    return as_it_is


def of_dataclass(kind: Any) -> Read:
    hints = get_type_hints(kind)
    parts = [(one.name, reader(hints[one.name]), () if one.default == () else None) for one in fields(kind)]

    def read(found: dict[str, Any]) -> Any:
        return kind(*[one(found[name]) if name in found else default for name, one, default in parts])

    return read


def as_it_is(value: Any) -> Any:
    return value
