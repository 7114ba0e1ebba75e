"""Start Datasette on one database file: ``timeline serve``."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

import timeline.serve
from timeline.errors import TimelineError
from timeline.serve.edit import allow, is_loopback
from timeline.serve.metadata import SETTINGS
from timeline.store.revision import ensure_current

HOST = "127.0.0.1"
PORT = 8001


def say(address: str) -> None:
    """Print ``address`` at once, also into a pipe."""
    print(address, flush=True)


def serve(
    db: Path, host: str = HOST, port: int = PORT, announce: Callable[[str], None] = say, edit: bool = False
) -> None:
    """Serve ``db`` until interrupted; ``announce`` gets the address once it answers. Port 0 takes a free one.

    With ``edit`` events can be judged on their pages, at an address of this machine only. Raise TimelineError where
    the file is missing, not a timeline, or of another version than this code, and where the address cannot be had.
    """
    if edit and not is_loopback(host):
        raise TimelineError(
            f"--edit: {host} can be reached by others; only an address such as {HOST} is possible"
        )
    if not db.exists():
        raise TimelineError(f"{db}: no such file; 'timeline ingest FOLDER --db {db}' makes one")
    ensure_current(db)
    listener = _listen(host, port)
    # Datasette shows the name it was given on /-/databases: from its own folder that is not a path.
    with listener, contextlib.chdir(db.absolute().parent), contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(db.name, listener, announce, edit))


def datasette(files: list[str]) -> Datasette:
    """A Datasette of the installed version on ``files``, with the plugin and the project's settings."""
    if not pm.is_registered(timeline.serve):  # it is, by its entry point, wherever the package is installed
        pm.register(timeline.serve, name="timeline")
    return Datasette(files, settings=dict(SETTINGS))


class _Announcing(uvicorn.Server):
    """A server that says when it has begun to answer."""

    announce: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.announce()


async def _run(name: str, listener: socket.socket, announce: Callable[[str], None], edit: bool) -> None:
    instance = datasette([name])
    if edit:
        allow(instance, Path(name).absolute())
    await instance.invoke_startup()
    server = _Announcing(uvicorn.Config(instance.app(), log_level="warning", lifespan="on"))
    server.announce = lambda: announce(_address(listener))
    await server.serve(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sends what there is at once (TCP_NODELAY): else the end of an answer waits
    # for the browser's word that the beginning arrived, 40 ms on every page but the first of a connection.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "a port is a number from 0 to 65535"
        raise TimelineError(f"cannot listen on {host}:{port}: {reason}; try another --port") from None
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
