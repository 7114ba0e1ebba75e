"""Judging an event on its page, where the server was started for that: the form, and what becomes of it."""

from pathlib import Path
from typing import Any

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from timeline.errors import TimelineError
from timeline.read.settable import SETTABLE
from timeline.serve.databases import timelines
from timeline.serve.edit import Form, Refused, editing, ensure_ours, judge
from timeline.serve.site import Site, refuse


def form_for(site: Site, key: str) -> Form | None:
    """The form with which the event can be judged; None where the server was not started for that."""
    found = editing(site.datasette)
    if found is None or found.db.name != Path(site.datasette.get_database(site.name).path).name:
        return None
    return Form(site.hrefs.judge(), found.token, key, tuple(SETTABLE))


async def judge_event(request: Any, datasette: Any) -> Response:
    """Take what a person decided on the page of an event, and lead back to it."""
    name = tilde_decode(request.url_vars["database"])
    found = editing(datasette)
    if found is None or name not in timelines(datasette):
        raise NotFound("Nothing can be judged here: the server was not started with --edit")
    site = Site(datasette, request, name)
    if request.method != "POST":
        return await refuse(
            site, 405, "That cannot be asked", "What is decided is sent by the form of an event."
        )
    try:
        given = await _sent(request)
        ensure_ours(found, request, given.get("token", ""))
        await judge(found, given)
    except TimelineError as error:
        status = error.status if isinstance(error, Refused) else 400
        return await refuse(site, status, "Not done", str(error))
    return Response.redirect(site.hrefs.event(given["event"]), status=303)


async def _sent(request: Any) -> dict[str, str]:
    try:
        found: dict[str, str] = await request.post_vars()
    except UnicodeDecodeError:
        raise Refused("What was sent is no form of this timeline.", 400) from None
    return found
