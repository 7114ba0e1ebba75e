"""Outlines of the land around a place, from the same files that the script of the timeline page draws."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.serve.static_files import LAND, LAND_FINE, file_bytes

Ring = NDArray[np.float64]
"""An outline: points as east and north in degrees."""
FINE_BELOW = 15.0  # degrees of latitude: a larger part of the world is drawn from the coarse outline


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world in degrees; ``west`` and ``east`` may lie beyond 180."""

    west: float
    south: float
    east: float
    north: float


def rings_in(window: Window) -> Iterator[Ring]:
    """Yield every outline that touches ``window``, cut at its edges.

    Lakes are outlines within outlines: whoever fills them fills every second one.
    """
    name = LAND_FINE if window.north - window.south < FINE_BELOW else LAND
    for turn in (-360.0, 0.0, 360.0):
        for ring, (west, south, east, north) in _rings(name):
            if west + turn > window.east or east + turn < window.west:
                continue
            if south > window.north or north < window.south:
                continue
            cut = _cut(np.add(ring, (turn, 0.0)), window)
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


def _cut(ring: Ring, window: Window) -> Ring:
    """Cut an outline at the four edges, one after the other (Sutherland and Hodgman)."""
    for axis, edge, sign in (
        (0, window.west, 1),
        (0, window.east, -1),
        (1, window.south, 1),
        (1, window.north, -1),
    ):
        ring = _beyond(ring, axis, edge, sign)
    return ring


def _beyond(ring: Ring, axis: int, edge: float, sign: int) -> Ring:
    """What of an outline lies on one side of an edge: each point there, and before it where the edge is crossed."""
    inside = sign * (ring[:, axis] - edge) >= 0
    if inside.all():
        return ring
    before = np.roll(ring, 1, axis=0)
    crossed = inside != np.roll(inside, 1)
    parts = np.stack([ring, ring], axis=1)
    old, new = before[crossed], ring[crossed]
    share = (edge - old[:, axis]) / (new[:, axis] - old[:, axis])
    parts[crossed, 0] = old + share[:, np.newaxis] * (new - old)
    found: Ring = parts[np.stack([crossed, inside], axis=1)]
    return found
