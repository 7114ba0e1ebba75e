"""The events as columns of numbers in memory, from which every page counts; read once for each state of the file.

An ingest packs them into ``course_blocks``. A file that another program wrote to since then is packed anew from its
tables, in memory: what is shown is always what the tables hold.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.serve.databases import is_as_ingested
from timeline.store.course import KINDS, Block, course_blocks

Array = NDArray[Any]
Key = tuple[Any, ...]

STORED = "select block, name, written, items from course_blocks order by block"
NONE = -1  # of a count: not stated


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which events have to do with which things, in the order of the events; ``bits`` say how.

    Those of the event at a place lie from ``first`` of that place to ``first`` of the next.
    """

    event: Array
    thing: Array
    bits: Array
    first: Array
    known: dict[int, Array] = field(default_factory=dict)

    def totals(self, most: int, bits: int) -> Array:
        """With how many of all events each of ``most`` things has to do, in one of the ways of ``bits``."""
        if bits not in self.known:
            self.known[bits] = np.bincount(self.thing[self.bits & bits != 0], minlength=most)
        return self.known[bits]


@dataclass(frozen=True, eq=False)
class Things:
    """Actors, places or sources by their number, which is their place in the order of their ids."""

    ids: tuple[str, ...]
    names: tuple[str, ...]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each id."""
        return {key: number for number, key in enumerate(self.ids)}

    @cached_property
    def by_name(self) -> Array:
        """The place of each in the order of their names."""
        places = np.empty(len(self.ids), np.int64)
        places[sorted(range(len(self.ids)), key=lambda number: self.names[number])] = np.arange(len(self.ids))
        return places


@dataclass(frozen=True, eq=False)
class Columns:
    """Events in the order of their ids; days as ``date.toordinal`` gives them, 0 where none is known.

    ``kind`` is the number of what an event has in common with others: ``kinds`` holds these, each a value for every
    name in ``KINDS``. ``rowids`` are those of the table; ``place`` is 0 where none is known, else one above its number.
    ``low``, ``best`` and ``high`` count people killed, ``NONE`` where nothing is stated: of low and high the best
    estimate stands in for one that is not stated, of the best the low one.
    """

    start: Array
    end: Array
    kind: Array
    kinds: tuple[Key, ...]
    place: Array
    latitude: Array
    longitude: Array
    low: Array
    best: Array
    high: Array
    voices: Array
    rowids: Array
    taking_part: Pairs
    telling: Pairs
    actors: Things
    places: Things
    sources: Things

    @cached_property
    def order(self) -> Array:
        """The events by the day of their beginning, those without one first, of one day by id."""
        return np.argsort(self.start, kind="stable")

    @cached_property
    def days(self) -> Array:
        """The days in ``order``."""
        days: Array = self.start[self.order]
        return days

    @cached_property
    def undated(self) -> int:
        """How many events have no day; in ``order`` they come first."""
        return int(np.count_nonzero(self.start == 0))

    @cached_property
    def at(self) -> Array:
        """The place in the columns by rowid, -1 where there is none."""
        places = np.full(int(self.rowids.max(initial=0)) + 1, -1, np.int64)
        places[self.rowids] = np.arange(len(self.rowids))
        return places

    def values(self, *names: str) -> list[Any]:
        """Of each kind its value for ``names``; several make a tuple."""
        chosen = [KINDS.index(name) for name in names]
        if len(chosen) == 1:
            return [kind[chosen[0]] for kind in self.kinds]
        return [tuple(kind[one] for one in chosen) for kind in self.kinds]

    def of_kind(self, wanted: Iterable[bool]) -> Array:
        """The events whose kind is ``wanted``, given for each kind in its order."""
        answers = np.fromiter(wanted, bool, len(self.kinds))
        return answers[self.kind]


def read_columns(conn: sqlite3.Connection, path: Path) -> Columns:
    """The columns as an ingest packed them; made from the tables where the file changed since."""
    stored: list[Block] = []
    if is_as_ingested(path) and not path.with_name(f"{path.name}-wal").exists():
        stored = [tuple(row) for row in conn.execute(STORED)]
    return unpacked(stored or course_blocks(conn), conn)


def unpacked(blocks: Iterable[Block], conn: sqlite3.Connection) -> Columns:
    """The columns in ``blocks``, with what only the tables of ``conn`` hold."""
    parts: dict[str, list[Array]] = defaultdict(list)
    kinds: list[Key] = []
    first = 0
    things = {name: _things(conn, name) for name in ("actors", "places", "sources")}
    most = {"actor": len(things["actors"].ids), "source": len(things["sources"].ids)}
    for _, columns in _by_block(blocks):
        kinds += [tuple(kind) for kind in json.loads(columns.pop("kinds")[1])]
        numbers = {name: np.frombuffer(items, f"<{written}") for name, (written, items) in columns.items()}
        for name, items in numbers.items():
            if name in most:
                event, thing = np.divmod(items.astype(np.int64), most[name])
                parts[f"{name}_event"].append(event + first)
                parts[name].append(thing)
            else:
                parts[name].append(items)
        first += len(numbers["kind"])
    low, best, high = (_counts(parts[f"fatalities_{end}"]) for end in ("low", "best", "high"))
    count = len(_joined(parts["kind"], np.intp))
    return Columns(
        start=_joined(parts["date_start"], np.int32),
        end=_joined(parts["date_end"], np.int32),
        kind=_joined(parts["kind"], np.intp),
        kinds=tuple(kinds),
        place=_joined(parts["place"], np.int32),
        latitude=_joined(parts["latitude"], np.float64),
        longitude=_joined(parts["longitude"], np.float64),
        low=np.where(low == NONE, best, low),
        best=np.where(best == NONE, low, best),
        high=np.where(high == NONE, best, high),
        voices=_counts(parts["independent_sources"]),
        rowids=np.fromiter(
            (row[0] for row in conn.execute("select rowid from events order by id")), np.int64
        ),
        taking_part=_pairs(parts, "actor", count),
        telling=_pairs(parts, "source", count),
        **things,
    )


def _by_block(blocks: Iterable[Block]) -> Iterable[tuple[int, dict[str, tuple[str, bytes]]]]:
    found: dict[int, dict[str, tuple[str, bytes]]] = {}
    for block, name, written, items in blocks:
        found.setdefault(block, {})[name] = written, items
    return found.items()


def _things(conn: sqlite3.Connection, table: str) -> Things:
    rows: Sequence[tuple[str, str]] = conn.execute(f"select id, name from {table} order by id").fetchall()
    return Things(tuple(row[0] for row in rows), tuple(row[1] for row in rows))


def _joined(parts: Sequence[Array], kind: Any) -> Array:
    return np.concatenate([np.empty(0, kind), *parts], dtype=kind, casting="unsafe")


def _counts(parts: Sequence[Array]) -> Array:
    return _joined(parts, np.int64) + NONE


def _pairs(parts: Mapping[str, Sequence[Array]], name: str, count: int) -> Pairs:
    event = _joined(parts[f"{name}_event"], np.intp)
    return Pairs(
        event,
        _joined(parts[name], np.intp),
        _joined(parts[f"{name}_bits"], np.uint16),
        np.searchsorted(event, np.arange(count + 1)),
    )


def day_of(ordinal: Any) -> date:
    """The day with this number."""
    return date.fromordinal(int(ordinal))
