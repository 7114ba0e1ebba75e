"""What every answer is wrapped in: dangerous paths are refused, security headers are set."""

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Our pages hold no script; one of them loads ours. Datasette's own hold inline scripts and styles: hence the third.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
SCRIPT_POLICY = f"{PAGE_POLICY}; script-src 'self'; connect-src 'self'"
CORE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
READING = ("GET", "HEAD", "OPTIONS")
HEADERS = {
    "content-security-policy": CORE_POLICY,
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
}
# What an old browser is told that does not know "frame-ancestors"; a page made for frames is not told it.
FRAMES = ("x-frame-options", "SAMEORIGIN")
ANYWHERE = "frame-ancestors *"
JUDGING = ["-", "timeline", "judge"]


def guard(app: App, read_only: Callable[[str], bool] = lambda path: False) -> App:
    """Wrap ``app``: a path that holds a backslash gets 400, every other answer gets the headers it lacks.

    At a path that is ``read_only`` nothing but reading is allowed: 405. Datasette 0.65 fails at some of them.

    Browsers read ``/\\host/`` as an address of another host, and Datasette 0.65 redirects to it.
    """

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif has_backslash(scope):
            await _refuse(send, 400, "A path cannot hold a backslash.")
        elif scope["method"] not in READING and read_only(str(scope["path"])):
            await _refuse(send, 405, "This page can only be read.")
        else:
            await app(scope, receive, _with_headers(send))

    return guarded


def has_backslash(scope: Scope) -> bool:
    """Whether the path of the request holds a backslash, plain or as ``%5c``."""
    raw = bytes(scope.get("raw_path") or b"").split(b"?")[0].lower()
    return "\\" in str(scope["path"]) or b"\\" in raw or b"%5c" in raw


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers") or [])
            present = {bytes(name).lower(): bytes(value) for name, value in headers}
            framed = ANYWHERE.encode() in present.get(b"content-security-policy", b"")
            headers += [
                (name.encode(), value.encode())
                for name, value in (HEADERS if framed else HEADERS | dict([FRAMES])).items()
                if name.encode() not in present
            ]
            message = {**message, "headers": headers}
        await send(message)

    return wrapped


def reads_only(names: Collection[str], base: str) -> Callable[[str], bool]:
    """Whether a path is that of a page of the databases ``names``; ``base`` is where Datasette is mounted.

    Datasette's own commands (behind ``/-/``) are left to it: they ask for permissions.
    """

    def check(path: str) -> bool:
        parts = path.removeprefix(base).strip("/").split("/")
        own = bool(names) and (parts[0] in ("", *names) or parts[:2] == ["-", "timeline"])
        judged = parts[1:] == JUDGING  # it says itself whether it takes anything
        return own and not judged and ("-" not in parts or "timeline" in parts[parts.index("-") :])

    return check


async def _refuse(send: Send, status: int, told: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    headers += [(b"allow", b"GET, HEAD")] if status == 405 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{told}\n".encode()})
