"""Single cells of Datasette's own pages: states as badges, arrays as lists, web addresses as safe links."""

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from timeline.model import Status
from timeline.serve.links import Hrefs, web_address
from timeline.serve.metadata import presentation

BADGES = {"status", "then_reported_as"}
ARRAYS = {"contexts", "byline", "editors"}
# In views and queries a key is only text to Datasette. A name leads to the row whose key stands beside it:
# column → the columns that may hold the key, each with its table.
NAMES = {
    "title": (("event", "events"), ("id", "events")),
    "announced": (("event", "events"),),
    "reported": (("later_event", "events"),),
    "event": (("event_id", "events"),),
    "report": (("report_id", "reports"),),
    "source": (("source_id", "sources"),),
}
VIEWS = {None, "timeline", "claims_side_by_side", "coverage"}


def render(hrefs: Hrefs, table: str | None, column: str, value: Any, row: Any) -> Markup | None:
    """The HTML of one cell, or None to leave it to Datasette. ``table`` is None on the page of a query."""
    if not isinstance(value, str) or not value:
        return None
    if column in BADGES and value in set(Status):
        return badge(value)
    if column in ARRAYS and (items := array(value)) is not None:
        return Markup("{}").format(", ".join(items))
    if column == "url" and (address := web_address(value)):
        return Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(address, address)
    if table in VIEWS and column in NAMES:
        return named(hrefs, NAMES[column], value, row)
    if table and column == presentation()["tables"].get(table, {}).get("label_column"):
        return named(hrefs, (("id", table),), value, row)
    return None


def named(hrefs: Hrefs, keys: Iterable[tuple[str, str]], name: str, row: Any) -> Markup | None:
    """``name`` as a link to the row whose key stands in one of the columns ``keys``, if the row has one."""
    for column, table in keys:
        if column in row.keys() and row[column]:  # noqa: SIM118 (a row of sqlite3 is no dict)
            return Markup('<a href="{}">{}</a>').format(hrefs.row(table, row[column]), name)
    return None


def badge(status: str) -> Markup:
    """A status as a word in its own colour and frame: it must not depend on colour alone."""
    return Markup('<span class="tl-badge tl-{}">{}</span>').format(status, status)


def array(value: str) -> list[str] | None:
    """The items of a JSON array of texts, or None where ``value`` is none."""
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return [str(item) for item in found] if isinstance(found, list) else None
