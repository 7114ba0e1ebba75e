"""Importing a table against the plain loaders of the same file: processor time and memory of whole commands."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from timeline.bench import gdelt, ged
from timeline.bench.figure import Figure, figure
from timeline.errors import TimelineError

SHELL_GOAL = 4.0
SQLITE_UTILS_GOAL = 0.35
MEMORY_GOAL = 0.25
KILOBYTE = 1024  # what Linux counts the memory of a process in
TELLING = """import atexit
from pathlib import Path
from timeline.cli import cli
atexit.register(lambda: print(Path("/proc/self/status").read_text()))
cli()"""
"""The command, which then says what memory it took: what the system tells of it counts its parent's too."""
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took: processor seconds, its own and the system's, and, if it says so, bytes at most."""

    seconds: float
    memory: int


def cost_of(*command: str) -> Cost:
    """Run a command and return what it took. Raise TimelineError where it fails."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        printed, said = process.stdout.read().decode(), process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise TimelineError(f"{' '.join(command[:4])}: {said.strip() or f'exit {process.returncode}'}")
    peak = PEAK.search(printed)
    return Cost(usage.ru_utime + usage.ru_stime, int(peak[1]) * KILOBYTE if peak else 0)


def imported(file: Path, db: Path) -> Cost:
    """Return what ``timeline ingest`` takes for a table: stored, indexed and searchable."""
    return cost_of(sys.executable, "-c", TELLING, "ingest", str(file), "--db", str(db), "--quiet")


@dataclass(frozen=True, slots=True)
class Kind:
    """A table to import: how its rows are made, and how the plain loaders are told to read it."""

    name: str
    write: Callable[[int, Path], Path]
    mode: str
    options: tuple[str, ...]


GED = Kind("UCDP", ged.write, "csv", ("--csv",))
GDELT = Kind("GDELT", gdelt.write, "tabs", ("--tsv", "--no-headers"))


def import_against_loaders(kind: Kind, rows: int, folder: Path) -> Iterator[Figure]:
    """Yield the figures of importing ``rows`` rows of a kind."""
    file = kind.write(rows, folder / f"{kind.name}.table")
    ours = imported(file, folder / f"{kind.name}.db")
    note = f"{rows:,} rows, {file.stat().st_size / 1e6:.0f} MB, {ours.seconds:.1f} s"
    for name, goal, command in loaders(kind, file, folder):
        plain = cost_of(*command)
        against = f"{note} against {plain.seconds:.1f} s"
        yield figure(f"{kind.name} import / {name}", [ours.seconds / plain.seconds], "×", goal, against)
    part = ours.memory / file.stat().st_size
    most = f"{ours.memory / 1e6:.0f} MB at most"
    yield figure(f"{kind.name} memory / size of the table", [part], "×", MEMORY_GOAL, most)
    quarter = imported(kind.write(rows // 4, folder / "quarter.table"), folder / f"{kind.name}-quarter.db")
    note = f"{quarter.memory / 1e6:.0f} MB for a quarter of the rows"
    yield figure(f"{kind.name} memory / that of a quarter", [ours.memory / quarter.memory], "×", None, note)


def loaders(kind: Kind, file: Path, folder: Path) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """Yield the plain loaders that are there: name, goal and command."""
    if shell := shutil.which("sqlite3"):
        target = str(folder / f"{kind.name}-shell.db")
        yield "sqlite3 .import", SHELL_GOAL, (shell, target, f".mode {kind.mode}", f".import '{file}' rows")
    target = str(folder / f"{kind.name}-flat.db")
    utils = (
        sys.executable,
        "-m",
        "sqlite_utils",
        "insert",
        target,
        "rows",
        str(file),
        *kind.options,
        "--silent",
    )
    yield "sqlite-utils insert", SQLITE_UTILS_GOAL, utils
