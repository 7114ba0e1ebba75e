"""The servers of the browser tests: the installed programs, as processes on a free port."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 60  # seconds until a server must answer
ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")


def timeline_serve(db: Path) -> list[str]:
    """``timeline serve`` on ``db``."""
    program = Path(sys.executable).with_name("timeline")
    return [str(program), "serve", "--db", str(db), "--port", "0"]


def plain_datasette(db: Path) -> list[str]:
    """``datasette`` on ``db``, as somebody starts it who has this package installed."""
    return [sys.executable, "-m", "datasette", str(db), "--port", "0"]


@contextmanager
def running(command: list[str], log: Path) -> Iterator[str]:
    """Run ``command`` and yield its address once it answers; what it prints goes into ``log``."""
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process:
        try:
            yield answering(process, log)
        finally:
            process.terminate()


def answering(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address of ``process`` once it answers there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if found := ADDRESS.search(log.read_bytes()):
            address = found[0].decode()
            try:
                with urlopen(f"{address}/-/versions.json", timeout=PATIENCE):
                    return address
            except URLError:
                pass
        time.sleep(0.1)
    raise AssertionError(f"no answer from {process.args}: {log.read_text(errors='replace')}")
