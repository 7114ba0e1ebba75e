"""The small map of an event's page: land around the place, and the place as wide as it is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any

from timeline.model import GeoPrecision
from timeline.serve.events import GEO_WORDS
from timeline.serve.histogram import part_of
from timeline.serve.land import Ring, Window, rings_in
from timeline.vocab.extents import radius_km

WIDTH, HEIGHT = 480, 300  # units of the drawing; the style sheet says how large it is shown
KM_PER_DEGREE = 111.2
NEAREST = 160  # km from the middle to the upper edge at least: closer, the outline of the land is too coarse
WIDENED = (1, 2, 4, 8, 16)  # times that, until a coast is seen that says where this is
ROOM = 1.6  # how many radii of the area fit between the middle and the upper edge
LENGTHS = (50, 100, 200, 500, 1000, 2000)  # km of the scale bar
SMALLEST = 8  # units of radius: an area seen from far away must not become a point
EDGE = 4  # units beyond the drawing
LONGEST = 120  # units of the scale bar


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The drawing: ``land`` is a path, ``radius`` 0 is a point, ``bar`` the length of so many ``km``."""

    width: int
    height: int
    land: str
    part: str
    radius: float
    bar: float
    km: int
    words: str


def place_map(event: Mapping[str, Any]) -> PlaceMap | None:
    """The map of a row of ``events``; None where no point is stored."""
    if event["latitude"] is None:
        return None
    precision = event["geo_precision"]
    wide = radius_km(precision, event["country"]) or 0
    scale, land = _seen(event["longitude"], event["latitude"], max(NEAREST, ROOM * wide))
    km = max((one for one in LENGTHS if one * scale <= LONGEST), default=LENGTHS[0])
    return PlaceMap(
        width=WIDTH,
        height=HEIGHT,
        land="".join(land),
        part=part_of(event["status"]),
        radius=max(SMALLEST, round(wide * scale, 1)) if wide else 0,
        bar=round(km * scale, 1),
        km=km,
        words=_words(precision, wide),
    )


def _words(precision: str, wide: int) -> str:
    if precision == GeoPrecision.EXACT:
        return "The point is the place itself."
    if precision == GeoPrecision.NEAR:
        return f"Known to the surroundings of a place: within the circle of about {wide} km."
    nominal = (
        "as large as the country"
        if precision == GeoPrecision.COUNTRY
        else f"{wide} km around its stored point"
    )
    return f"Known to the {GEO_WORDS[precision]} only: somewhere in an area {nominal}, not at its middle."


@lru_cache(maxsize=2048)  # many events lie at one place
def _seen(longitude: float, latitude: float, least: float) -> tuple[float, tuple[str, ...]]:
    """How many units a kilometre has, and the paths of the land: so near that a coast is just in sight."""
    for times in WIDENED:
        scale = HEIGHT / 2 / (least * times)
        rings = list(_projected(longitude, latitude, scale))
        if any(((ring > 0) & (ring < (WIDTH, HEIGHT))).all(axis=1).any() for ring in rings):
            break
    return scale, tuple(_paths(rings))


def _projected(longitude: float, latitude: float, scale: float) -> Iterator[Ring]:
    """The land in units of the drawing; degrees of longitude are as wide as at the place."""
    down = KM_PER_DEGREE * scale
    across = down * max(0.05, cos(radians(latitude)))
    # Cut a little outside the drawing, so that the edge is not seen as a coast.
    far, high = (WIDTH / 2 + EDGE) / across, (HEIGHT / 2 + EDGE) / down
    window = Window(longitude - far, latitude - high, longitude + far, latitude + high)
    for ring in rings_in(window):
        yield (WIDTH / 2, HEIGHT / 2) + (ring - (longitude, latitude)) * (across, -down)


def _paths(rings: Sequence[Ring]) -> Iterator[str]:
    """Each outline without what would be smaller than a unit."""
    for ring in rings:
        told: tuple[float, float] | None = None
        parts: list[str] = []
        for x, y in ring.tolist():
            if told is None or abs(x - told[0]) + abs(y - told[1]) >= 1:
                parts.append(f"{x:.0f},{y:.0f}")
                told = (x, y)
        if len(parts) > 2:
            yield f"M{'L'.join(parts)}Z"
