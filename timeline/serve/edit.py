"""Judge from the page of an event, on a server that was started with ``--edit`` and answers this machine only.

What is decided is written into the file of judgements, which is then ingested: the database is never written to
directly. A request counts only if it comes from a page of this server: it carries the token of this start, names
this server as its origin, and as its host a name of this machine (a foreign page can neither read the token nor
send as another origin, and a foreign name that leads here is refused).
"""

import asyncio
import ipaddress
import secrets
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from timeline.errors import TimelineError
from timeline.model import JudgementKind

COMMAND = "from timeline.cli import cli; cli(prog_name='timeline')"
ADDRESS = "/-/timeline/judge"
_EDITING: WeakKeyDictionary[Any, "Editing"] = WeakKeyDictionary()


class Refused(TimelineError):
    """A request that may not change anything; ``status`` is that of the answer."""

    def __init__(self, message: str, status: int = 403) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Editing:
    """What a server with ``--edit`` knows: the file it shows, and the token of this start."""

    db: Path
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class Form:
    """What the form on the page of an event is given."""

    action: str
    token: str
    event: str
    columns: tuple[str, ...]


def allow(datasette: Any, db: Path) -> None:
    """Let people judge the events of ``db``, which ``datasette`` shows."""
    _EDITING[datasette] = Editing(db)


def editing(datasette: Any) -> Editing | None:
    """What a server with ``--edit`` knows; None for every other."""
    return _EDITING.get(datasette)


def is_loopback(host: str) -> bool:
    """Tell whether ``host`` is this machine and nobody else can reach it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def ensure_ours(editing: Editing, request: Any, token: str) -> None:
    """Raise Refused unless the request was sent from a page of this server."""
    host = request.headers.get("host", "")
    if not is_loopback(urlsplit(f"//{host}").hostname or ""):
        raise Refused("Events are judged at an address of this machine only, such as http://127.0.0.1.")
    origin = request.headers.get("origin", "")
    if (
        origin != f"{request.scheme}://{host}"
        or request.headers.get("sec-fetch-site", "same-origin") != "same-origin"
    ):
        raise Refused("This was not sent from a page of this timeline.")
    if not secrets.compare_digest(token.encode(), editing.token.encode()):
        raise Refused("The page is from an earlier start of the server: load it again.")


async def judge(editing: Editing, given: Mapping[str, str]) -> None:
    """Write what the form says and ingest. Raise TimelineError for what cannot be written, or does not hold."""
    from timeline.judging import Signed, append, entry_of, file_for
    from timeline.store.lookup import ensure_events

    kind = given.get("kind", "")
    if kind not in tuple(JudgementKind):
        raise Refused("Choose what is to be decided.", 400)
    pair = kind in (JudgementKind.SAME, JudgementKind.DIFFERENT)
    events = [given.get("event", ""), *([given.get("other", "").strip()] if pair else [])]
    more = (
        {"column": given.get("column", ""), "value": given.get("value") or None}
        if kind == JudgementKind.SET
        else {}
    )
    async with editing.turn:
        ensure_events(editing.db, events)
        file = file_for(editing.db)
        entry = entry_of(
            JudgementKind(kind), events, Signed(given.get("by", ""), date.today(), given.get("why", "")), more
        )
        append(file, entry)
        said = await ingested(editing.db)
    wrong = [line for line in said if file.name in line or line.startswith("Error")]
    if wrong:
        raise Refused(f"Written into {file.name}, but: {wrong[-1]}", 400)


async def ingested(db: Path) -> list[str]:
    """Ingest what is registered, and return what the command says of problems.

    In a process of its own: it needs much memory for a short time, and this one holds the file open for reading.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", COMMAND, "ingest", "--db", str(db), "--jobs", "1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _, said = await process.communicate()
    return said.decode(errors="replace").splitlines()
