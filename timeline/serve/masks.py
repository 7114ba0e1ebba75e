"""A selection as one truth value for each event: what ``where.py`` says in SQL, asked of the columns in memory.

Histogram, list, facets and counts are all made from these, so that they cannot disagree. Each condition belongs to a
field, and a facet leaves its own field out: it counts what the other values would give.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from timeline.serve.columns import Array, Columns
from timeline.serve.names import NONE
from timeline.serve.search import fts_query
from timeline.serve.selection import WEEKDAYS, Box, Selection
from timeline.serve.units import MOST_DAYS
from timeline.serve.where import DOERS, DONE_TO, TAKING_PART
from timeline.store.course import role_bits

# One row for many matches: from row to row, SQLite and Python hand each other the lock on the interpreter.
SEARCH = """
    select group_concat(rowid) from events_fts where events_fts match ? and rowid between ? and ?"""
ROWIDS = "select rowid from events where id in ({marks})"
TOGETHER = 400_000  # rowids; as text they stay below the limit of a value

Mask = tuple[str, Array]
"""The field of a condition, and for each event whether it holds."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The conditions of ``selection``, answered for every event."""

    columns: Columns
    selection: Selection
    masks: tuple[Mask, ...]
    known: dict[frozenset[str], Array] = field(default_factory=dict)
    counted: dict[frozenset[str], list[int]] = field(default_factory=dict)

    def mask(self, *without: str) -> Array:
        """The events for which all conditions hold but those of the fields ``without``."""
        left = self._left(without)
        if left not in self.known:
            found = np.ones(len(self.columns.kind), bool)
            for name, holds in self.masks:
                if name not in left:
                    found &= holds
            self.known[left] = found
        return self.known[left]

    def kinds(self, *without: str) -> list[int]:
        """How many events there are of each kind, without the conditions of some fields."""
        left = self._left(without)
        if left not in self.counted:
            kinds = self.columns.kind[self.mask(*without)]
            self.counted[left] = np.bincount(kinds, minlength=len(self.columns.kinds)).tolist()
        return self.counted[left]

    def _left(self, without: Collection[str]) -> frozenset[str]:
        return frozenset(without) & {name for name, _ in self.masks}

    def has(self, name: str) -> bool:
        """Whether there is a condition of this field."""
        return any(one == name for one, _ in self.masks)


def match(conn: sqlite3.Connection, columns: Columns, selection: Selection) -> Matched:
    """Answer the conditions of ``selection``; ``conn`` is asked for what is searched for, and for nothing else."""
    masks = [*_plain(columns, selection), *_parties(columns, selection)]
    if selection.ids:
        masks.append(("ids", _named(conn, columns, selection.ids)))
    if selection.search:
        masks.append(("search", _found(conn, columns, fts_query(selection.search))))
    return Matched(columns, selection, tuple(masks))


def shown(columns: Columns, machine: bool = False) -> Array:
    """The events that a person stands behind; or else those that only a machine coded."""
    return columns.of_kind(value != machine for value in columns.values("shown"))


def placeless(columns: Columns) -> Array:
    """The events of which no place is known."""
    return columns.of_kind(value == "unknown" for value in columns.values("geo_precision"))


def known_days(columns: Columns) -> Array:
    """The events of which the day is known: only these are on a weekday."""
    return columns.of_kind(value == "day" for value in columns.values("date_precision"))


def drawable(columns: Columns, unit: str) -> Array:
    """The events that one bar can stand for: their date is known to a ``unit`` or better."""
    found: Array = (columns.start > 0) & (columns.end - columns.start < MOST_DAYS[unit])
    return found


def begun_before(columns: Columns, selection: Selection) -> Array:
    """The events that began before the window and reach into it; the selection must have a start."""
    assert selection.start is not None
    start = selection.start.toordinal()
    return (columns.start > 0) & (columns.start < start) & (columns.end >= start)


def roles(names: Collection[str]) -> int:
    """The bits of some roles."""
    return sum(bit for role, bit in role_bits().items() if role in names)


def taking(columns: Columns, ids: Sequence[str], names: Collection[str]) -> Array:
    """The events in which one of the actors ``ids`` has one of the roles ``names``."""
    pairs = columns.taking_part
    bits = roles(names)
    return _having(
        columns, _numbers(columns.actors.numbers, ids), pairs.event, pairs.thing, pairs.bits & bits != 0
    )


