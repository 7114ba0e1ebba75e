"""Events as columns of numbers for the script of the page: small, and read there without parsing.

The layout stands in docs/script.md. Pure: the same bytes for the same events, whatever their ids.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from timeline.serve.columns import NONE, Array, Columns, day_of
from timeline.serve.units import MOST_DAYS, UNITS
from timeline.vocab.extents import NOMINAL, radius_km

MAGIC = b"TLP1"
WORDS = {
    "status": "status",
    "type": "event_type",
    "country": "country",
    "geo_precision": "geo_precision",
}
"""Columns whose numbers stand for words, and what these are called in the table."""
SORTED = ("day", "country", "geo_precision", "lon", "lat", "type", "status", "low", "high", "unit")
NO_PLACE = -32768
STEPS = 32767  # of half the range of a coordinate: about 600 m at the equator
DAY_ZERO = date(1970, 1, 1).toordinal()  # the first day where there are no events

Lists = dict[str, list[str | None]]


def encode(columns: Columns, places: Array) -> bytes:
    """Return the events at ``places`` of ``columns``, each with a day, sorted by day and then by the rest."""
    days, kinds = columns.start[places], columns.kind[places]
    first = int(days.min()) if len(days) else DAY_ZERO
    lists, numbers = _worded(columns, kinds)
    told = {
        "day": _narrow(days - first),
        "lon": _steps(columns.longitude[places], 180),
        "lat": _steps(columns.latitude[places], 90),
        "low": _narrow(columns.low[places] - NONE),  # 0 is a number that is not stated
        "high": _narrow(columns.high[places] - NONE),
        **{name: _narrow(numbers[name][kinds]) for name in WORDS},
        "unit": _finest(columns.end[places] - days),
    }
    head = {
        "count": len(days),
        "first": day_of(first).isoformat(),
        "columns": [[name, column.dtype.name] for name, column in told.items()],
        "lists": lists,
        "radius_km": {str(precision): km for precision, km in NOMINAL.items()},
        "country_km": [radius_km("country", one) for one in lists["country"]],
    }
    order = _order(told)
    return _joined(head, (column[order] for column in told.values()))


def _worded(columns: Columns, kinds: Array) -> tuple[Lists, dict[str, Array]]:
    """The words that events of ``kinds`` have, in their order behind "not stated"; and the number of each kind."""
    lists: Lists = {}
    numbers: dict[str, Array] = {}
    used = np.flatnonzero(np.bincount(kinds, minlength=len(columns.kinds))).tolist()
    for name, column in WORDS.items():
        values = columns.values(column)
        lists[name] = [None, *sorted({values[one] for one in used} - {None})]
        places = {word: place for place, word in enumerate(lists[name])}
        numbers[name] = np.array([places.get(value, 0) for value in values], np.uint16)
    return lists, numbers


def _order(told: Mapping[str, Array]) -> Array:
    """Where the events stand: neighbours that are alike make the packed columns small."""
    return np.lexsort([told[name] for name in reversed(SORTED)])  # the last key decides first


def _joined(head: Mapping[str, Any], columns: Iterable[Array]) -> bytes:
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    parts = [MAGIC, len(text).to_bytes(4, "little"), text]
    for column in columns:
        raw = column.astype(column.dtype.newbyteorder("<")).tobytes()
        parts += [raw, bytes(-len(raw) % 4)]  # a browser reads a column in place, from a multiple of its size
    return b"".join(parts)


def _finest(last: Array) -> Array:
    """The finest unit that can draw each date of as many days behind its first, as its place in ``UNITS``."""
    most = [MOST_DAYS[unit] - 1 for unit in UNITS]
    return _narrow(np.searchsorted(most, last))


def _narrow(values: Array) -> Array:
    most = int(values.max(initial=0))
    return values.astype(np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.uint32)


def _steps(degrees: Array, most: int) -> Array:
    steps = np.round(degrees / most * STEPS)
    return np.where(np.isnan(steps), NO_PLACE, steps).astype(np.int16)
