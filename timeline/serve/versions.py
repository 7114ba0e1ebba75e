"""The two Datasettes, 0.65 and 1.0: everything that differs between them for us stands here.

Asked of the object at hand, not of a version number: an alpha may move a method at any time.
"""

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from timeline.serve.databases import timelines
from timeline.serve.metadata import metadata, split

_METADATA: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()


def metadata_of(datasette: Any) -> dict[str, Any]:
    """The metadata of the timelines in ``datasette``, made once: 0.65 asks for it many times a page."""
    if datasette not in _METADATA:
        _METADATA[datasette] = metadata(*timelines(datasette)) if timelines(datasette) else {}
    return _METADATA[datasette]


def keep_errors_short() -> None:
    """Let Datasette print no traceback with the values of all variables for each page that is not found.

    It does so wherever the package ``rich`` is installed, which spaCy brings along; and for an address that
    matches no route, 0.65 then fails itself, so that the answer is a bare "Internal Server Error".
    """
    # Not at the top: this import loads all plugins, and this module would be met half-made.
    from datasette import handle_exception

    if getattr(handle_exception, "rich", None):
        handle_exception.rich = None


def reads_metadata_hook(datasette: Any) -> bool:
    """Whether this Datasette asks plugins for metadata (0.65); 1.0 wants it written into its own tables."""
    return not hasattr(datasette, "set_instance_metadata")


async def may_view(datasette: Any, request: Any, database: str) -> bool:
    """Whether the one who asks may see ``database``."""
    if hasattr(datasette, "allowed"):
        from datasette.resources import DatabaseResource

        return bool(
            await datasette.allowed(
                action="view-database", resource=DatabaseResource(database), actor=request.actor
            )
        )
    visible, _private = await datasette.check_visibility(
        request.actor, permissions=[("view-database", database), "view-instance"]
    )
    return bool(visible)


async def may_ask_sql(datasette: Any, request: Any, database: str) -> bool:
    """Whether the one who asks may write SQL of their own for ``database``."""
    if hasattr(datasette, "allowed"):
        from datasette.resources import DatabaseResource

        return bool(
            await datasette.allowed(
                action="execute-sql", resource=DatabaseResource(database), actor=request.actor
            )
        )
    return bool(
        await datasette.permission_allowed(request.actor, "execute-sql", resource=database, default=True)
    )


def query_page(datasette: Any, database: str) -> str:
    """The address of the page that answers SQL: 1.0 has one for it, before it was the page of the database."""
    path = str(datasette.urls.database(database))
    return path if reads_metadata_hook(datasette) else f"{path}/-/query"


async def write_metadata(datasette: Any, found: Mapping[str, Any]) -> None:
    """Give Datasette 1.0 what its predecessor asks for by hook; what its owner configured wins."""
    config, texts = split(found)
    for name, database in config["databases"].items():
        _add_tables(datasette, name, database["tables"])
        for query, values in database["queries"].items():
            if await datasette.get_query(name, query) is None:
                await datasette.add_query(
                    name,
                    query,
                    values["sql"],
                    title=values["title"],
                    description=values["description"],
                    parameters=values["params"],
                    hide_sql=values["hide_sql"],
                    is_trusted=True,
                )
    await _write_texts(datasette, texts)


def _add_tables(datasette: Any, name: str, tables: Mapping[str, Mapping[str, Any]]) -> None:
    own = datasette.config.setdefault("databases", {}).setdefault(name, {}).setdefault("tables", {})
    for table, values in tables.items():
        own[table] = {**values, **own.get(table, {})}


async def _write_texts(datasette: Any, texts: Mapping[str, Any]) -> None:
    own = await datasette.get_instance_metadata()
    for key, value in _missing(texts, own, "databases"):
        await datasette.set_instance_metadata(key, value)
    for name, database in texts["databases"].items():
        own = await datasette.get_database_metadata(name)
        for key, value in _missing(database, own, "tables"):
            await datasette.set_database_metadata(name, key, value)
        for table, values in database["tables"].items():
            own = await datasette.get_resource_metadata(name, table)
            for key, value in _missing(values, own, "columns"):
                await datasette.set_resource_metadata(name, table, key, value)
            for column, meaning in values.get("columns", {}).items():
                if not await datasette.get_column_metadata(name, table, column):
                    await datasette.set_column_metadata(name, table, column, "description", meaning)


def _missing(texts: Mapping[str, str], own: Mapping[str, str], nested: str) -> list[tuple[str, str]]:
    return [(key, value) for key, value in texts.items() if key not in own and key != nested]
