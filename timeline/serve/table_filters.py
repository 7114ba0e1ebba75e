"""Filters of ours on Datasette's own table pages: ``?_participant=ACTOR`` and ``?_weekday=COLUMN:Tuesday``."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from datasette.filters import FilterArguments
from datasette.utils import escape_sqlite
from datasette.utils.asgi import BadRequest

from timeline.serve.date_facets import weekday_clause
from timeline.serve.grains import GRAINS
from timeline.serve.resolve import resolve
from timeline.serve.selection import BadSelection, read_selection
from timeline.serve.where import TAKING_PART

# Tables and views whose rows belong to one event → the column that holds its id.
EVENT_COLUMN: Mapping[str, str] = {
    "events": "id",
    "timeline": "id",
    "machine_codings": "id",
    "claims": "event_id",
    "claims_side_by_side": "event_id",
}
FACET_ARGUMENTS = tuple(f"_facet_{name}" for name in GRAINS)
ROLES = ", ".join(f"'{role}'" for role in TAKING_PART)


def asks(request: Any) -> bool:
    """Whether the address of a table page holds anything of ours that goes with any table of any database."""
    return any(name in request.args for name in ("_weekday", *FACET_ARGUMENTS))


async def filters(request: Any, datasette: Any, database: str, table: str) -> FilterArguments | None:
    """The conditions that the address of a table page adds. Raise BadRequest for what cannot be."""
    clauses: list[str] = []
    parameters: dict[str, str] = {}
    words: list[str] = []
    db = datasette.get_database(database)
    for given in request.args.getlist("_weekday"):
        clause, word = weekday_clause(given)
        clauses.append(clause)
        words.append(word)
    await _check_columns(request, db, table)
    if table in EVENT_COLUMN and request.args.getlist("_participant"):
        given_actors = request.args.getlist("_participant")
        actors = await db.execute_fn(lambda conn: named_actors(conn, given_actors))
        for number, (key, name) in enumerate(actors.items()):
            clauses.append(
                f"{escape_sqlite(EVENT_COLUMN[table])} in (select event_id from participants"
                f" where actor_id = :participant{number} and role in ({ROLES}))"
            )
            parameters[f"participant{number}"] = key
            words.append(f"{name} takes part")
    return FilterArguments(clauses, parameters, words) if clauses else None


async def _check_columns(request: Any, db: Any, table: str) -> None:
    """Before Datasette counts anything: an error in the midst of that would leave its other counts hanging."""
    asked = [("_weekday", given.rpartition(":")[0]) for given in request.args.getlist("_weekday")]
    asked += [(name, given) for name in FACET_ARGUMENTS for given in request.args.getlist(name)]
    columns = await db.table_columns(table)
    for name, column in asked:
        if column not in columns and not column.startswith("{"):
            raise BadRequest(f"{name}: there is no column “{column}” here")


def named_actors(conn: sqlite3.Connection, given: Sequence[str]) -> dict[str, str]:
    """The names of the actors whose ids (or names) are ``given``. Raise BadRequest for one that is not there."""
    try:
        found = resolve(conn, read_selection({"party": given}))
    except BadSelection as error:
        raise BadRequest(f"_participant: {error}") from None
    return {key: found.names["parties", key] for key in found.selection.parties}
