"""The Datasette plugin: it only reads, and does nothing where no timeline database is attached.

Loaded by the entry point ``timeline`` of the group ``datasette``. A hook that one of the two Datasettes does
not know is not called there: pluggy leaves aside what has no specification.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette.utils import urlsafe_components
from markupsafe import Markup
from pluggy import HookimplMarker

from timeline.serve import (
    cells,
    date_facets,
    edit,
    functions,
    headers,
    limits,
    open_in_timeline,
    pages,
    rows,
    static_files,
    table_filters,
    versions,
)
from timeline.serve.databases import timelines
from timeline.serve.links import Hrefs
from timeline.serve.routes import ROUTES

hookimpl = HookimplMarker("datasette")


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Limit what a query may take, add our functions; Datasette's own internal database stays as it is."""
    if not database.lower().strip("_").startswith("internal"):
        limits.limit(conn, attach=datasette.crossdb, ours=database in timelines(datasette))
        functions.register(conn)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[headers.App], headers.App]:
    """Refuse dangerous paths and what is no reading, set security headers."""
    read_only = headers.reads_only(timelines(datasette), datasette.setting("base_url"))
    return lambda app: headers.guard(app, read_only)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The landing page takes the place of Datasette's own where there is a timeline to show."""
    routes: list[tuple[str, Callable[..., Awaitable[Any]]]] = [
        (pages.STYLE_ROUTE, pages.style),
        (static_files.ROUTE, static_files.static),
    ]
    return [(r"^/$", pages.landing), *ROUTES, *routes] if timelines(datasette) else routes


@hookimpl
def skip_csrf(datasette: Any, scope: Mapping[str, Any]) -> bool:
    """Our one form brings its own token, and is taken from this server's own pages only: see ``edit``."""
    return edit.editing(datasette) is not None and str(scope["path"]).endswith(edit.ADDRESS)


@hookimpl
def extra_css_urls(database: str | None, datasette: Any) -> list[str]:
    """Datasette's own pages share the look."""
    return [pages.style_url(datasette)] if timelines(datasette) else []


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Ways back from any page."""
    return [
        link
        for name in timelines(datasette)
        for link in (
            {"href": str(datasette.urls.instance()), "label": "Start"},
            {"href": Hrefs(datasette, name).timeline(), "label": "Timeline"},
            {"href": Hrefs(datasette, name).table("events"), "label": "Events"},
        )
    ]


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """States, arrays and addresses of our tables."""
    if database not in timelines(datasette):
        return None
    return cells.render(Hrefs(datasette, database), table, column, value, row)


@hookimpl
def register_facet_classes() -> tuple[type, ...]:
    """Facets by year, month and weekday, for any column of dates in any database."""
    return date_facets.FACETS


@hookimpl
def filters_from_request(request: Any, database: str, table: str, datasette: Any) -> Awaitable[Any] | None:
    """Filters of table pages that Datasette does not know: who takes part, the weekday."""
    if database in timelines(datasette) or table_filters.asks(request):
        return table_filters.filters(request, datasette, database, table)
    return None


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    """``.timeline`` behind the address of a table or query of events opens them in the timeline."""
    return {
        "extension": open_in_timeline.NAME,
        "render": open_in_timeline.open_in_timeline,
        "can_render": open_in_timeline.can_open,
    }


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str, request: Any, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """For the page of a row: ``timeline_row``."""

    async def found() -> dict[str, Any]:
        if view_name != "row" or database not in timelines(datasette):
            return {}
        key = urlsafe_components(request.url_vars["pks"])
        db = datasette.get_database(database)
        return {"timeline_row": await rows.read_row(db, Hrefs(datasette, database), str(table), key)}

    return found


@hookimpl(optionalhook=True)
def get_metadata(datasette: Any) -> Mapping[str, Any]:
    """Datasette 0.65 asks for metadata; what its owner wrote into a metadata file wins."""
    return versions.metadata_of(datasette) if versions.reads_metadata_hook(datasette) else {}


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Datasette 1.0 wants metadata, table settings and queries written at its start."""

    versions.keep_errors_short()

    async def write() -> None:
        if not versions.reads_metadata_hook(datasette) and timelines(datasette):
            await versions.write_metadata(datasette, versions.metadata_of(datasette))

    return write
