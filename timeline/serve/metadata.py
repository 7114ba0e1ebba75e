"""What Datasette is told about a timeline database: one source, in the form that each version reads.

Titles, sort orders and facets stand in ``tables.toml``, meanings of tables and columns in the codebook,
queries in ``queries/``. Everything here is pure.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, TypedDict, cast

from timeline.serve.grains import GRAINS
from timeline.serve.queries import queries
from timeline.vocab.codebook import codebook

SETTINGS: Mapping[str, bool | int] = {
    "suggest_facets": False,  # scans the table for every column on each page
    "default_cache_ttl": 5,  # seconds: the file may be rebuilt while it is served
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 200,
    "max_returned_rows": 1000,
    "max_csv_mb": 0,  # 0 is no limit; Datasette's own stops in silence at 100 MB
    "truncate_cells_html": 240,  # characters of a cell on a table page; its row page shows all of it
}
CONFIG_KEYS = ("sort", "sort_desc", "size", "label_column", "hidden", "fts_table", "fts_pk")


class Table(TypedDict, total=False):
    """How Datasette shows one table or view."""

    facets: list[str]
    dates: str
    short: list[str]
    sort: str
    sort_desc: str
    size: int
    label_column: str
    fts_table: str
    fts_pk: str
    hidden: bool
    featured: bool


class Presentation(TypedDict):
    """The whole of ``tables.toml``."""

    title: str
    description: str
    licence: str
    attribution: str
    tables: dict[str, Table]


@cache
def presentation() -> Presentation:
    """What ``tables.toml`` says."""
    text = (files("timeline.serve") / "tables.toml").read_text(encoding="utf-8")
    return cast(Presentation, tomllib.loads(text))


@cache
def meanings() -> Mapping[tuple[str, str], str]:
    """The meaning of each (table, column), units included; of the table itself where column is empty."""
    return {(entry.table, entry.column): entry.meaning for entry in codebook() if not entry.value}


def metadata(*databases: str) -> dict[str, Any]:
    """Everything about ``databases`` in the form of one Datasette 0.65 metadata file."""
    shown = presentation()
    return {
        "title": shown["title"],
        "description": shown["description"],
        "license": shown["licence"],
        "databases": {name: _database(shown) for name in databases},
    }


def _database(shown: Presentation) -> dict[str, Any]:
    return {
        "description": shown["description"],
        "tables": {name: _table(name, table) for name, table in shown["tables"].items()},
        "queries": {
            query.name: {
                "title": query.title,
                "description": query.description,
                "sql": query.sql,
                "params": list(query.parameters),
                "hide_sql": True,  # one click away; most visitors come for the rows
            }
            for query in queries()
        },
    }


def split(found: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Divide a 0.65 metadata file into what Datasette 1.0 wants: (configuration, metadata)."""
    config: dict[str, Any] = {}
    texts: dict[str, Any] = {key: value for key, value in found.items() if key != "databases"}
    texts["databases"] = {}
    for name, database in found["databases"].items():
        tables = database["tables"]
        config[name] = {
            "queries": database["queries"],
            "tables": {table: _only(values, CONFIG_KEYS) for table, values in tables.items()},
        }
        texts["databases"][name] = {
            **{key: value for key, value in database.items() if key not in ("tables", "queries")},
            "tables": {table: _without(values, CONFIG_KEYS) for table, values in tables.items()},
        }
    return {"databases": config}, texts


def _table(name: str, table: Table) -> dict[str, Any]:
    columns = {column: meaning for (of, column), meaning in meanings().items() if of == name and column}
    found: dict[str, Any] = _only(table, CONFIG_KEYS)
    if (name, "") in meanings():
        found["description_html"] = _description(meanings()[name, ""], table)
    if columns:
        found["columns"] = columns
    return found


def _description(meaning: str, table: Table) -> str:
    facets = "".join(_chip(f"_facet={column}", facet_word(column)) for column in table.get("facets", []))
    for grain in GRAINS if "dates" in table else ():
        facets += _chip(f"_facet_{grain}={table['dates']}", grain)
    columns = (
        _chip(short_query(table), "the main columns") + _chip("", "all columns") if "short" in table else ""
    )
    found = f"<p>{escape(meaning)}</p>"
    if facets:
        found += f'<p class="tl-chips">Count by{facets}</p>'
    return found + (f'<p class="tl-chips">Show{columns}</p>' if columns else "")


def _chip(query: str, word: str) -> str:
    return f' <a href="?{escape(query)}">{escape(word)}</a>'


def short_query(table: Table) -> str:
    """The query string that shows only the main columns of ``table``."""
    return "&".join(f"_col={column}" for column in table.get("short", []))


def facet_word(column: str) -> str:
    """What a link that counts by ``column`` says: ``event_type`` → "event type", ``source_id`` → "source"."""
    return column.removesuffix("_id").replace("_", " ")


def _only(values: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key in keys}


def _without(values: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in keys}
