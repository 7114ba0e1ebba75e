"""How the events of a selection divide: each value with its number, as a link that takes it in or out."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from timeline.serve.chosen import Chosen
from timeline.serve.events import meaning
from timeline.serve.names import NONE, country_name, dataset_name
from timeline.serve.selection import Selection
from timeline.serve.where import DOERS, DONE_TO
from timeline.serve.words import kind

MOST = 12  # values of one facet; what is rarer is reached by the form
MOST_EVENTS = 10_000  # above this, counting who takes part would take seconds


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


COLUMNS: tuple[tuple[str, str, str, Callable[[str], str], str], ...] = (
    ("Status", "statuses", "status, null", lambda key: key, "status"),
    ("Type", "types", "event_type, event_mode", lambda key: _kind(key), "event_type"),
    ("Country", "countries", "country, null", country_name, ""),
    ("Dataset", "datasets", "dataset, null", dataset_name, ""),
)
# "cross join" tells SQLite to begin with the events that were chosen, and not with all participants.
TAKING_PART = """
    select actor_id, actors.name, count(distinct event_id)
    from (select id from events where {where}) as chosen
    cross join participants on participants.event_id = chosen.id
    join actors on actors.id = participants.actor_id
    where role in ({roles}) group by 1 order by 3 desc, 2 limit {most}"""
PLACES = """
    select place_id, place_name, count(*) from events where {where} and place_id is not null
    group by 1 order by 3 desc, 2 limit {most}"""
SOURCES = """
    select sources.id, sources.name, count(distinct claims.event_id)
    from (select id from events where {where}) as chosen
    cross join claims on claims.event_id = chosen.id
    cross join reports on reports.id = claims.report_id
    join sources on sources.id = reports.source_id or sources.id = reports.agency_id
    group by 1 order by 3 desc, 2 limit {most}"""
ENTITIES = (
    ("Who acts", "actors", TAKING_PART),
    ("Done to whom", "recipients", TAKING_PART),
    ("Place", "places", PLACES),
    ("Source", "sources", SOURCES),
)


def facets(conn: sqlite3.Connection, chosen: Chosen, total: int) -> tuple[Facet, ...]:
    """The facets of ``chosen``, which has ``total`` events. Each leaves its own field out of what it counts."""
    found = [facet for column in COLUMNS for facet in _column(conn, chosen, *column)]
    if total <= MOST_EVENTS:
        found += [_entity(conn, chosen, *entity) for entity in ENTITIES]
    return tuple(facet for facet in found if facet.values)


def _column(
    conn: sqlite3.Connection,
    chosen: Chosen,
    name: str,
    field: str,
    columns: str,
    word: Callable[[str], str],
    closed: str,
) -> Iterator[Facet]:
    clause = chosen.where(without=(field,))
    rows = conn.execute(
        f"select {columns}, count(*) from events where {clause.sql} group by 1, 2", clause.values
    ).fetchall()
    whole: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for key, part, number in rows:
        whole[NONE if key is None else key] += number
        if part is not None:
            parts[f"{key}:{part}"] += number
    for title, counts, of in ((name, whole, closed), ("Mode", parts, "")):
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        titles = {key: meaning(of, key) for key in counts if key != NONE} if of else {}
        yield _facet(
            title, chosen.selection, field, [(key, word(key), number) for key, number in ordered], titles
        )


def _entity(conn: sqlite3.Connection, chosen: Chosen, name: str, field: str, sql: str) -> Facet:
    clause = chosen.where(without=(field,))
    if getattr(chosen.selection, field):
        count = conn.execute(f"select count(*) from events where {clause.sql}", clause.values).fetchone()[0]
        if count > MOST_EVENTS:  # who else there is cannot be counted in good time
            clause = chosen.where()
    roles: tuple[str, ...] = {"actors": DOERS, "recipients": DONE_TO}.get(field, ())
    marks = ", ".join("?" * len(roles))
    query = sql.format(where=clause.sql, roles=marks, most=MOST + 1)
    found = conn.execute(query, (*clause.values, *roles)).fetchall()
    return _facet(name, chosen.selection, field, [(row[0], row[1] or row[0], row[2]) for row in found], {})


def _kind(key: str) -> str:
    event_type, _, mode = key.partition(":")
    return kind(None if event_type == NONE else event_type, mode or None)


def _facet(
    name: str,
    selection: Selection,
    field: str,
    found: list[tuple[str, str, int]],
    titles: Mapping[str, str],
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
    return Facet(name, values, len(found) - len(listed))


def _toggled(chosen: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(one for one in chosen if one != key) if key in chosen else tuple(sorted((*chosen, key)))
