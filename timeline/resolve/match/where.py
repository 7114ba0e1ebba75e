"""Place against place: how well two codings agree on where."""

from math import asin, cos, radians, sin, sqrt

from timeline.resolve.match.decision import Hint
from timeline.resolve.match.points import PLACE
from timeline.resolve.match.sketch import Sketch
from timeline.resolve.match.what import TALK

EARTH = 6371.0  # km
SPOT = 5  # km: what lies nearer is one place under two names
TOWN = 15  # km: what lies nearer may be its outskirts


def compare_places(a: Sketch, b: Sketch) -> Hint | None:
    """Return what the places say; ``None`` where one has none."""
    if not a.place_name or not b.place_name:
        return None
    if a.place is not None and a.place == b.place:
        return Hint("place", PLACE["same"], lambda: f"same place: {a.place_name}")
    loose = a.type in TALK and b.type in TALK and (a.place is None or b.place is None)
    if a.country and b.country and a.country != b.country:
        if loose:
            return None  # where it was said, and the land that it is about
        return Hint(
            "place",
            PLACE["country"],
            lambda: f"{a.place_name} ({a.country}) and {b.place_name} ({b.country})",
        )
    km = kilometres(a, b)
    if km is None or a.reach is None or b.reach is None:
        if a.place_name == b.place_name:
            return Hint("place", PLACE["within"], lambda: f"both {a.place_name}")
        points = PLACE["within"] if a.country == b.country else 0
        return Hint("place", points, lambda: f"{a.place_name} and {b.place_name}: one may lie in the other")

    def names() -> str:
        return f"{a.place_name} and {b.place_name}, {km} km apart"

    if a.place is not None and b.place is not None:
        if km <= TOWN:
            return Hint("place", PLACE["same" if km <= SPOT else "near"], names)
        return Hint("place", 0 if km <= a.reach + b.reach else PLACE["far"], names)
    if a.admin1 and b.admin1 and a.admin1 != b.admin1 and not loose:
        return Hint("place", PLACE["far"], lambda: f"{names()}, in different regions")
    if km <= a.reach + b.reach or (a.admin1 and a.admin1 == b.admin1):
        return Hint(
            "place", PLACE["within"], lambda: f"{a.place_name} and {b.place_name}: one may lie in the other"
        )
    return None if loose else Hint("place", PLACE["far"], names)


def kilometres(a: Sketch, b: Sketch) -> int | None:
    """Return the distance over ground in whole kilometres; ``None`` without coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north, south = radians(a.latitude), radians(b.latitude)
    east = radians(b.longitude - a.longitude)
    part = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return round(2 * EARTH * asin(sqrt(min(1.0, part))))
