"""What every answer is wrapped in: dangerous paths are refused, security headers are set."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Our pages hold no script at all. Datasette's own hold inline scripts and styles: hence the second policy.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
CORE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "content-security-policy": CORE_POLICY,
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
}


def guard(app: App) -> App:
    """Wrap ``app``: a path that holds a backslash gets 400, every other answer gets the headers it lacks.

    Browsers read ``/\\host/`` as an address of another host, and Datasette 0.65 redirects to it.
    """

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif has_backslash(scope):
            await _refuse(send)
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
            present = {bytes(name).lower() for name, _ in headers}
            headers += [
                (name.encode(), value.encode())
                for name, value in HEADERS.items()
                if name.encode() not in present
            ]
            message = {**message, "headers": headers}
        await send(message)

    return wrapped


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": 400, "headers": headers})
    await send({"type": "http.response.body", "body": b"A path cannot hold a backslash.\n"})
