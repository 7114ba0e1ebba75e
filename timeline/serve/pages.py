"""Our own addresses: the landing page and the style sheet."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Forbidden, Response

from timeline.serve.databases import build_id, timelines
from timeline.serve.headers import PAGE_POLICY
from timeline.serve.landing import Page, read_page
from timeline.serve.memo import TRIES
from timeline.serve.static_files import FOR_A_YEAR, accepts_gzip, packed_file
from timeline.serve.versions import may_view

_PAGES: WeakKeyDictionary[Any, dict[tuple[str, str], Page]] = WeakKeyDictionary()
STYLE_ROUTE = r"^/-/timeline/(?P<digest>[0-9a-f]{12})\.css$"


async def landing(request: Any, datasette: Any) -> Response:
    """The page at ``/``. Raise Forbidden for somebody who may see no timeline database here."""
    for name in timelines(datasette):
        if await may_view(datasette, request, name):
            break
    else:
        raise Forbidden("You do not have permission to view this timeline")
    page = await read_once(datasette, name)
    html = await datasette.render_template(
        "timeline/landing.html", {"page": page, "style_url": style_url(datasette)}, request=request
    )
    headers = {
        "content-security-policy": PAGE_POLICY,
        "cache-control": f"max-age={datasette.setting('default_cache_ttl')}",
        "vary": "Cookie, Authorization",
    }
    return Response.html(html, headers=headers)


async def read_once(datasette: Any, name: str) -> Page:
    """The landing page of the file as it is now; read anew only when the file has changed."""
    path = Path(datasette.get_database(name).path)
    known = _PAGES.setdefault(datasette, {})
    for _ in range(TRIES):
        # A file in WAL mode keeps its counter while another program writes beside it: that one is always read.
        key = (name, build_id(path)) if not path.with_name(f"{path.name}-wal").exists() else None
        if key in known:
            return known[key]
        page = await read_page(datasette, name)
        if key is None:
            return page
        if build_id(path) == key[1]:
            _PAGES[datasette] = {key: page}
            break
    return page


async def style(request: Any) -> Response:
    """The style sheet; its address changes with its content, so that a browser may keep it for a year."""
    headers = {"cache-control": FOR_A_YEAR, "vary": "Accept-Encoding"}
    if not accepts_gzip(request):
        return Response(style_text(), content_type="text/css; charset=utf-8", headers=headers)
    headers["content-encoding"] = "gzip"
    return Response(packed_file("timeline.css"), content_type="text/css; charset=utf-8", headers=headers)


def style_url(datasette: Any) -> str:
    """The address of the style sheet."""
    digest = sha256(style_text().encode()).hexdigest()[:12]
    return str(datasette.urls.path(f"/-/timeline/{digest}.css"))


@cache
def style_text() -> str:
    """The style sheet of our pages and of Datasette's own."""
    return (files("timeline.serve") / "static" / "timeline.css").read_text(encoding="utf-8")
