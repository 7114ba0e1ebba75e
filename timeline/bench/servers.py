"""The two servers that the pages are measured on: ours, and Datasette without any plugin, set as its speed wants it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from timeline.errors import TimelineError

COMMAND = "from timeline.cli import cli; cli()"
PATIENCE = 30.0
"""Seconds until a server answers."""
TUNED = {
    "suggest_facets": "off",
    "default_page_size": "40",
    "sql_time_limit_ms": "1000",
    "facet_time_limit_ms": "200",
}
"""Without these a table page of so many rows takes seconds; the indexes it can use are those of our file."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, and the number of its process."""

    address: str
    pid: int

    def seconds(self) -> float:
        """The processor time that it took since its start."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def ours(db: Path) -> Iterator[Server]:
    """Serve ``db`` with ``timeline serve``."""
    port = free_port()
    command = (sys.executable, "-c", COMMAND, "serve", "--db", db.name, "--port", str(port))
    with _running(command, db.parent, port, {}) as server:
        yield server


@contextmanager
def plain(db: Path) -> Iterator[Server]:
    """Serve ``db`` with Datasette alone."""
    port = free_port()
    settings = [part for name, value in TUNED.items() for part in ("--setting", name, value)]
    command = (sys.executable, "-m", "datasette", "serve", db.name, "--port", str(port), *settings)
    with _running(command, db.parent, port, {"DATASETTE_LOAD_PLUGINS": ""}) as server:
        yield server


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], folder: Path, port: int, more: dict[str, str]) -> Iterator[Server]:
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **more}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            _wait(process, address)
            yield Server(address, process.pid)
        finally:
            process.terminate()
            process.communicate()


def _wait(process: "subprocess.Popen[bytes]", address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            assert process.stderr
            raise TimelineError(f"the server ended: {process.stderr.read().decode().strip()[-300:]}")
        try:
            with urlopen(f"{address}/-/versions.json", timeout=PATIENCE):
                return
        except URLError:
            time.sleep(0.1)
    raise TimelineError(f"{address}: no answer within {PATIENCE:.0f} seconds")
