"""Countries the way back: how UCDP writes and numbers them, from ``ucdp_countries.csv`` and the Gleditsch-Ward list.

``ucdp_countries.csv`` holds the names that UCDP writes otherwise than ``country_codes.csv``.
"""

from functools import cache, lru_cache

from timeline.errors import TimelineError
from timeline.vocab.cells import located, text_of
from timeline.vocab.country_codes import CountryCode, country_codes, known_code

EVER = 9999


def read_names(text: str, name: str = "ucdp_countries.csv") -> dict[str, str]:
    """Return UCDP's names in the CSV ``text`` by Gleditsch-Ward number. TimelineError with ``name`` and line."""
    found: dict[str, str] = {}
    for where, row in located(text, name):
        if row["gw"] in found or known_code("gw", row["gw"]) is None or not row["name"]:
            raise TimelineError(
                f"{where}: {row['gw']!r} a second time, without a name, or no number of a state"
            )
        found[row["gw"]] = row["name"]
    return found


@cache
def names() -> dict[str, str]:
    """Return UCDP's own names by number. TimelineError where the file is wrong."""
    return read_names(text_of("ucdp_countries.csv"))


@cache
def states() -> dict[str, tuple[CountryCode, ...]]:
    """Return the Gleditsch-Ward states by country of ours, the one that stands longest last."""
    found: dict[str, list[CountryCode]] = {}
    for (scheme, _), one in country_codes().items():
        if scheme == "gw" and one.alpha3:
            found.setdefault(one.alpha3, []).append(one)
    return {alpha3: tuple(sorted(each, key=lambda one: one.end or EVER)) for alpha3, each in found.items()}


@lru_cache(maxsize=4096)
def ucdp_country(alpha3: str, year: int) -> tuple[str, str] | None:
    """Return UCDP's number and name of a country in a year; ``None`` where it was no state of its list."""
    held = [one for one in states().get(alpha3, ()) if (one.start or 0) <= year <= (one.end or EVER)]
    if not held:
        return None
    return held[-1].code, names().get(held[-1].code, held[-1].name)
