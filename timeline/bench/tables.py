"""Importing a table against the plain loaders of the same file: processor time and memory of whole commands."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from timeline.bench import ged
from timeline.bench.figure import Figure, figure
from timeline.bench.runs import COMMAND
from timeline.errors import TimelineError

SHELL_GOAL = 4.0
SQLITE_UTILS_GOAL = 0.35
MEMORY_GOAL = 0.25
KILOBYTE = 1024  # what Linux counts the memory of a process in


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took: processor seconds, its own and the system's, and bytes of memory at most."""

    seconds: float
    memory: int


def cost_of(*command: str) -> Cost:
    """Run a command and return what it took. Raise TimelineError where it fails."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise TimelineError(f"{' '.join(command[:4])}: {said.strip() or f'exit {process.returncode}'}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KILOBYTE)


def imported(file: Path, db: Path) -> Cost:
    """Return what ``timeline ingest`` takes for a table: stored, indexed and searchable."""
    return cost_of(sys.executable, "-c", COMMAND, "ingest", str(file), "--db", str(db), "--quiet")


def import_against_loaders(rows: int, folder: Path) -> Iterator[Figure]:
    """Yield the figures of importing ``rows`` rows in the shape of UCDP GED."""
    file = ged.write(rows, folder / "ged.csv")
    small = ged.write(rows // 4, folder / "quarter.csv")
    ours = imported(file, folder / "ged.db")
    quarter = imported(small, folder / "quarter.db")
    note = f"{rows:,} rows, {file.stat().st_size / 1e6:.0f} MB, {ours.seconds:.1f} s"
    if shell := shutil.which("sqlite3"):
        plain = cost_of(shell, str(folder / "shell.db"), ".mode csv", f".import '{file}' ged")
        values = [ours.seconds / plain.seconds]
        yield figure(
            "import / sqlite3 .import", values, "×", SHELL_GOAL, f"{note} against {plain.seconds:.1f} s"
        )
    flat = cost_of(
        sys.executable,
        "-m",
        "sqlite_utils",
        "insert",
        str(folder / "flat.db"),
        "ged",
        str(file),
        "--csv",
        "--silent",
    )
    values = [ours.seconds / flat.seconds]
    yield figure(
        "import / sqlite-utils insert", values, "×", SQLITE_UTILS_GOAL, f"{note} against {flat.seconds:.1f} s"
    )
    memory = f"{ours.memory / 1e6:.0f} MB at most"
    yield figure("memory / size of the table", [ours.memory / file.stat().st_size], "×", MEMORY_GOAL, memory)
    quarter_note = f"{quarter.memory / 1e6:.0f} MB for a quarter of the rows"
    yield figure("memory / that of a quarter", [ours.memory / quarter.memory], "×", None, quarter_note)
