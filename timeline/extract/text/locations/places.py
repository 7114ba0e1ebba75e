"""Which place a name is: the region, the country or the settlement that is meant.

The countries in play, the places named beside a name ("Bilopillia in Sumy region", "Istanbul, Turkey") and the size
of a town decide between namesakes; what they do not settle stays unknown.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from math import log10

from timeline.extract.text.locations.gazetteer import Settlement, fold, settlements
from timeline.extract.text.locations.toponyms import (
    DISTRICT_NOUNS,
    REGION_NOUNS,
    SETTLEMENT_NOUNS,
    PlaceName,
    regions_by_fold,
)
from timeline.extract.text.people.lexicon import Lexicon, load_lexicon
from timeline.model import GeoPrecision, Place
from timeline.vocab.actors import slug
from timeline.vocab.regions import Region, load_regions, load_spellings

NEAR = frozenset(("near", "outside", "around", "off", "toward", "towards"))
PRECISION = {
    "admin1": GeoPrecision.ADMIN1, "admin2": GeoPrecision.ADMIN2, "region": GeoPrecision.REGION,
    "water": GeoPrecision.WATER, "site": GeoPrecision.EXACT, "hamlet": GeoPrecision.NEAR,
}  # fmt: skip
HAMLET = 300  # inhabitants, where nobody counted them
CITY_SIZE = 100_000  # inhabitants
CITY_REACH = 0.35  # degrees; a palace that near to a city that the report names lies in it
TWINS = 0.1  # degrees between two entries of one town
MARGIN = 0.4  # a namesake is passed over for a place that is two and a half times as large
IN_PLAY = (3.0, 3.0, 2.0)  # the weight of the report's countries by rank; the others weigh one point
EVERYWHERE = "USA"  # in the news of all countries, with a namesake of most towns: it weighs half a point
BESIDE_COUNTRY, BESIDE_REGION, CAPITAL = 4.0, 3.0, 0.5
OWN_NAME = 0.4  # the weight of a name that is the main one, and not a former or foreign one
FOREMOST, FIRST_CITY = 0.8, 100_000  # the weight and the size of a city that is far larger than its namesakes
CLEAR_CITY = 15_000  # a town below it yields to a region of the same name


@cache
def spellings_by_fold() -> dict[str, tuple[str, str]]:
    return {fold(spelling): target for spelling, target in load_spellings().items()}


def resolve_place(name: PlaceName, in_play: Sequence[str], lexicon: Lexicon) -> tuple[Place | None, str]:
    """Return the place and the rule; ``None`` with the reason where the name is unknown or not settled.

    ``in_play`` holds the ISO alpha-3 codes of the countries that the report speaks of, the most named first.
    """
    if name.country:
        return country_place(name, lexicon), "place.country"
    countries, regions = containers(name, in_play, lexicon)
    region = region_named(name, countries or in_play)
    if region is not None and region.kind != "admin1":
        return region_place(region, name), f"place.{region.kind}"
    if name.kind in REGION_NOUNS | DISTRICT_NOUNS:
        if region is not None:
            return region_place(region, name), f"place.{region.kind}"
        return city_around(name, in_play, lexicon) or unlisted_region(name, countries)
    candidates = candidates_of(name)
    chosen = choose(candidates, fold(name.name), in_play, lexicon, countries, regions)
    if (
        chosen is not None
        and regions
        and chosen.population < CLEAR_CITY
        and outside(chosen, regions, lexicon)
    ):
        return None, "place.ambiguous"
    if region is not None and yields(chosen, region, lexicon, in_play, name):
        return region_place(region, name), "place.admin1"
    if chosen is None:
        return None, "place.ambiguous" if candidates else "place.unknown"
    return settlement_place(chosen, name, lexicon), "place.settlement"


def outside(place: Settlement, regions: Collection[str], lexicon: Lexicon) -> bool:
    """Tell a village that lies in another division than the one named beside it."""
    admin1 = lexicon.admin1.get((lexicon.alpha3.get(place.country, ""), place.admin1))
    return admin1 is not None and admin1 not in regions


def city_around(name: PlaceName, in_play: Sequence[str], lexicon: Lexicon) -> tuple[Place, str] | None:
    """Return the town that a district without an entry of its own lies in ("Kyiv's Solomianskyi district")."""
    for outer in name.inside:
        place, _ = resolve_place(replace(outer, inside=()), in_play, lexicon)
        if place is not None and place.feature == "settlement":
            return replace(place, as_written=f"{name.name} {name.kind}"), "place.district-of"
    return None


def country_place(name: PlaceName, lexicon: Lexicon) -> Place:
    country = lexicon.countries[name.country or ""]
    return Place(
        country.name, country.alpha3, None, None, None, GeoPrecision.COUNTRY, name.name,
        f"country-{country.alpha3.lower()}", "country",
    )  # fmt: skip


def containers(name: PlaceName, in_play: Sequence[str], lexicon: Lexicon) -> tuple[list[str], set[str]]:
    """Return the countries and first-level divisions that a name is said to lie in."""
    countries, regions = set(name.beside), set()
    for outer in name.inside:
        place, _ = resolve_place(replace(outer, inside=(), kind=outer.kind), in_play, lexicon)
        if place is None:
            region = region_named(replace(outer, kind="region"), in_play)
            if region is not None and region.country:
                countries.add(region.country)
                regions.add(region.name)
        elif place.country:
            countries.add(place.country)
            if place.feature == "admin1" and place.admin1:
                regions.add(place.admin1)
    return sorted(countries), regions


def region_named(name: PlaceName, in_play: Sequence[str]) -> Region | None:
    """Return the region, water, site or hamlet of that name in the countries in play, or the only one there is."""
    found = regions_by_fold().get(fold(name.name), ())
    if name.kind in REGION_NOUNS:
        found = tuple(region for region in found if region.kind in ("admin1", "region"))
    elif name.kind == "department":  # of France a small one, of Colombia a large one
        found = tuple(region for region in found if region.kind in ("admin1", "admin2"))
    elif name.kind in DISTRICT_NOUNS:
        found = tuple(region for region in found if region.kind in ("admin2", "region"))
    elif name.kind in SETTLEMENT_NOUNS:
        found = tuple(region for region in found if region.kind in ("hamlet", "site"))
    wide = [region for region in found if region.kind != "hamlet"]
    near = [region for region in found if region.country in in_play]
    for group in (near, wide if len(wide) == 1 else [], [r for r in wide if r.country is None]):
        kinds = sorted(
            group,
            key=lambda region: ("water", "region", "site", "admin2", "hamlet", "admin1").index(region.kind),
        )
        if len(kinds) == 1 or (kinds and kinds[0].kind != kinds[1].kind):
            return kinds[0]
    return None


def yields(
    chosen: Settlement | None, region: Region, lexicon: Lexicon, in_play: Sequence[str], name: PlaceName
) -> bool:
    """Tell whether a bare name means the division and not the town: no such town, or a small one elsewhere."""
    if name.kind in SETTLEMENT_NOUNS:
        return False
    if chosen is None:
        return True
    country = lexicon.alpha3.get(chosen.country)
    if country in in_play and region.country not in in_play:
        return False
    at_home = country == region.country
    return chosen.population < CLEAR_CITY * (1 if at_home else 20)


def unlisted_region(name: PlaceName, countries: list[str]) -> tuple[Place | None, str]:
    """Return a district or province that no list has, without coordinates, where its country is told."""
    if len(countries) != 1:
        return None, "place.region-unknown"
    precision = GeoPrecision.ADMIN2 if name.kind in DISTRICT_NOUNS else GeoPrecision.ADMIN1
    full = f"{name.name} {name.kind}"
    number = f"named-{countries[0].lower()}-{slug(full)}"
    return Place(
        full, countries[0], None, None, None, precision, full, number, "admin2"
    ), "place.region-named"


def region_place(region: Region, name: PlaceName) -> Place:
    """Return a listed region as a place; a division gets the noun that tells it from its capital."""
    shown = region.name
    if region.kind == "admin1" and name.kind in REGION_NOUNS and name.kind not in fold(region.name).split():
        shown = f"{region.name} {name.kind}"
    admin1 = region.name if region.kind == "admin1" else None
    return Place(
        shown, region.country or None, admin1, region.latitude, region.longitude, PRECISION[region.kind], name.name,
        f"region-{region.id}", region.kind,
    )  # fmt: skip


def settlement_place(chosen: Settlement, name: PlaceName, lexicon: Lexicon) -> Place:
    """Return a settlement as a place, under the spelling of the report where only spaces or "City" differ."""
    country = lexicon.alpha3.get(chosen.country)
    admin1 = lexicon.admin1.get((country, chosen.admin1)) if country else None
    precision = GeoPrecision.NEAR if name.preposition in NEAR else GeoPrecision.EXACT
    main, written = fold(chosen.name).replace(" ", ""), fold(name.name).replace(" ", "")
    closer = fold(name.name) != fold(chosen.name) and main in (written, f"{written}city")
    return Place(
        name.name if closer else chosen.name, country, admin1, chosen.latitude, chosen.longitude, precision,
        name.name, f"geonames-{chosen.id}", "settlement", chosen.population or None, "GeoNames",
    )  # fmt: skip


def candidates_of(name: PlaceName) -> tuple[Settlement, ...]:
    """Return the settlements of a name, under another spelling where the list of spellings has one."""
    found = settlements(name.name)
    spelled = spellings_by_fold().get(fold(name.name))
    if spelled is not None:
        found = tuple(dict.fromkeys((*settlements(spelled[0]), *found)))
    return tuple(one for number, one in enumerate(found) if not is_twin(one, found[:number]))


def is_twin(place: Settlement, before: Sequence[Settlement]) -> bool:
    """Tell a second entry of a town, or the quarter that shares its name: a few kilometres from a larger one."""
    return any(
        other.country == place.country
        and other.population >= place.population
        and abs(other.latitude - place.latitude) + abs(other.longitude - place.longitude) < TWINS
        for other in before
    )


def choose(
    candidates: tuple[Settlement, ...],
    name: str,
    in_play: Sequence[str],
    lexicon: Lexicon,
    countries: Collection[str] = (),
    regions: Collection[str] = (),
) -> Settlement | None:
    """Return the settlement that is meant: in the place named beside it, in the countries in play, the larger one."""
    foremost = candidates[0] if is_foremost(candidates) and fold(candidates[0].name) == name else None
    ranked = sorted(
        (
            (weight(place, name, foremost, in_play, lexicon, countries, regions), -number)
            for number, place in enumerate(candidates)
        ),
        reverse=True,
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    return candidates[-ranked[0][1]]


def is_foremost(candidates: tuple[Settlement, ...]) -> bool:
    """Tell whether the largest settlement of a name is a city that everybody thinks of first ("Geneva")."""
    second = max(candidates[1].population, HAMLET) if len(candidates) > 1 else HAMLET
    return bool(candidates) and candidates[0].population >= max(FIRST_CITY, 4 * second)


def weight(
    place: Settlement,
    name: str,
    foremost: Settlement | None,
    in_play: Sequence[str],
    lexicon: Lexicon,
    countries: Collection[str],
    regions: Collection[str],
) -> float:
    """Return how likely a settlement is meant, in powers of ten of its inhabitants."""
    country = lexicon.alpha3.get(place.country, "")
    found = log10(max(place.population, HAMLET))
    if country in in_play:
        rank = list(in_play).index(country)
        share = IN_PLAY[rank] if rank < len(IN_PLAY) else 1.0
        small = rank or (place.population < FIRST_CITY and place is not foremost and foremost is not None)
        found += 0.5 if country == EVERYWHERE and small else share
    if country in countries:
        found += BESIDE_COUNTRY
    if regions and lexicon.admin1.get((country, place.admin1)) in regions:
        found += BESIDE_REGION
    if fold(place.name) == name:
        found += OWN_NAME
    if place is foremost:
        found += FOREMOST
    known = lexicon.countries.get(country)
    return found + CAPITAL * bool(known and place.name in known.capitals)


def city_of(site: Place, named: Sequence[Place]) -> Place:
    """Return the settlement that a site lies in: one that the report names, else the capital of its division."""
    if site.latitude is None or site.longitude is None:
        return site
    for place in [*named, *seats(site.country)]:
        if place.latitude is None or place.longitude is None:
            continue
        if abs(place.latitude - site.latitude) + abs(place.longitude - site.longitude) < CITY_REACH:
            return replace(place, as_written=site.as_written, geo_precision=GeoPrecision.EXACT)
    return site


@cache
def seats(country: str | None) -> tuple[Place, ...]:
    """Return the large cities that share the name of their division ("Istanbul"), of one country."""
    lexicon = load_lexicon()
    found = []
    for region in load_regions():
        if region.country == country and region.kind == "admin1":
            name = PlaceName(0, 0, region.name, "city", None)
            for city in settlements(region.name):
                if lexicon.alpha3.get(city.country) == country and city.population >= CITY_SIZE:
                    found.append(settlement_place(city, name, lexicon))
    return tuple(found)
