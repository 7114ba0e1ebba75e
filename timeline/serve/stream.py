"""An answer of any length in flat memory: made piece by piece, and no further once nobody listens."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from timeline.export.item import Item
from timeline.serve.files import Lines
from timeline.serve.headers import Message, Send
from timeline.serve.taken import Changed, Reader, Taken, slices

PIECE = 200_000  # characters of one piece, about
EVENTS = 500  # of one piece, at most
_TURNS: WeakKeyDictionary[Any, asyncio.Semaphore] = WeakKeyDictionary()


class Source:
    """Lines of a file, pulled a piece at a time; each piece may be read over another connection."""

    def __init__(self, reader: Reader, taken: Taken, lines: Lines) -> None:
        self.reader = reader
        self.taken = taken
        self.conn: sqlite3.Connection | None = None
        self.lines = lines(self.items())

    def items(self) -> Iterator[Item]:
        """The events, read with the connection of the piece that is being made."""
        for days in self.taken.days():
            for batch in slices(self.reader.ordered(self._open(), days, self.taken.way)):
                yield from self.reader.items(self._open(), batch)

    def _open(self) -> sqlite3.Connection:
        assert self.conn
        return self.conn

    def piece(self, conn: sqlite3.Connection) -> str | None:
        """The next piece, which may be empty; None behind the last. Raise Changed where the file has changed."""
        self.conn = conn
        found: list[str] = []
        size = 0
        for line in self.lines:
            found.append(line)
            size += len(line)
            if size > PIECE or len(found) >= EVENTS:
                break
        self.conn = None
        return "".join(found) if found else None


async def pieces(
    datasette: Any,
    read: Callable[[Callable[[sqlite3.Connection], str | None]], Awaitable[str | None]],
    source: Source,
) -> AsyncIterator[bytes]:
    """The pieces of ``source`` as bytes. One piece at a time is made, however many ask, so that pages stay quick."""
    turns = _TURNS.setdefault(datasette, asyncio.Semaphore(1))
    while True:
        async with turns:
            piece = await read(source.piece)
        if piece is None:
            return
        if piece:
            yield piece.encode("utf-8")


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer in pieces. One that cannot be brought to its end is broken off, which every client notices."""

    pieces: AsyncIterator[bytes]
    headers: dict[str, str]
    receive: Callable[[], Awaitable[Message]]

    async def asgi_send(self, send: Send) -> None:
        """Send the answer."""
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        gone = asyncio.ensure_future(_gone(self.receive))
        try:
            async for piece in self.pieces:
                if gone.done():
                    return
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except (Changed, sqlite3.OperationalError):  # another build, or a lock that lasts
            return
        finally:
            gone.cancel()
        await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Callable[[], Awaitable[Message]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
