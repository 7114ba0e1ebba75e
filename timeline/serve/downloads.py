"""``/{db}/-/timeline/events.csv`` and the others: the selection of the page as a file to take along."""

import json
import re
import sqlite3
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils import add_cors_headers
from datasette.utils.asgi import Response

from timeline.export.item import Item
from timeline.serve.chosen import choose
from timeline.serve.databases import build_id
from timeline.serve.feed import MOST as MOST_ENTRIES, Feed, atom
from timeline.serve.files import KINDS, MOST_DAYS, Kind, record
from timeline.serve.memo import once
from timeline.serve.metadata import presentation
from timeline.serve.paging import next_ids
from timeline.serve.resolve import resolve
from timeline.serve.selection import BadSelection, Selection, read_selection
from timeline.serve.stream import Source, Streamed, pieces
from timeline.serve.taken import Reader, free, newest_told, slices, take

if TYPE_CHECKING:
    from timeline.serve.site import Site

LONG = 60_000  # milliseconds for a part of a file: a page must come soon, a file must come whole
SIZE, MOST_SIZE = 100, 1_000  # events of one page of JSON
ROWIDS = "select id, rowid from events where id in (select value from json_each(?))"


async def show_file(site: "Site") -> Any:
    """The selection in the address as the file that its ending names. Raise BadSelection for what cannot be."""
    kind = KINDS[site.request.url_vars["ending"]]
    given = {key: site.request.args.getlist(key) for key in site.request.args}
    asked = read_selection(given)
    selection = (await site.read(lambda conn: resolve(conn, asked))).selection
    size = read_size(given.get("size", []))
    headers = headers_of(site, kind)
    if headers.get("etag", "none") in tags(site.request.headers.get("if-none-match", "")):
        return Response("", status=304, headers={**headers, "content-type": kind.content_type})
    if site.request.method == "HEAD":
        return Response("", headers=headers, content_type=kind.content_type)
    if kind.lines:
        taken = await site.read(lambda conn: take(conn, selection.but()), LONG, selection.asof)
        path = Path(site.datasette.get_database(site.name).path)
        source = Source(Reader(path), taken, kind.lines)
        sent = pieces(site.datasette, lambda ask: site.read(ask, LONG, selection.asof), source)
        return Streamed(sent, {**headers, "content-type": kind.content_type}, site.request.receive)

    text = await made(site, kind, selection, size)
    return Response(text, headers=headers, content_type=kind.content_type)


async def made(site: "Site", kind: Kind, selection: Selection, size: int) -> str:
    """A file that is made as a whole. Only the feed, for which readers ask again and again, is kept."""
    if kind.ending == "json":
        return await site.read(lambda conn: page_of_json(conn, site, selection, size), None, selection.asof)
    whole = selection.but()
    if kind.ending == "ics":
        return await site.read(lambda conn: agenda(conn, site, whole), None, whole.asof)

    async def make() -> str:
        return await site.read(lambda conn: feed(conn, site, whole), LONG, whole.asof)

    return await once(site.datasette, site.name, f"{site.address('/')} atom?{whole.query()}", make)


def headers_of(site: "Site", kind: Kind) -> dict[str, str]:
    """Everything that is said of a file but its type: its name with the build, and how long it is good."""
    path = Path(site.datasette.get_database(site.name).path)
    headers = {
        "cache-control": f"max-age={site.datasette.setting('default_cache_ttl')}",
        "vary": "Cookie, Authorization, Host",
        "content-security-policy": "default-src 'none'; sandbox",
    }
    # A file in WAL mode keeps its counter while another program writes beside it.
    if not path.with_name(f"{path.name}-wal").exists():
        headers["etag"] = f'"{build_id(path)}-{program()}"'
    if kind.saved:
        name = re.sub(r"[^A-Za-z0-9_-]+", "-", site.name).strip("-") or "timeline"
        headers["content-disposition"] = f'attachment; filename="{name}-{build_id(path)}.{kind.ending}"'
    if getattr(site.datasette, "cors", False):
        add_cors_headers(headers)
    return headers


