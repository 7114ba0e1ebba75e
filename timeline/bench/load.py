"""A small client that asks a server as several visitors at once, and says how long each answer took."""

import asyncio
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import urlsplit

from timeline.errors import TimelineError

LONGEST = 60.0
"""Seconds to wait for one answer."""


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds of every answer, how many were no page (status 400 and above), and bytes of the largest."""

    seconds: tuple[float, ...]
    refused: int
    size: int

    def quantile(self, part: int) -> float:
        """Seconds that ``part`` of a hundred answers do not exceed."""
        if len(self.seconds) == 1:
            return self.seconds[0]
        return quantiles(self.seconds, n=100, method="inclusive")[part - 1]

    def words(self) -> str:
        """Median and 95th percentile: "31/45 ms"."""
        refused = f" ({self.refused} of {len(self.seconds)} refused)" if self.refused else ""
        return f"{self.quantile(50) * 1000:.0f}/{self.quantile(95) * 1000:.0f} ms{refused}"


def loaded(base: str, paths: Iterable[str], clients: int, count: int, limit: float) -> Load:
    """Ask ``base`` for ``paths`` in turn, ``clients`` at a time.

    It ends when ``count`` are answered or ``limit`` seconds went by; each client asks at least once.
    Raise TimelineError where nothing answers.
    """
    return asyncio.run(_loaded(base, iter(paths), clients, count, limit))


async def _loaded(base: str, paths: Iterator[str], clients: int, count: int, limit: float) -> Load:
    answers: list[tuple[float, int, int]] = []
    end = time.perf_counter() + limit
    asking = count

    async def visit() -> None:
        nonlocal asking
        host, port = urlsplit(base).hostname, urlsplit(base).port
        reader, writer = await asyncio.open_connection(host, port)
        with closing(writer):
            first = True
            while asking > 0 and (first or time.perf_counter() < end):
                path = next(paths, None)
                if path is None:
                    break
                first, asking = False, asking - 1
                started = time.perf_counter()
                writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                status, size = await asyncio.wait_for(_answer(reader), LONGEST)
                answers.append((time.perf_counter() - started, status, size))
        await writer.wait_closed()

    try:
        await asyncio.gather(*(visit() for _ in range(clients)))
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        raise TimelineError(f"{base}: no answer: {error!r}") from None
    seconds, statuses, sizes = zip(*answers, strict=True)
    return Load(seconds, sum(status >= 400 for status in statuses), max(sizes))


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    """The status of an answer and the length of its body, which is read and thrown away."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" not in head:
        length = int(head.partition("content-length:")[2].split("\r\n")[0])
        await reader.readexactly(length)
        return status, length
    size = 0
    while length := int(await reader.readuntil(b"\r\n"), 16):
        await reader.readexactly(length + 2)
        size += length
    await reader.readexactly(2)
    return status, size