def _having(columns: Columns, wanted: Array, event: Array, thing: Array, more: Array | None = None) -> Array:
    chosen = np.isin(thing, wanted) if len(wanted) != 1 else thing == wanted[0]
    holds = np.zeros(len(columns.kind), bool)
    holds[event[chosen if more is None else chosen & more]] = True
    return holds


def _numbers(known: "dict[str, int] | object", ids: Sequence[str]) -> Array:
    assert hasattr(known, "get")
    return np.array([known.get(key, -1) for key in ids], np.int64)


def _plain(columns: Columns, selection: Selection) -> Iterator[Mask]:
    if not selection.machine:
        yield "machine", shown(columns)
    yield from (("dates", holds) for holds in _dates(columns, selection))
    if selection.weekdays and "date" not in selection.lacks:
        wanted = [WEEKDAYS.index(one) for one in selection.weekdays]
        yield "weekdays", known_days(columns) & np.isin((columns.start - 1) % len(WEEKDAYS), wanted)
    if selection.types:
        yield (
            "types",
            columns.of_kind(
                _is_type(kind, selection.types) for kind in columns.values("event_type", "event_mode")
            ),
        )
    for name, column in (("statuses", "status"), ("countries", "country"), ("datasets", "dataset")):
        if values := getattr(selection, name):
            yield (
                name,
                columns.of_kind((NONE if one is None else one) in values for one in columns.values(column)),
            )
    if selection.places:
        numbers = _numbers(columns.places.numbers, selection.places)
        yield "places", np.isin(columns.place, numbers[numbers >= 0] + 1)
    if "place" in selection.lacks:
        yield "places", placeless(columns)
    if selection.box:
        yield "box", _inside(columns, selection.box)
    if selection.deaths is not None:
        yield "deaths", columns.best >= selection.deaths
    if selection.voices is not None:
        yield "voices", columns.voices >= selection.voices


def _dates(columns: Columns, selection: Selection) -> Iterator[Array]:
    if "date" in selection.lacks:
        yield columns.start == 0
        return
    if selection.start is None:
        yield columns.start > 0
    else:
        yield (columns.end if selection.reach else columns.start) >= selection.start.toordinal()
    if selection.end is not None:
        yield columns.start <= selection.end.toordinal()


def _is_type(kind: tuple[str | None, str | None], wanted: Collection[str]) -> bool:
    event_type, mode = kind
    return (NONE if event_type is None else event_type) in wanted or f"{event_type}:{mode}" in wanted


def _inside(columns: Columns, box: Box) -> Array:
    east, north = columns.longitude, columns.latitude
    inside = (east >= box.west) & (east <= box.east)
    if box.west > box.east:
        inside = (east < box.east) | (east > box.west)
    found: Array = inside & (north >= box.south) & (north <= box.north)
    return found


def _parties(columns: Columns, selection: Selection) -> Iterator[Mask]:
    if selection.actors:
        yield "actors", taking(columns, selection.actors, DOERS)
    if selection.recipients:
        yield "recipients", taking(columns, selection.recipients, DONE_TO)
    for one in selection.parties:
        yield "parties", taking(columns, (one,), TAKING_PART)
    if selection.sources:
        pairs = columns.telling
        yield (
            "sources",
            _having(columns, _numbers(columns.sources.numbers, selection.sources), pairs.event, pairs.thing),
        )


def _found(conn: sqlite3.Connection, columns: Columns, query: str) -> Array:
    holds = np.zeros(len(columns.kind), bool)
    for first in range(0, len(columns.at), TOGETHER):
        (text,) = conn.execute(SEARCH, (query, first, first + TOGETHER - 1)).fetchone()
        if text:
            _mark(columns, holds, np.fromstring(text, np.int64, sep=","))
    return holds


def _named(conn: sqlite3.Connection, columns: Columns, ids: Sequence[str]) -> Array:
    holds = np.zeros(len(columns.kind), bool)
    found = conn.execute(ROWIDS.format(marks=", ".join("?" * len(ids))), ids).fetchall()
    _mark(columns, holds, np.array([row[0] for row in found], np.int64))
    return holds


def _mark(columns: Columns, holds: Array, rowids: Array) -> None:
    """Let the events with these rowids hold; one that is not in the columns was not known at their time."""
    places = columns.at[rowids[rowids < len(columns.at)]]
    holds[places[places >= 0]] = True
