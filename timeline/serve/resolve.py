"""The ids and names in a selection, looked up: a form takes "Kyiv" as well as the key of the place."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from timeline.serve.names import NONE, country_name, dataset_name
from timeline.serve.selection import BadSelection, Selection
from timeline.vocab.country_codes import name_to_alpha3
from timeline.vocab.datasets import datasets

MOST_SUGGESTED = 5

ACTORS = """
    select id, name from actors where id = :key or name = :key collate nocase
      or id in (select actor_id from actor_aliases where alias = :key collate nocase)
    order by (id = :key) desc, id"""
PLACES = """
    select id, name from places where id = :key or name = :key collate nocase
    order by (id = :key) desc, population desc, id"""
SOURCES = """
    select id, name from sources where id = :key or name = :key collate nocase
    order by (id = :key) desc, id"""
LIKE = "select name from {} where name like ? escape '!' order by length(name), name limit ?"


class Unknown(BadSelection):
    """A name or id that is nowhere in the file."""


@dataclass(frozen=True, slots=True)
class Named:
    """A selection whose names are ids, and what each id is called: by field and id."""

    selection: Selection
    names: dict[tuple[str, str], str]


def resolve(conn: sqlite3.Connection, selection: Selection) -> Named:
    """Look up what ``selection`` names. Raise Unknown for what is not there, with what is near to it."""
    names: dict[tuple[str, str], str] = {}
    found: dict[str, Any] = {}
    for field, table, sql in (
        *((field, "actors", ACTORS) for field in ("actors", "recipients", "parties")),
        ("places", "places", PLACES),
        ("sources", "sources", SOURCES),
    ):
        ids: list[str] = []
        for key in getattr(selection, field):
            known = conn.execute(sql, {"key": key}).fetchall()
            if not known:
                raise Unknown(_not_found(conn, table, key))
            exact = [row for row in known if row[0] == key]
            if field == "parties" and not exact and len(known) > 1:
                several = ", ".join(row[0] for row in known[:MOST_SUGGESTED])
                raise BadSelection(f"“{key}” is the name of several actors; name one of them: {several}.")
            for row in exact or known:
                names[field, row[0]] = row[1]
                ids.append(row[0])
        found[field] = tuple(sorted(set(ids)))
    for key in selection.ids:
        if not conn.execute("select 1 from events where id = ?", (key,)).fetchone():
            raise Unknown(f"There is no event “{key}” here.")
    found["countries"] = _checked(selection.countries, lambda key: _country(conn, key), "country")
    found["datasets"] = _checked(selection.datasets, lambda key: _dataset(conn, key), "dataset")
    names |= {("countries", key): country_name(key) for key in found["countries"]}
    names |= {("datasets", key): dataset_name(key) for key in found["datasets"]}
    return Named(replace(selection, **found), names)


def _checked(keys: Iterable[str], known: Callable[[str], str | None], what: str) -> tuple[str, ...]:
    found = []
    for key in keys:
        one = NONE if key == NONE else known(key)
        if one is None:
            raise Unknown(f"There is no {what} “{key}” here.")
        found.append(one)
    return tuple(sorted(set(found)))


def _country(conn: sqlite3.Connection, key: str) -> str | None:
    if conn.execute("select 1 from events where country = ? limit 1", (key,)).fetchone():
        return key
    return name_to_alpha3(key)


def _dataset(conn: sqlite3.Connection, key: str) -> str | None:
    stored = conn.execute("select 1 from events where dataset = ? limit 1", (key,)).fetchone()
    return key if stored or key in datasets() else None


def _not_found(conn: sqlite3.Connection, table: str, key: str) -> str:
    pattern = "%" + key.replace("!", "!!").replace("%", "!%").replace("_", "!_")[:60] + "%"
    near = [name for (name,) in conn.execute(LIKE.format(table), (pattern, MOST_SUGGESTED))]
    hint = f" Perhaps: {', '.join(near)}." if near else ""
    return f"There is no {table[:-1]} “{key}” here.{hint}"
