"""Places that the settlement gazetteer lacks, from ``regions.csv``, and other spellings of those it has."""

from dataclasses import dataclass
from functools import cache

from timeline.errors import TimelineError
from timeline.vocab.cells import located, text_of

KINDS = frozenset({"admin1", "admin2", "region", "water", "site", "hamlet"})


@dataclass(frozen=True, slots=True)
class Region:
    """A division, area, water, site or hamlet. Coordinates are WGS 84 degrees, None where not known."""

    id: str
    name: str
    kind: str
    country: str | None  # ISO 3166-1 alpha-3; None for waters and areas of several countries
    admin1code: str | None  # the GeoNames code, for the kind admin1 only
    latitude: float | None
    longitude: float | None
    aliases: tuple[str, ...]


def _degrees(value: str, limit: int, locator: str) -> float | None:
    """The degrees in ``value``, None where it is empty. TimelineError if not a number within ``limit``."""
    if not value:
        return None
    try:
        degrees = float(value)
    except ValueError:
        raise TimelineError(f"{locator}: {value!r} is not a number of degrees") from None
    if not -limit <= degrees <= limit:
        raise TimelineError(f"{locator}: {value} degrees is out of range")
    return degrees


def _region(locator: str, row: dict[str, str]) -> Region:
    """The region of one row. TimelineError where the row contradicts itself."""
    if row["kind"] not in KINDS:
        raise TimelineError(f"{locator}: unknown kind {row['kind']!r}")
    if bool(row["admin1code"]) != (row["kind"] == "admin1"):
        raise TimelineError(f"{locator}: admin1code belongs to the kind admin1, and to it alone")
    if bool(row["latitude"]) != bool(row["longitude"]):
        raise TimelineError(f"{locator}: one coordinate without the other")
    return Region(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"] or None,
        admin1code=row["admin1code"] or None,
        latitude=_degrees(row["latitude"], 90, locator),
        longitude=_degrees(row["longitude"], 180, locator),
        aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
    )


def read_regions(text: str, name: str = "regions.csv") -> tuple[Region, ...]:
    """The regions in the CSV ``text``, in its order. TimelineError with ``name`` and line on a bad row."""
    found: dict[str, Region] = {}
    for locator, row in located(text, name):
        if row["id"] in found:
            raise TimelineError(f"{locator}: the id {row['id']!r} stands twice")
        found[row["id"]] = _region(locator, row)
    return tuple(found.values())


@cache
def load_regions() -> tuple[Region, ...]:
    """Every region of ``regions.csv``, by id. TimelineError on a bad row."""
    return read_regions(text_of("regions.csv"))


@cache
def regions_by_name() -> dict[str, tuple[Region, ...]]:
    """The regions that bear a name, as name or alias, by id. One name often means several."""
    found: dict[str, tuple[Region, ...]] = {}
    for region in load_regions():
        for name in (region.name, *region.aliases):
            found[name] = (*found.get(name, ()), region)
    return found


@cache
def admin1_names() -> dict[tuple[str, str], str]:
    """The name of a first-level division by country (ISO 3166-1 alpha-3) and GeoNames admin1 code."""
    return {
        (region.country, region.admin1code): region.name
        for region in load_regions()
        if region.country and region.admin1code
    }


def read_spellings(text: str, name: str = "spellings.csv") -> dict[str, tuple[str, str]]:
    """GeoNames' main name and country by spelling, from the CSV ``text``. TimelineError on a bad row."""
    found: dict[str, tuple[str, str]] = {}
    for locator, row in located(text, name):
        if row["spelling"] in found:
            raise TimelineError(f"{locator}: the spelling {row['spelling']!r} stands twice")
        found[row["spelling"]] = (row["name"], row["country"])
    return found


@cache
def load_spellings() -> dict[str, tuple[str, str]]:
    """GeoNames' main name and country (alpha-3) for each spelling in the news that GeoNames lacks."""
    return read_spellings(text_of("spellings.csv"))
