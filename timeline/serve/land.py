"""Outlines of the land around a place, from the same files that the script of the timeline page draws."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.serve.static_files import LAND, LAND_FINE, file_bytes

Point = tuple[float, float]
Ring = NDArray[np.float64]
FINE_BELOW = 15.0  # degrees of latitude: a larger part of the world is drawn from the coarse outline


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world in degrees; ``west`` and ``east`` may lie beyond 180."""

    west: float
    south: float
    east: float
    north: float


def rings_in(window: Window) -> Iterator[list[Point]]:
    """Yield every outline that touches ``window``, cut at its edges, as points in degrees.

    Lakes are outlines within outlines: whoever fills them fills every second one.
    """
    name = LAND_FINE if window.north - window.south < FINE_BELOW else LAND
    for turn in (-360.0, 0.0, 360.0):
        for ring, (west, south, east, north) in _rings(name):
            if west + turn > window.east or east + turn < window.west:
                continue
            if south > window.north or north < window.south:
                continue
            cut = _cut([(x + turn, y) for x, y in ring.tolist()], window)
            if len(cut) > 2:
                yield cut


@cache
def _rings(name: str) -> tuple[tuple[Ring, tuple[float, float, float, float]], ...]:
    """Every outline of a file with its bounds: west, south, east, north."""
    topology: Any = json.loads(file_bytes(name))
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc, np.float64), axis=0) * scale + shift for arc in topology["arcs"]]
    found = []
    for shape in topology["objects"]["land"]["geometries"]:
        shapes = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for outline in (outline for polygon in shapes for outline in polygon):
            # An arc is shared: told by ~number it runs backwards. Its last point is the next one's first.
            parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in outline]
            ring = np.concatenate([part[:-1] for part in parts])
            (west, south), (east, north) = ring.min(axis=0).tolist(), ring.max(axis=0).tolist()
            found.append((ring, (west, south, east, north)))
    return tuple(found)


def _cut(ring: list[Point], window: Window) -> list[Point]:
    """Cut an outline at the four edges, one after the other (Sutherland and Hodgman)."""
    for axis, edge, sign in (
        (0, window.west, 1),
        (0, window.east, -1),
        (1, window.south, 1),
        (1, window.north, -1),
    ):
        if not ring:
            return ring
        ring = list(_beyond(ring, axis, edge, sign))
    return ring


def _beyond(ring: Sequence[Point], axis: int, edge: float, sign: int) -> Iterator[Point]:
    for old, new in pairwise([ring[-1], *ring]):
        was, is_in = sign * (old[axis] - edge) >= 0, sign * (new[axis] - edge) >= 0
        if was != is_in:
            share = (edge - old[axis]) / (new[axis] - old[axis])
            yield (old[0] + share * (new[0] - old[0]), old[1] + share * (new[1] - old[1]))
        if is_in:
            yield new
