"""Countries by the codes and names that datasets use, from ``country_codes.csv`` and ``country_names.csv``.

A name that neither file has is looked up in ``countries.csv``, where it must mean one country alone.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from timeline.errors import TimelineError
from timeline.vocab.actors import load_countries
from timeline.vocab.cells import located, text_of

SCHEMES = frozenset({"fips", "gw", "cow", "iso_numeric"})


@dataclass(frozen=True, slots=True)
class CountryCode:
    """A code of one scheme. ``alpha3`` is None for what has no ISO code: waters, dissolved states.

    ``start`` and ``end`` are years, where the state did not exist all the time since 1989.
    """

    scheme: str
    code: str
    alpha3: str | None
    name: str
    start: int | None
    end: int | None
    note: str


def read_country_codes(text: str, name: str = "country_codes.csv") -> dict[tuple[str, str], CountryCode]:
    """The codes in the CSV ``text`` by scheme and code. TimelineError with ``name`` and line on a bad row."""
    found: dict[tuple[str, str], CountryCode] = {}
    for where, row in located(text, name):
        key = (row["scheme"], row["code"])
        if row["scheme"] not in SCHEMES:
            raise TimelineError(f"{where}: {row['scheme']!r} is no scheme of country codes")
        if not row["code"] or key in found:
            raise TimelineError(f"{where}: {' '.join(key)} a second time, or empty")
        if not row["name"] or (not row["alpha3"] and not row["note"]):
            raise TimelineError(f"{where}: no name, or neither a country nor a note")
        found[key] = CountryCode(
            *key, alpha3_of(row["alpha3"], where), row["name"], _year(row["start"], where),
            _year(row["end"], where), row["note"],
        )  # fmt: skip
    return found


def read_country_names(text: str, name: str = "country_names.csv") -> dict[tuple[str, str], str | None]:
    """Alpha-3 by dataset (empty for all) and folded name. TimelineError with ``name`` and line."""
    found: dict[tuple[str, str], str | None] = {}
    for where, row in located(text, name):
        key = (row["dataset"], folded_name(row["name"]))
        if key in found:
            raise TimelineError(f"{where}: {row['name']!r} a second time")
        found[key] = alpha3_of(row["alpha3"], where)
    return found


@cache
def country_codes() -> dict[tuple[str, str], CountryCode]:
    """Every code by scheme and code. TimelineError where the file is wrong."""
    return read_country_codes(text_of("country_codes.csv"))


@cache
def country_names() -> dict[tuple[str, str], str | None]:
    """Every name that ``countries.csv`` lacks, or that means one country in one dataset."""
    return read_country_names(text_of("country_names.csv"))


def fips_to_alpha3(code: str) -> str | None:
    """The country of a FIPS 10-4 code; None where there is none, or nobody knows the code."""
    return _alpha3("fips", code.strip().upper())


def iso_numeric_to_alpha3(number: str) -> str | None:
    """The country of an ISO 3166 numeric code, with or without leading zeros, as ACLED uses them."""
    return _alpha3("iso_numeric", _plain(number).zfill(3))


def known_code(scheme: str, code: str) -> CountryCode | None:
    """The whole entry of a code, which tells one without a country from one that nobody knows."""
    return country_codes().get((scheme, code))


@lru_cache(maxsize=4096)
def name_to_alpha3(name: str, dataset: str = "") -> str | None:
    """The country of a name as ``dataset`` writes it (or of an alpha-3 code); None if it is not certain."""
    if name.strip() in load_countries():
        return name.strip()
    key = folded_name(name)
    for scope in (dataset, ""):
        if (scope, key) in country_names():
            return country_names()[scope, key]
    found = _by_name().get(key, frozenset())
    return next(iter(found)) if len(found) == 1 else None


def folded_name(name: str) -> str:
    """A name without case, accents, curly quotes and needless blanks."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("&", " and "))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def alpha3_of(value: str, where: str) -> str | None:
    """The country of a cell, None where it is empty. TimelineError if it is not in ``countries.csv``."""
    if value and value not in load_countries():
        raise TimelineError(f"{where}: {value} is no ISO 3166-1 alpha-3 code")
    return value or None


@cache
def _by_name() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for country in load_countries().values():
        for name in (country.name, *country.aliases):
            found.setdefault(folded_name(name), set()).add(country.alpha3)
    return {name: frozenset(codes) for name, codes in found.items()}


def _alpha3(scheme: str, code: str) -> str | None:
    entry = known_code(scheme, code)
    return entry.alpha3 if entry else None


def _plain(number: str) -> str:
    """A number without a decimal point that a spreadsheet added."""
    return number.strip().removesuffix(".0")


def _year(value: str, where: str) -> int | None:
    if value and not (value.isdecimal() and len(value) == 4):
        raise TimelineError(f"{where}: {value!r} is no year")
    return int(value) if value else None
