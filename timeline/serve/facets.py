"""How the events of a selection divide: each value with its number, as a link that takes it in or out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from timeline.serve.counts import by_kind, by_thing, highest
from timeline.serve.events import meaning
from timeline.serve.masks import Matched, roles
from timeline.serve.names import NONE, country_name, dataset_name
from timeline.serve.selection import Selection
from timeline.serve.where import DOERS, DONE_TO
from timeline.serve.words import kind
from timeline.store.course import REPORTS_IT

MOST = 12  # values of one facet; what is rarer is reached by the form


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet; ``on`` where the selection asks for it."""

    word: str
    number: int
    pairs: str
    on: bool
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A question about the events, and how often each answer is given; ``more`` values are not listed."""

    name: str
    values: tuple[Value, ...]
    more: int = 0


COLUMNS: tuple[tuple[str, str, tuple[str, ...], Callable[[str], str], str], ...] = (
    ("Status", "statuses", ("status",), lambda key: key, "status"),
    ("Type", "types", ("event_type", "event_mode"), lambda key: _kind(key), "event_type"),
    ("Country", "countries", ("country",), country_name, ""),
    ("Dataset", "datasets", ("dataset",), dataset_name, ""),
)
ENTITIES = (
    ("Who acts", "actors"),
    ("Done to whom", "recipients"),
    ("Place", "places"),
    ("Source", "sources"),
)


def facets(matched: Matched) -> tuple[Facet, ...]:
    """The facets of ``matched``. Each leaves its own field out of what it counts."""
    found = [facet for column in COLUMNS for facet in _column(matched, *column)]
    found += [_entity(matched, *entity) for entity in ENTITIES]
    return tuple(facet for facet in found if facet.values)


def _column(
    matched: Matched,
    name: str,
    field: str,
    columns: tuple[str, ...],
    word: Callable[[str], str],
    closed: str,
) -> Iterator[Facet]:
    whole: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for found, number in by_kind(matched.columns, matched.kinds(field), *columns).items():
        key, part = found if isinstance(found, tuple) else (found, None)
        whole[NONE if key is None else str(key)] += number
        if part is not None:
            parts[f"{key}:{part}"] += number
    for title, counts, of in ((name, whole, closed), ("Mode", parts, "")):
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        titles = {key: meaning(of, key) for key in counts if key != NONE} if of else {}
        yield _facet(
            title, matched.selection, field, [(key, word(key), number) for key, number in ordered], titles
        )


def _entity(matched: Matched, name: str, field: str) -> Facet:
    columns, mask = matched.columns, matched.mask(field)
    things = {"places": columns.places, "sources": columns.sources}.get(field, columns.actors)
    most = len(things.ids)
    if field == "places":
        counts = np.bincount(columns.place[mask], minlength=most + 1)[1:]
    elif field == "sources":
        counts = by_thing(columns.telling, mask, most, REPORTS_IT)
    else:
        counts = by_thing(columns.taking_part, mask, most, roles(DOERS if field == "actors" else DONE_TO))
    chosen = [things.numbers[key] for key in getattr(matched.selection, field) if key in things.numbers]
    found = [
        (things.ids[one], things.names[one], number) for one, number in highest(things, counts, MOST, chosen)
    ]
    return _facet(name, matched.selection, field, found, {}, int(np.count_nonzero(counts)))


def _kind(key: str) -> str:
    event_type, _, mode = key.partition(":")
    return kind(None if event_type == NONE else event_type, mode or None)


def _facet(
    name: str,
    selection: Selection,
    field: str,
    found: list[tuple[str, str, int]],
    titles: Mapping[str, str],
    count: int | None = None,
) -> Facet:
    chosen: tuple[str, ...] = getattr(selection, field)
    listed = [one for at, one in enumerate(found) if at < MOST or one[0] in chosen]
    values = tuple(
        Value(
            word,
            number,
            selection.but(**{field: _toggled(chosen, key)}).query(),
            key in chosen,
            titles.get(key, ""),
        )
        for key, word, number in listed
    )
    return Facet(name, values, (len(found) if count is None else count) - len(listed))


def _toggled(chosen: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(one for one in chosen if one != key) if key in chosen else tuple(sorted((*chosen, key)))
