"""Which events are wanted: words of the command line to a selection. An unknown word is an error, not an empty file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from timeline.errors import TimelineError
from timeline.vocab.actors import load_countries
from timeline.vocab.codebook import words
from timeline.vocab.country_codes import name_to_alpha3
from timeline.vocab.datasets import datasets

Word = TypeVar("Word")

REPORTS = "reports"
"""What stands for the events of reports where a dataset can be named."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events are wanted; a filter that is empty lets everything through.

    ``first`` and ``last`` are days: an event is wanted if one of its days may lie between them. ``types`` are
    types, or types with a mode after a colon; ``actors`` names or ids; ``datasets`` values of ``events.dataset``,
    ``None`` being the events of reports.
    """

    first: date | None = None
    last: date | None = None
    countries: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    datasets: tuple[str | None, ...] = ()
    statuses: tuple[str, ...] = ()
    machine_codings: bool = False

    @property
    def dated(self) -> bool:
        """Whether events are chosen by date."""
        return self.first is not None or self.last is not None


def countries(names: Iterable[str]) -> tuple[str, ...]:
    """Return the alpha-3 codes of countries by code or name. Raise TimelineError for a name that is none."""
    return tuple(country(name) for name in names)


def country(name: str) -> str:
    """Return the alpha-3 code of a country. Raise TimelineError where there is none of that name."""
    if name.upper() in load_countries():
        return name.upper()
    code = name_to_alpha3(name)
    if code is None:
        raise TimelineError(f"no country {name!r}: take its ISO 3166-1 alpha-3 code")
    return code


def types(names: Iterable[str]) -> tuple[str, ...]:
    """Return PLOVER types, or types with a mode, as stored. Raise TimelineError for one that is none."""
    known = {word.casefold(): word for word in (*words("event_type"), *words("event_mode"))}
    return tuple(known_word(name, known, "event type") for name in names)


def dataset_names(names: Iterable[str]) -> tuple[str | None, ...]:
    """Return what may stand in ``events.dataset`` for datasets by id or format; "reports" are events of none.

    A name that is neither stays as it is: it may be a dataset of another package.
    """
    known = listed_datasets()
    return tuple(stem for name in names for stem in known.get(name.casefold(), (name,)))


@cache
def listed_datasets() -> dict[str, tuple[str | None, ...]]:
    """Return what may stand in ``events.dataset`` by every name that a dataset of our list has."""
    found: dict[str, tuple[str | None, ...]] = {REPORTS: (None,)}
    for one in datasets().values():
        stems = tuple(dict.fromkeys((one.id, *one.formats)))
        found |= dict.fromkeys(stems, stems)
    return found


def known_word(name: str, known: dict[str, Word], what: str) -> Word:
    """Return what a word means, whatever its case. Raise TimelineError for a word that is not known."""
    if name.casefold() not in known:
        raise TimelineError(f"no {what} {name!r} (known: {', '.join(sorted(known))})")
    return known[name.casefold()]