def tags(header: str) -> set[str]:
    """The entity tags of an ``If-None-Match``; compared weakly, as the standard has it for this header."""
    return {one.strip().removeprefix("W/") for one in header.split(",")}


@cache
def program() -> str:
    """The version of this program: another one may write a file of the same build differently."""
    return version("conflict-timeline")


def read_size(given: list[str]) -> int:
    """How many events a page of JSON has. Raise BadSelection for what is no such number."""
    filled = [one.strip() for one in given if one.strip()]
    if not filled:
        return SIZE
    if len(filled) > 1 or not re.fullmatch(r"[0-9]{1,4}", filled[0]) or not 1 <= int(filled[0]) <= MOST_SIZE:
        raise BadSelection(f"“size” is a whole number from 1 to {MOST_SIZE:,}.")
    return int(filled[0])


def items_of(conn: sqlite3.Connection, site: "Site", rowids: list[int]) -> list[Item]:
    """Some events whole, in this order."""
    reader = Reader(Path(site.datasette.get_database(site.name).path))
    return [item for batch in slices(rowids) for item in reader.items(conn, batch)]


def page_of_json(conn: sqlite3.Connection, site: "Site", selection: Selection, size: int) -> str:
    """One page of events as JSON, with the address of the next."""
    ids, after = next_ids(conn, choose(conn, selection), size, free(conn))
    rowids = dict(conn.execute(ROWIDS, (json.dumps(ids),)).fetchall())
    found = items_of(conn, site, [rowids[key] for key in ids])
    following = ""
    if after:
        query = selection.but(after=after).query() + (f"&size={size}" if size != SIZE else "")
        following = site.address(site.hrefs.file("json", query))
    page = {
        "rows": [record(item, site.address(site.hrefs.event(item.event.id))) for item in found],
        "next": str(after) if after else None,
        "next_url": following or None,
        "build": build_id(Path(site.datasette.get_database(site.name).path)),
    }
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")) + "\n"


def agenda(conn: sqlite3.Connection, site: "Site", selection: Selection) -> str:
    """The selection as a calendar. Raise BadSelection where it is too much for one, or has no days."""
    from timeline.serve.agenda import calendar  # loads a library, which only this needs

    if "date" in selection.lacks:
        raise BadSelection("Events without a date have no place in a calendar.")
    taken = take(conn, selection)
    if len(taken.rowids) > MOST_DAYS:
        raise BadSelection(
            f"A calendar takes at most {MOST_DAYS:,} events, these are {len(taken.rowids):,}: choose a shorter time or"
            " fewer events. CSV, JSON and GeoJSON take all of them."
        )
    reader = Reader(Path(site.datasette.get_database(site.name).path))
    rowids = reader.ordered(conn, taken.rowids, taken.way)
    return calendar(items_of(conn, site, rowids), presentation()["title"], page_address(site))


def feed(conn: sqlite3.Connection, site: "Site", selection: Selection) -> str:
    """The events of the selection that were told last as an Atom feed."""
    told = newest_told(conn, selection, MOST_ENTRIES)
    items = items_of(conn, site, [rowid for rowid, _ in told])
    shown, query = presentation(), selection.query()
    about = Feed(
        title=shown["title"],
        subtitle=(
            f"The {MOST_ENTRIES} events of this selection that were reported or corrected last, by the day of"
            " publication. Events of which no report states a day of publication are not in it."
        ),
        rights=f"{shown['licence']} {shown['attribution']}",
        page=site.address(site.hrefs.timeline(query)),
        own=site.address(site.hrefs.file("atom", query)),
    )
    moments = [moment for _, moment in told]
    return atom(about, zip(items, moments, strict=True), page_address(site))


def page_address(site: "Site") -> Callable[[str], str]:
    """What gives the whole address of an event's page."""
    return lambda key: site.address(site.hrefs.event(key))
