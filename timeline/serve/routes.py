"""Our pages below a database: which address leads to which, and what is answered when it cannot be."""

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit, tilde_decode
from datasette.utils.asgi import Forbidden, NotFound, Response

from timeline.serve import course
from timeline.serve.actor_page import ActorPage, read_actor
from timeline.serve.databases import build_id, timelines
from timeline.serve.event_page import read_event
from timeline.serve.events import read_cards
from timeline.serve.headers import PAGE_POLICY
from timeline.serve.landing import INPUTS, build_words
from timeline.serve.links import Hrefs, Link
from timeline.serve.memo import once
from timeline.serve.metadata import presentation
from timeline.serve.pages import style_url
from timeline.serve.report_page import ReportPage, read_report
from timeline.serve.resolve import Unknown, resolve
from timeline.serve.selection import BadSelection, read_selection
from timeline.serve.source_page import SourcePage, read_source
from timeline.serve.timeline import menu, timeline_page
from timeline.serve.versions import may_view

LONGEST_QUERY = 8_000  # characters of an address behind the question mark
TIME_LIMIT = 5_000  # milliseconds of the database for one page
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that says why there is no other."""

    title: str
    heading: str
    message: str
    menu: tuple[Link, ...]
    back: str
    build: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One database as one request meets it."""

    datasette: Any
    request: Any
    name: str

    @property
    def hrefs(self) -> Hrefs:
        """Its addresses."""
        return Hrefs(self.datasette, self.name)

    async def read(self, ask: Callable[[sqlite3.Connection], Read]) -> Read:
        """What ``ask`` finds. Raise sqlite3.OperationalError where it takes longer than ``TIME_LIMIT``."""

        def limited(conn: sqlite3.Connection) -> Read:
            with sqlite_timelimit(conn, TIME_LIMIT):
                return ask(conn)

        found: Read = await self.datasette.get_database(self.name).execute_fn(limited)
        return found

    async def build(self) -> str:
        """What the file was made of."""
        db = self.datasette.get_database(self.name)
        inputs = await self.read(lambda conn: conn.execute(INPUTS).fetchone()[0])
        return build_words(int(inputs), build_id(Path(db.path)))

    async def render(self, template: str, page: Any) -> str:
        """The HTML of a page of ours."""
        context = {"page": page, "style_url": style_url(self.datasette)}
        return str(
            await self.datasette.render_template(f"timeline/{template}", context, request=self.request)
        )


async def anywhere(request: Any, datasette: Any) -> Response:
    """``/-/timeline`` leads to the first timeline that the visitor may see."""
    for name in timelines(datasette):
        if await may_view(datasette, request, name):
            return Response.redirect(Hrefs(datasette, name).timeline(request.query_string))
    raise Forbidden("You do not have permission to view a timeline")


def page(make: Callable[[Site], Awaitable[str]]) -> Callable[..., Awaitable[Response]]:
    """The view of a page: who may see it, once for each build, and a clear page for what cannot be."""

    async def view(request: Any, datasette: Any) -> Response:
        name = tilde_decode(request.url_vars["database"])
        if name not in timelines(datasette):
            raise NotFound(f"There is no timeline {name}")
        if not await may_view(datasette, request, name):
            raise Forbidden("You do not have permission to view this timeline")
        site = Site(datasette, request, name)
        try:
            if len(request.query_string) > LONGEST_QUERY:
                raise BadSelection(f"The address has more than {LONGEST_QUERY:,} characters.")
            return _answer(datasette, await make(site), 200)
        except Unknown as error:
            return await _refuse(site, 404, "Not found", str(error))
        except BadSelection as error:
            return await _refuse(site, 400, "That cannot be shown", str(error))
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            message = "Counting this takes too long: choose a shorter time or fewer events."
            return await _refuse(site, 400, "That takes too long", message)

    # Datasette hands over what a view names in its signature.
    return view


