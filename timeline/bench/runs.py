"""What is measured on the command itself: start-up, the second ingest, several processes. Wall time."""

import subprocess
import sys
import time
from pathlib import Path

from timeline.bench.figure import Figure, figure, ratios
from timeline.bench.samples import sample_files, write_samples
from timeline.errors import TimelineError

AGAIN_GOAL = 0.01
START_GOAL = 2.0  # seconds
COMMAND = "from timeline.cli import cli; cli()"
IMPORTS = "import timeline.cli, timeline.coding, timeline.as_json, timeline.extract.text.coder"


def seconds_of(code: str, *arguments: str) -> float:
    """Return the wall time of Python code in a process of its own. Raise TimelineError where it fails."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise TimelineError(f"{' '.join(arguments)}: {done.stderr.strip() or f'exit {done.returncode}'}")
    return time.perf_counter() - started


def ingest_seconds(folder: Path, db: Path, jobs: int | None = None) -> float:
    """Return how long ``timeline ingest`` takes for a folder."""
    spread = () if jobs is None else ("--jobs", str(jobs))
    return seconds_of(COMMAND, "ingest", str(folder), "--db", str(db), "--quiet", *spread)


def start_up(root: Path, repeats: int) -> list[Figure]:
    """Return how long ``timeline code`` takes for one small report, and how much of that importing takes."""
    report = min(sample_files(root), key=lambda file: file.stat().st_size)
    seconds_of(COMMAND, "code", str(report))  # the first run may have to write caches
    whole = [seconds_of(COMMAND, "code", str(report)) for _ in range(repeats)]
    imports = [seconds_of(IMPORTS) for _ in range(repeats)]
    note = f"median of {repeats}"
    return [
        figure("start-up of code", whole, "s", START_GOAL, note),
        figure("of that, imports", imports, "s", None, note),
    ]


def ingest_again(root: Path, count: int, folder: Path, repeats: int) -> Figure:
    """Return the time of a second ingest in which nothing changed, as a part of the first's."""
    reports = write_samples(root, count, folder / "again")
    first = ingest_seconds(reports, folder / "again.db")
    again = [ingest_seconds(reports, folder / "again.db") for _ in range(repeats)]
    note = f"{count} reports, {first:.1f} s at first"
    return figure("ingest again / first", ratios(again, [first] * len(again)), "×", AGAIN_GOAL, note)


def two_processes(root: Path, count: int, folder: Path) -> Figure:
    """Return the time of ``ingest --jobs 2`` as a part of that of ``--jobs 1``."""
    reports = write_samples(root, count, folder / "jobs")
    one = ingest_seconds(reports, folder / "one.db", 1)
    two = ingest_seconds(reports, folder / "two.db", 2)
    return figure(
        "ingest --jobs 2 / 1", ratios([two], [one]), "×", None, f"{count} reports, {one:.1f} s with one"
    )
