"""Our pages below a database: which address leads to which, and how each is made."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils import tilde_decode
from datasette.utils.asgi import Forbidden, Response

from timeline.serve import frames, out
from timeline.serve.actor_page import ActorPage, read_actor
from timeline.serve.course import Course, read_course
from timeline.serve.coverage import read_coverage
from timeline.serve.coverage_page import Asked, coverage_page, read_number
from timeline.serve.databases import timelines
from timeline.serve.downloads import show_file
from timeline.serve.event_page import EventPage, read_event
from timeline.serve.events import EventCard, cards
from timeline.serve.files import KINDS
from timeline.serve.headers import SCRIPT_POLICY
from timeline.serve.judging import form_for, judge_event
from timeline.serve.landing import INPUTS, build_words
from timeline.serve.links import Hrefs
from timeline.serve.matched import canonical_id
from timeline.serve.memo import once
from timeline.serve.metadata import presentation
from timeline.serve.points import points_answer, points_once, read_points, timeless
from timeline.serve.queries_page import queries_page
from timeline.serve.report_page import ReportPage, read_report
from timeline.serve.resolve import Unknown, resolve
from timeline.serve.selection import read_flag, read_selection
from timeline.serve.silent_lane import window
from timeline.serve.site import Moved, Site, answer_html, answered, page
from timeline.serve.source_page import SourcePage, read_source
from timeline.serve.state import State
from timeline.serve.timeline import TimelinePage, menu, timeline_page
from timeline.serve.versions import may_view


async def anywhere(request: Any, datasette: Any) -> Response:
    """``/-/timeline`` leads to the first timeline that the visitor may see."""
    for name in timelines(datasette):
        if await may_view(datasette, request, name):
            return Response.redirect(Hrefs(datasette, name).timeline(request.query_string))
    raise Forbidden("You do not have permission to view a timeline")


async def show_timeline(site: Site) -> Response:
    """The timeline page of the selection in the address, or its view for a frame on another page."""
    embedded = read_flag("embed", site.request.args.getlist("embed"))
    html = await timeline_html(site, embedded)
    return answer_html(site.datasette, html, 200, frames.POLICY if embedded else SCRIPT_POLICY)


async def timeline_html(site: Site, embedded: bool) -> str:
    """The timeline page, made once for a build."""
    given = site.request.args
    selection = read_selection({key: given.getlist(key) for key in given})

    async def make() -> str:
        named = await site.read(lambda conn: resolve(conn, selection))

        def ask(state: State) -> tuple[Course, TimelinePage]:
            found = read_course(state.conn, state.columns, named.selection)
            told = cards(state.conn, found.ids, site.hrefs.event)
            title, build = presentation()["title"], built(state)
            return found, timeline_page(site.hrefs, title, named.selection, named.names, found, told, build)

        found, shown = await site.see(ask, selection.asof)
        more = await out.timeline_context(site, shown, found)
        if embedded:
            return frames.opened_apart(await site.render("embed.html", shown, **more))
        more |= {"script": site.script(selection), "drawn": found}
        return await site.render("timeline.html", shown, **more)

    key = f"{await site.known_as()}{'embed' if embedded else 'timeline'}?{selection.query()}"
    return await once(site.datasette, site.name, key, make)


async def show_points(site: Site) -> Response:
    """The points of the selection in the address, but for its time."""
    given = site.request.args
    selection = timeless(read_selection({key: given.getlist(key) for key in given if key != "h"}))
    build = site.standing_build()

    async def make() -> bytes:
        named = await site.read(lambda conn: resolve(conn, selection))
        return await site.see(lambda state: read_points(state, named.selection), selection.asof)

    key = (site.name, build, selection.query()) if build else None
    found = await points_once(site.datasette, key, make)
    lasting = bool(build) and given.get("h") == build == site.standing_build()
    return points_answer(site.request, found, lasting)


async def show_event(site: Site) -> str:
    """The page of one event."""
    key = tilde_decode(site.request.url_vars["key"])

    async def make() -> str:
        def ask(state: State) -> tuple[EventCard, EventPage]:
            told = cards(state.conn, [key], site.hrefs.event)
            if not told:
                if found := canonical_id(state.conn, key):
                    raise Moved(site.hrefs.event(found))
                raise Unknown(f"There is no event “{key[:200]}” in this build.")
            cited_as, form = (presentation()["title"], f"build {state.build}"), form_for(site, key)
            return told[0], read_event(
                state.conn, site.hrefs, told[0], cited_as, menu(site.hrefs), built(state), form
            )

        card, shown = await site.see(ask)
        more = await out.event_context(site, card)
        return await site.render("event_page.html", shown, **more)

    return await once(site.datasette, site.name, f"{await site.known_as()}event/{key}", make)


def thing_page(
    kind: str, read: Callable[[State, Hrefs, str], Any], ids: str, made: Callable[..., Any]
) -> Callable[[Site], Awaitable[str]]:
    """The page of an actor, a source or a report: what ``read`` finds, with some of its events as cards."""

    async def show(site: Site) -> str:
        key = tilde_decode(site.request.url_vars["key"])

        async def make() -> str:
            def ask(state: State) -> tuple[str, Any]:
                found = read(state, site.hrefs, key)
                if found is None:
                    raise Unknown(f"There is no {kind} “{key[:200]}” in this build.")
                told = tuple(cards(state.conn, getattr(found, ids), site.hrefs.event))
                return found.name, made(presentation()["title"], menu(site.hrefs), found, told, built(state))

            name, shown = await site.see(ask)
            more = await out.thing_context(site, kind, key, name)
            return await site.render(f"{kind}.html", shown, **more)

        return await once(site.datasette, site.name, f"{await site.known_as()}{kind}/{key}", make)

    return show


def built(state: State) -> str:
    """What the file was made of."""
    return build_words(int(state.conn.execute(INPUTS).fetchone()[0]), state.build)


async def show_queries(site: Site) -> str:
    """The page of worked queries."""
    shown = queries_page(site.hrefs, presentation()["title"], menu(site.hrefs), await site.build())
    return await site.render(
        "queries.html", shown, head=out.head(site, shown.heading, shown.lead, site.hrefs.queries())
    )


async def show_coverage(site: Site) -> str:
    """The page of who reported when, for the time and the sources in the address."""
    given = {key: site.request.args.getlist(key) for key in site.request.args}
    wanted, number = read_selection(given), read_number(given.get("page", []))
    selection = window((await site.read(lambda conn: resolve(conn, wanted))).selection)
    asked = Asked(selection, number, read_flag("cited", given.get("cited", [])))

    async def make() -> str:
        coverage = await read_coverage(site, asked.every)
        title, build = presentation()["title"], await site.build()
        shown = coverage_page(site.hrefs, title, menu(site.hrefs), coverage, asked, build)
        return await site.render(
            "coverage.html", shown, **await out.coverage_context(site, shown, coverage, asked)
        )

    return await once(site.datasette, site.name, f"{await site.known_as()}coverage?{asked.query()}", make)


show_actor = thing_page("actor", read_actor, "latest", ActorPage)
show_source = thing_page("source", read_source, "latest", SourcePage)
show_report = thing_page("report", read_report, "ids", ReportPage)

ROUTES: tuple[tuple[str, Callable[..., Awaitable[Any]]], ...] = (
    (r"^/-/timeline$", anywhere),
    (r"^/(?P<database>[^/]+)/-/timeline$", answered(show_timeline)),
    (r"^/(?P<database>[^/]+)/-/timeline/queries$", page(show_queries)),
    (r"^/(?P<database>[^/]+)/-/timeline/coverage$", page(show_coverage)),
    (
        rf"^/(?P<database>[^/]+)/-/timeline/events\.(?P<ending>{'|'.join(map(re.escape, KINDS))})$",
        answered(show_file),
    ),
    (r"^/(?P<database>[^/]+)/-/timeline/points\.bin$", answered(show_points)),
    (r"^/(?P<database>[^/]+)/-/timeline/judge$", judge_event),
    (r"^/(?P<database>[^/]+)/-/timeline/event/(?P<key>[^/]+)$", page(show_event)),
    (r"^/(?P<database>[^/]+)/-/timeline/actor/(?P<key>[^/]+)$", page(show_actor)),
    (r"^/(?P<database>[^/]+)/-/timeline/source/(?P<key>[^/]+)$", page(show_source)),
    (r"^/(?P<database>[^/]+)/-/timeline/report/(?P<key>[^/]+)$", page(show_report)),
)
