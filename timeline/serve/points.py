"""The points of a selection for the script of the page: everything but its time, which the script filters itself."""

import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from datasette.utils.asgi import Response

from timeline.serve.masks import match
from timeline.serve.point_columns import encode
from timeline.serve.selection import SORTS, Selection
from timeline.serve.state import State
from timeline.serve.static_files import accepts_gzip

MOST_BYTES = 48_000_000  # of packed points that are kept for one Datasette
LEVEL = 4  # a higher one takes longer than the network saves
_KEPT: WeakKeyDictionary[Any, OrderedDict[tuple[str, str, str], bytes]] = WeakKeyDictionary()


def timeless(selection: Selection) -> Selection:
    """The selection without its time and without what only the list has."""
    return selection.but(start=None, end=None, unit=None, reach=False, sort=SORTS[0])


def read_points(state: State, selection: Selection) -> bytes:
    """The points of a selection, packed with gzip; an event without a day is none."""
    holds = match(state.conn, state.columns, selection).mask() & (state.columns.start > 0)
    return gzip.compress(encode(state.columns, np.flatnonzero(holds)), LEVEL, mtime=0)


async def points_once(
    datasette: Any, key: tuple[str, str, str] | None, make: Callable[[], Awaitable[bytes]]
) -> bytes:
    """What ``make`` gives, kept under ``key`` (database, build, selection); without a key it is made anew."""
    if key is None:
        return await make()
    kept = _KEPT.setdefault(datasette, OrderedDict())
    if key in kept:
        kept.move_to_end(key)
        return kept[key]
    kept[key] = made = await make()
    while len(kept) > 1 and sum(map(len, kept.values())) > MOST_BYTES:
        kept.popitem(last=False)
    return made


def points_answer(request: Any, packed: bytes, lasting: bool) -> Response:
    """The answer with ``packed`` points; a ``lasting`` one stands at an address that names its build."""
    headers = {
        "cache-control": "max-age=31536000, immutable" if lasting else "no-cache",
        "vary": "Accept-Encoding, Cookie, Authorization",
    }
    if accepts_gzip(request):
        headers["content-encoding"] = "gzip"
    else:
        packed = gzip.decompress(packed)
    return Response(packed, content_type="application/octet-stream", headers=headers)
