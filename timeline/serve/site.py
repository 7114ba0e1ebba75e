"""One request for a page of ours: who may see it, what it is asked of, and what is answered when it cannot be."""

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit, tilde_decode
from datasette.utils.asgi import Forbidden, NotFound, Response

from timeline.serve.databases import build_id, timelines
from timeline.serve.headers import PAGE_POLICY
from timeline.serve.landing import INPUTS, build_words
from timeline.serve.limits import one_build
from timeline.serve.links import Hrefs, Link
from timeline.serve.metadata import presentation
from timeline.serve.pages import style_url
from timeline.serve.past import past
from timeline.serve.points import timeless
from timeline.serve.resolve import Unknown
from timeline.serve.selection import BadSelection, Selection
from timeline.serve.state import BEGUN, TIME_LIMIT, State, read
from timeline.serve.static_files import LAND, LAND_FINE, SCRIPT, static_url
from timeline.serve.timeline import menu
from timeline.serve.versions import may_ask_sql, may_view

LONGEST_QUERY = 8_000  # characters of an address behind the question mark
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


class Moved(Exception):
    """A page that is to be found at another address now."""

    def __init__(self, href: str) -> None:
        super().__init__(href)
        self.href = href


@dataclass(frozen=True, slots=True)
class Script:
    """Addresses for the script of the timeline page."""

    src: str
    land: str
    land_fine: str
    points: str


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

    def address(self, path: str) -> str:
        """``path`` as a whole address, as the one who asks wrote its beginning."""
        return str(self.datasette.absolute_url(self.request, path))

    async def see(self, ask: Callable[[State], Read], day: date | None = None) -> Read:
        """What ``ask`` finds, as of ``day`` if one is given. Raise sqlite3.OperationalError where it takes too long."""
        return await read(self.datasette, self.name, ask, day)

    async def read(
        self, ask: Callable[[sqlite3.Connection], Read], most: int | None = None, day: date | None = None
    ) -> Read:
        """What ``ask`` finds, as of ``day`` if one is given.

        Raise sqlite3.OperationalError where it takes longer than ``most`` milliseconds.
        """

        def asked(conn: sqlite3.Connection) -> Read:
            with one_build(conn):
                conn.execute(BEGUN).fetchone()
                with past(conn, day), sqlite_timelimit(conn, most or TIME_LIMIT):
                    return ask(conn)

        found: Read = await self.datasette.get_database(self.name).execute_fn(asked)
        return found

    async def build(self) -> str:
        """What the file was made of."""
        db = self.datasette.get_database(self.name)
        inputs = await self.read(lambda conn: conn.execute(INPUTS).fetchone()[0])
        return build_words(int(inputs), build_id(Path(db.path)))

    async def sql(self, sql: str, **parameters: str) -> str:
        """The address of Datasette's query page with ``sql``; empty for whom may not ask in SQL."""
        if not await may_ask_sql(self.datasette, self.request, self.name):
            return ""
        return self.hrefs.sql(sql, parameters)

    async def known_as(self) -> str:
        """What a page that is kept depends on besides its address: how it was asked for, and by whom."""
        asking = await may_ask_sql(self.datasette, self.request, self.name)
        return f"{self.address('/')} {'sql' if asking else ''} "

    def standing_build(self) -> str:
        """The digits of the build; none while another program writes, whose changes they do not show."""
        path = Path(self.datasette.get_database(self.name).path)
        return "" if path.with_name(f"{path.name}-wal").exists() else build_id(path)

    def script(self, selection: Selection) -> Script:
        """What the script of the timeline page is given."""
        urls = {name: static_url(self.datasette, name) for name in (SCRIPT, LAND, LAND_FINE)}
        points = self.hrefs.points(timeless(selection).query(), self.standing_build())
        return Script(urls[SCRIPT], urls[LAND], urls[LAND_FINE], points)

    async def render(self, template: str, page: Any, **more: Any) -> str:
        """The HTML of a page of ours."""
        context = {"page": page, "style_url": style_url(self.datasette), **more}
        return str(
            await self.datasette.render_template(f"timeline/{template}", context, request=self.request)
        )


def page(make: Callable[[Site], Awaitable[str]]) -> Callable[..., Awaitable[Response]]:
    """The view of a page."""

    async def answer(site: Site) -> Response:
        return answer_html(site.datasette, await make(site), 200)

    return answered(answer)


def answered(answer: Callable[[Site], Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """The view that gives ``answer``: who may see it, and a clear page for what cannot be."""

    async def view(request: Any, datasette: Any) -> Any:
        name = tilde_decode(request.url_vars["database"])
        if name not in timelines(datasette):
            raise NotFound(f"There is no timeline {name}")
        if not await may_view(datasette, request, name):
            raise Forbidden("You do not have permission to view this timeline")
        site = Site(datasette, request, name)
        try:
            if len(request.query_string) > LONGEST_QUERY:
                raise BadSelection(f"The address has more than {LONGEST_QUERY:,} characters.")
            return await answer(site)
        except Moved as moved:
            return Response.redirect(moved.href)
        except Unknown as error:
            return await refuse(site, 404, "Not found", str(error))
        except BadSelection as error:
            return await refuse(site, 400, "That cannot be shown", str(error))
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                message = "The file is being rebuilt at this moment: try again in a few seconds."
                return await refuse(site, 503, "Not now", message)
            if "interrupted" not in str(error):
                raise
            message = "Counting this takes too long: choose a shorter time or fewer events."
            return await refuse(site, 400, "That takes too long", message)

    # Datasette hands over what a view names in its signature.
    return view


def answer_html(datasette: Any, html: str, status: int, policy: str = PAGE_POLICY) -> Response:
    """A page with the headers that each of ours has."""
    headers = {
        "content-security-policy": policy,
        "cache-control": f"max-age={datasette.setting('default_cache_ttl')}",
        "vary": "Cookie, Authorization",
    }
    return Response.html(html, status=status, headers=headers)


async def refuse(site: Site, status: int, heading: str, message: str) -> Response:
    """A page that says why there is no other."""
    hrefs = site.hrefs
    shown = Refusal(presentation()["title"], heading, message, menu(hrefs), hrefs.timeline())
    return answer_html(site.datasette, await site.render("refused.html", shown), status)
