"""The files that the script of our pages is made of: served packed, kept by a browser for a year.

They are built from ``web/`` and committed; ``static/manifest.json`` names each with its hash.
"""

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from datasette.utils.asgi import NotFound, Response

ROUTE = r"^/-/timeline/static/(?P<digest>[0-9a-f]{12})/(?P<name>[a-z0-9.-]+)$"
TYPES = {".js": "text/javascript; charset=utf-8", ".json": "application/json; charset=utf-8"}
FOR_A_YEAR = "max-age=31536000, immutable, public"
SCRIPT, LAND, LAND_FINE = "timeline.js", "land-110m.json", "land-50m.json"


async def static(request: Any) -> Response:
    """One of the files. Raise NotFound for any other name."""
    name, digest = request.url_vars["name"], request.url_vars["digest"]
    if name not in manifest():
        raise NotFound(f"There is no file {name}")
    # An address of another build leads to the file of this one, which must then not be kept.
    kept = FOR_A_YEAR if digest == digest_of(name) else "no-cache"
    etag = f'"{manifest()[name]}"'
    headers = {"cache-control": kept, "etag": etag, "vary": "Accept-Encoding"}
    if etag in (request.headers.get("if-none-match") or ""):
        return Response("", status=304, headers=headers)
    packed = accepts_gzip(request)
    if packed:
        headers["content-encoding"] = "gzip"
    return Response(
        packed_file(name) if packed else file_bytes(name),
        content_type=TYPES[name[name.rindex(".") :]],
        headers=headers,
    )


def static_url(datasette: Any, name: str) -> str:
    """The address of one of the files, which changes with its content."""
    return str(datasette.urls.path(f"/-/timeline/static/{digest_of(name)}/{name}"))


def accepts_gzip(request: Any) -> bool:
    """Whether the one who asks can unpack gzip."""
    asked = (request.headers.get("accept-encoding") or "").replace(" ", "").lower().split(",")
    return "gzip" in asked


def digest_of(name: str) -> str:
    """The first digits of the file's hash."""
    return manifest()[name][:12]


@cache
def manifest() -> Mapping[str, str]:
    """Every file that is served, with the SHA-256 of its content."""
    found = json.loads((files("timeline.serve") / "static" / "manifest.json").read_text(encoding="utf-8"))
    return {name: sha256 for name, sha256 in found["files"].items() if name.endswith(tuple(TYPES))}


@cache
def file_bytes(name: str) -> bytes:
    """The content of a file."""
    return (files("timeline.serve") / "static" / name).read_bytes()


@cache
def packed_file(name: str) -> bytes:
    """The content of a file, packed once and kept."""
    return gzip.compress(file_bytes(name), 9, mtime=0)