async def show_timeline(site: Site) -> str:
    """The timeline page of the selection in the address."""
    given = site.request.args
    selection = read_selection({key: given.getlist(key) for key in given})

    async def count() -> str:
        return str(await site.read(course.count_all))

    async def make() -> str:
        named = await site.read(lambda conn: resolve(conn, selection))
        of = int(await once(site.datasette, site.name, "events", count))
        found = await site.read(lambda conn: course.read_course(conn, named.selection, of))
        db = site.datasette.get_database(site.name)
        cards = await read_cards(db, found.ids, site.hrefs.event)
        title, build = presentation()["title"], await site.build()
        shown = timeline_page(site.hrefs, title, named.selection, named.names, found, cards, build)
        return await site.render("timeline.html", shown)

    return await once(site.datasette, site.name, f"timeline?{selection.query()}", make)


async def show_event(site: Site) -> str:
    """The page of one event."""
    key = tilde_decode(site.request.url_vars["key"])

    async def make() -> str:
        cards = await read_cards(site.datasette.get_database(site.name), [key], site.hrefs.event)
        if not cards:
            raise Unknown(f"There is no event “{key[:200]}” in this build.")
        title, build, links = presentation()["title"], await site.build(), menu(site.hrefs)
        state = f"build {build_id(Path(site.datasette.get_database(site.name).path))}"
        shown = await site.read(
            lambda conn: read_event(conn, site.hrefs, cards[0], (title, state), links, build)
        )
        return await site.render("event_page.html", shown)

    return await once(site.datasette, site.name, f"event/{key}", make)


def thing_page(
    kind: str, read: Callable[[sqlite3.Connection, Hrefs, str], Any], ids: str, made: Callable[..., Any]
) -> Callable[[Site], Awaitable[str]]:
    """The page of an actor, a source or a report: what ``read`` finds, with some of its events as cards."""

    async def show(site: Site) -> str:
        key = tilde_decode(site.request.url_vars["key"])

        async def make() -> str:
            found = await site.read(lambda conn: read(conn, site.hrefs, key))
            if found is None:
                raise Unknown(f"There is no {kind} “{key[:200]}” in this build.")
            db = site.datasette.get_database(site.name)
            cards = tuple(await read_cards(db, getattr(found, ids), site.hrefs.event))
            shown = made(presentation()["title"], menu(site.hrefs), found, cards, await site.build())
            return await site.render(f"{kind}.html", shown)

        return await once(site.datasette, site.name, f"{kind}/{key}", make)

    return show


def _answer(datasette: Any, html: str, status: int) -> Response:
    headers = {
        "content-security-policy": PAGE_POLICY,
        "cache-control": f"max-age={datasette.setting('default_cache_ttl')}",
        "vary": "Cookie, Authorization",
    }
    return Response.html(html, status=status, headers=headers)


async def _refuse(site: Site, status: int, heading: str, message: str) -> Response:
    hrefs = site.hrefs
    shown = Refusal(presentation()["title"], heading, message, menu(hrefs), hrefs.timeline())
    return _answer(site.datasette, await site.render("refused.html", shown), status)


show_actor = thing_page("actor", read_actor, "latest", ActorPage)
show_source = thing_page("source", read_source, "latest", SourcePage)
show_report = thing_page("report", read_report, "ids", ReportPage)

ROUTES: tuple[tuple[str, Callable[..., Awaitable[Response]]], ...] = (
    (r"^/-/timeline$", anywhere),
    (r"^/(?P<database>[^/]+)/-/timeline$", page(show_timeline)),
    (r"^/(?P<database>[^/]+)/-/timeline/event/(?P<key>[^/]+)$", page(show_event)),
    (r"^/(?P<database>[^/]+)/-/timeline/actor/(?P<key>[^/]+)$", page(show_actor)),
    (r"^/(?P<database>[^/]+)/-/timeline/source/(?P<key>[^/]+)$", page(show_source)),
    (r"^/(?P<database>[^/]+)/-/timeline/report/(?P<key>[^/]+)$", page(show_report)),
)
