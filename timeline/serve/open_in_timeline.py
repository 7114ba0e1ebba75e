"""From any table or query whose rows are events to the timeline of the same events.

An output renderer, which both Datasettes offer on table and query pages: ``/db/events.timeline?country=…``
leads to the timeline. Where the filters say the same there, they are translated; else the events are named by
their ids, as many as an address takes; and where neither shows all of them, a page says what it would leave out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils.asgi import Response

from timeline.serve.as_selection import LOOKS, Translated, as_selection
from timeline.serve.databases import timelines
from timeline.serve.headers import PAGE_POLICY
from timeline.serve.links import Hrefs, Link
from timeline.serve.metadata import presentation
from timeline.serve.pages import style_url
from timeline.serve.selection import LONGEST, MOST_VALUES, Selection
from timeline.serve.table_filters import EVENT_COLUMN
from timeline.serve.timeline import menu
from timeline.serve.words import plural

NAME = "timeline"
LOOKED_AT = 5  # rows of a query
KEYS = ("event_id", "event", "id")  # columns of a query that may hold the id of an event
EXIST = "select count(*) from events where id in ({})"


@dataclass(frozen=True, slots=True)
class Offer:
    """A page between a table and the timeline: what would be left out, and the ways on."""

    title: str
    heading: str
    message: str
    menu: tuple[Link, ...]
    left: tuple[str, ...]
    ways: tuple[Link, ...]
    build: str = ""


class Answer(Response):  # type: ignore[misc]  # Datasette has no types
    """An answer that keeps its status: Datasette 0.65 makes 200 of every answer to a query."""

    @property
    def status(self) -> int:
        """The status it was made with."""
        return self._status

    @status.setter
    def status(self, value: int) -> None:
        self._status: int = getattr(self, "_status", value)


async def can_open(
    datasette: Any,
    columns: Sequence[str],
    rows: Sequence[Any],
    database: str,
    table: str | None,
    view_name: str,
) -> bool:
    """Whether the rows of a page are events: of a table that holds them, or of a query that names their ids."""
    if view_name == "row" or database not in timelines(datasette):
        return False
    return await event_column(datasette.get_database(database), columns, rows, table) is not None


async def event_column(db: Any, columns: Sequence[str], rows: Sequence[Any], table: str | None) -> str | None:
    """The column that holds ids of events. For a query the first rows are looked up."""
    if table:
        column = EVENT_COLUMN.get(table, "event_id")
        return column if column in columns else None
    for column in (one for one in KEYS if one in columns):
        found = {value for row in rows[:LOOKED_AT] if (value := text_of(row[column]))}
        if found:
            marks = ", ".join("?" * len(found))
            if (await db.execute(EXIST.format(marks), list(found))).first()[0] == len(found):
                return column
    return None


def text_of(cell: Any) -> str | None:
    """The value of a cell, also where Datasette has put the label of another row beside it."""
    value = cell["value"] if isinstance(cell, Mapping) else cell
    return value if isinstance(value, str) and value else None


async def open_in_timeline(
    datasette: Any,
    request: Any,
    columns: Sequence[str],
    rows: Sequence[Any],
    database: str,
    table: str | None,
) -> Response:
    """Lead to the timeline, or to the page that says what it would leave out."""
    if database not in timelines(datasette):
        return Answer.text("This database is no timeline.\n", status=400)
    hrefs = Hrefs(datasette, database)
    pairs = parse_qsl(request.query_string, keep_blank_values=True)
    translated = as_selection(table, pairs) if table else None
    if translated and not translated.left:
        return Answer.redirect(hrefs.timeline(translated.selection.query()))
    db = datasette.get_database(database)
    column = await event_column(db, columns, rows, table)
    if column is None:
        return Answer.text("The rows of this page are not events.\n", status=400)
    found = await _all_rows(datasette, request, database, table, column, pairs) if table else None
    listed = [text_of(row[column]) for row in (rows if found is None else found)]
    keys = list(dict.fromkeys(key for key in listed if key and len(key) <= LONGEST))
    query = Selection(ids=tuple(sorted(keys[:MOST_VALUES])), machine=True).query()
    whole = len(keys) <= MOST_VALUES and len(listed) < datasette.setting("max_returned_rows")
    if keys and whole:
        return Answer.redirect(hrefs.timeline(query))
    return await _offer(datasette, request, hrefs, translated, (len(keys), query))


async def _all_rows(
    datasette: Any, request: Any, database: str, table: str, column: str, pairs: Iterable[tuple[str, str]]
) -> list[dict[str, Any]] | None:
    """The ids behind a table page, beyond the rows of the one page; None where the visitor may not ask."""
    kept = [pair for pair in pairs if not LOOKS.match(pair[0])]
    query = urlencode([*kept, ("_shape", "array"), ("_col", column), ("_size", "max"), ("_nofacet", "1")])
    address = datasette.urls.table(database, table, format="json")
    found = await datasette.client.get(f"{address}?{query}", cookies=request.cookies)
    rows: list[dict[str, Any]] | None = found.json() if found.status_code == 200 else None
    return rows


async def _offer(
    datasette: Any, request: Any, hrefs: Hrefs, translated: Translated | None, found: tuple[int, str]
) -> Response:
    count, query = found
    ways: list[Link] = []
    if count:
        words = (
            f"The first {MOST_VALUES} of these events" if count > MOST_VALUES else "The events of these rows"
        )
        ways.append(Link(hrefs.timeline(query), words))
    if translated:
        ways.append(Link(hrefs.timeline(translated.selection.query()), "The timeline without these filters"))
    ways.append(Link(hrefs.timeline(), "The whole timeline"))
    message = (
        f"These rows name {plural(count, 'event')}, of {datasette.setting('max_returned_rows'):,} rows at most"
        f" that were looked at. The address of a timeline takes {MOST_VALUES}."
        if count
        else "No row here names an event."
    )
    left = translated.left if translated else ()
    shown = Offer(presentation()["title"], "Open in the timeline", message, menu(hrefs), left, tuple(ways))
    html = await datasette.render_template(
        "timeline/offer.html", {"page": shown, "style_url": style_url(datasette)}, request=request
    )
    return Response.html(html, headers={"content-security-policy": PAGE_POLICY})
