"""Place against place: how well two codings agree on where."""

from math import asin, cos, radians, sin, sqrt

from timeline.resolve.match.decision import Hint
from timeline.resolve.match.points import PLACE
from timeline.resolve.match.sketch import Sketch

EARTH = 6371.0  # km
SPOT = 5  # km: what lies nearer is one place under two names
TOWN = 15  # km: what lies nearer may be its outskirts


def compare_places(a: Sketch, b: Sketch) -> Hint | None:
    """Return what the places say; ``None`` where one has none."""
    if not a.place_name or not b.place_name:
        return None
    if a.place is not None and a.place == b.place:
        return Hint("place", PLACE["same"], lambda: f"same place: {a.place_name}")
    if a.country and b.country and a.country != b.country:
        return Hint(
            "place",
            PLACE["country"],
            lambda: f"{a.place_name} ({a.country}) and {b.place_name} ({b.country})",
        )
    km = kilometres(a, b)
    if km is None or a.reach is None or b.reach is None:
        if a.place_name == b.place_name:
            return Hint("place", PLACE["within"], lambda: f"both {a.place_name}")
        words = f"{a.place_name} and {b.place_name}: one may lie in the other"
        return Hint("place", PLACE["within"] if a.country == b.country else 0, lambda: words)
    names = f"{a.place_name} and {b.place_name}, {km} km apart"
    if a.place is not None and b.place is not None:
        if km <= TOWN:
            return Hint("place", PLACE["same" if km <= SPOT else "near"], lambda: names)
        return Hint("place", 0 if km <= a.reach + b.reach else PLACE["far"], lambda: names)
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return Hint("place", PLACE["far"], lambda: f"{names}, in different regions")
    if km <= a.reach + b.reach:
        return Hint(
            "place", PLACE["within"], lambda: f"{a.place_name} and {b.place_name}: one may lie in the other"
        )
    return Hint("place", PLACE["far"], lambda: names)


def kilometres(a: Sketch, b: Sketch) -> int | None:
    """Return the distance over ground in whole kilometres; ``None`` without coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north, south = radians(a.latitude), radians(b.latitude)
    east = radians(b.longitude - a.longitude)
    part = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return round(2 * EARTH * asin(sqrt(min(1.0, part))))
