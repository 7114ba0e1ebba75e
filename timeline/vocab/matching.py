"""What the matching of codings knows: common words, topics, series (``matching.toml``), and how types go together."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import snowballstemmer

from timeline.errors import TimelineError
from timeline.model import EventType
from timeline.vocab.actors import load_countries

WORD = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")
NEEDED = frozenset(
    (
        "common",
        "implied",
        "about",
        "sum",
        "deeds",
        "topics",
        "weak",
        "targets",
        "series",
        "ordinals",
        "kin",
        "modes",
        "mistaken",
    )
)
COUNTED = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Kin:
    """Points for two types that may be said of one deed; ``planned``: if one of the two is planned only."""

    points: int
    planned: bool
    mode: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists, by stem where a text is searched for them; kin types and modes."""

    common: frozenset[str]
    about: frozenset[str]
    sums: tuple[str, ...]
    deeds: frozenset[str]
    clash: frozenset[str]
    under: re.Pattern[str]
    topics: dict[str, str]
    weak: dict[str, str]
    targets: dict[str, str]
    series: dict[str, str]
    ordinals: dict[str, int]
    kin: dict[frozenset[EventType], tuple[Kin, ...]]
    modes: dict[EventType, tuple[frozenset[str], ...]]
    mistaken: dict[EventType, frozenset[str]]


def read_words(text: str, name: str = "matching.toml") -> Words:
    """Return the lists in a TOML text. Raise TimelineError with ``name`` where one is missing or a word is in two."""
    data = tomllib.loads(text)
    if missing := NEEDED - data.keys():
        raise TimelineError(f"{name}: no {', '.join(sorted(missing))}")
    return Words(
        frozenset(stem(word) for word in f"{data['common']} {data['implied']}".split()),
        frozenset(data["about"].split()),
        tuple(word.replace("-", " ") for word in data["sum"].split()),
        frozenset(data["deeds"].split()),
        frozenset(stem(word) for word in data["clash"].split()),
        under_of(data["under"], name),
        by_stem(data["topics"], name),
        by_stem(data["weak"], name),
        by_stem(data["targets"], name),
        by_stem(data["series"], name),
        dict(data["ordinals"]),
        kin_of(data["kin"], name),
        {
            type_of(key, name): tuple(frozenset(line.split()) for line in lines)
            for key, lines in data["modes"].items()
        },
        {type_of(key, name): frozenset(line.split()) for key, line in data["mistaken"].items()},
    )


def kin_of(entries: list[dict[str, Any]], name: str) -> dict[frozenset[EventType], tuple[Kin, ...]]:
    found: dict[frozenset[EventType], tuple[Kin, ...]] = {}
    for entry in entries:
        types = frozenset(type_of(one, name) for one in entry["types"])
        kin = Kin(entry["points"], entry.get("when") == "planned", entry.get("mode"))
        found[types] = (*found.get(types, ()), kin)
    return found


def under_of(lists: dict[str, str], name: str) -> re.Pattern[str]:
    """Return what finds the words by which a deed carries out an agreement."""
    try:
        before = "|".join(re.escape(words.strip()) for words in lists["before"].split(","))
        nouns, agreed, where = ("|".join(lists[key].split()) for key in ("nouns", "agreed", "where"))
    except KeyError as missing:
        raise TimelineError(f"{name}: no {missing} of under") from None
    some, name_of = r"(?: [^\s,;.]+)", r"(?-i:[A-Z0-9][\w'’-]*(?: [A-Z0-9][\w'’-]*){0,2})"
    there = rf" (?:{where}) {name_of}(?: (?:{where}) {name_of})?"
    return re.compile(
        rf"\b(?:{before}){some}{{0,5}}? (?:{nouns})\b(?:{some}{{0,3}}?{there})?|\b(?:{agreed}){some}{{0,3}}?{there}",
        re.IGNORECASE,
    )


def type_of(word: str, name: str) -> EventType:
    try:
        return EventType(word)
    except ValueError:
        raise TimelineError(f"{name}: {word!r} is no type") from None


def by_stem(lists: dict[str, str], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, words in lists.items():
        for word in words.split():
            if found.setdefault(stem(word), key) != key:
                raise TimelineError(f"{name}: {word!r} under {found[stem(word)]} and {key}")
    return found


@cache
def load_words() -> Words:
    """Return the lists of ``matching.toml``."""
    path = files("timeline.vocab") / "matching.toml"
    return read_words(path.read_text(encoding="utf-8"))


@cache
def stemmer() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word, lower case (Snowball, English)."""
    return str(stemmer().stemWord(word.casefold()))


def stems(text: str) -> list[str]:
    """Return the stems of all words of a text, in their order; digits are no words."""
    return [stem(word) for word in words_in(text)]


def words_in(text: str) -> list[str]:
    """Return the words of a text, in their order; digits are none."""
    return WORD.findall(text)


@cache
def country_stems(alpha3: str) -> frozenset[str]:
    """Return the stems of all names of a country, its people and its capitals; none of an unknown code."""
    country = load_countries().get(alpha3)
    if country is None:
        return frozenset()
    names = (country.name, *country.aliases, *country.demonyms, *country.capitals)
    return frozenset(stems(" ".join(names)))


def ordinal_of(word: str) -> int | None:
    """Return the number of "third" or "22nd", else ``None``."""
    lower = word.casefold()
    if (known := load_words().ordinals.get(lower)) is not None:
        return known
    counted = COUNTED.fullmatch(lower)
    return int(counted[1]) if counted else None
