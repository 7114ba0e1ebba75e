"""The small map of an event: land from the committed outlines, and a place never finer than it is known."""

import re

import pytest

from timeline.serve.land import Window, rings_in
from timeline.serve.place_map import HEIGHT, WIDTH, place_map

ISTANBUL = {
    "latitude": 41.01, "longitude": 28.98, "geo_precision": "exact", "country": "TUR", "status": "occurred",
}  # fmt: skip


def drawn(**changes):
    return place_map({**ISTANBUL, **changes})


def points(path):
    return [
        [tuple(map(float, pair.split(","))) for pair in ring.split("L")]
        for ring in re.findall(r"M([^Z]+)Z", path)
    ]


def is_land(path, x, y):
    """Whether a point of the drawing lies in an odd number of outlines."""
    inside = False
    for ring in points(path):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


def test_land_is_land_and_sea_is_sea():
    across = 150 / 160 * 111.2 * 0.7546  # units of a degree of longitude at the place
    shown = drawn().land

    assert is_land(shown, WIDTH / 2 + 1.0 * across, HEIGHT / 2 + 30)  # Anatolia
    assert not is_land(shown, WIDTH / 2 + 0.8 * across, HEIGHT / 2 - 80)  # the Black Sea


def test_a_point_is_drawn_for_what_is_known_to_the_place_only():
    assert 0 == drawn().radius
    radii = [drawn(geo_precision=one).radius for one in ("near", "admin2", "admin1", "country")]
    assert all(radius > 5 for radius in radii)
    assert drawn(latitude=47.0, longitude=85.0, geo_precision="near").radius > 5  # far from every coast
    assert "not at its middle" in drawn(geo_precision="admin1").words
    assert "as large as the country" in drawn(geo_precision="country").words


def test_an_area_fits_into_its_map():
    for precision in ("near", "admin2", "admin1", "region", "water", "country"):
        shown = drawn(geo_precision=precision, country="RUS")
        assert shown.radius < HEIGHT / 2
        assert shown.bar <= WIDTH / 4


def test_a_place_inland_is_seen_from_so_far_that_a_coast_comes_into_sight():
    inland = drawn(latitude=51.02, longitude=34.3)

    assert inland.km > drawn().km
    assert any(0 < x < WIDTH and 0 < y < HEIGHT for ring in points(inland.land) for x, y in ring)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(-17.5, 179.9), (-17.5, -179.9), (89.9, 0), (-89.9, 0), (0, -150), (64.5, 180)],
)
def test_the_ends_of_the_world_have_a_map_too(latitude, longitude):
    shown = drawn(latitude=latitude, longitude=longitude)

    assert len(shown.land) < 20_000
    assert all(-5 <= x <= WIDTH + 5 and -5 <= y <= HEIGHT + 5 for ring in points(shown.land) for x, y in ring)


def test_both_sides_of_the_date_line_are_on_one_map():
    lands = list(rings_in(Window(175.0, 60.0, 190.0, 72.0)))  # Chukotka lies on both

    assert any(x < 180 for ring in lands for x, _ in ring)
    assert any(x > 180.5 for ring in lands for x, _ in ring)


def test_what_has_no_point_has_no_map():
    assert drawn(latitude=None, longitude=None, geo_precision="country") is None


def test_what_is_only_planned_looks_planned():
    assert ["happened", "planned", "doubtful"] == [
        drawn(status=status).part for status in ("ongoing", "planned", "denied")
    ]
