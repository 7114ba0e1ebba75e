"""The reports that the benchmark works on: those of the checkout, in turn, until there are enough."""

import re
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from timeline.errors import TimelineError

FOLDERS = ("data/reports", "tests/gold/world")
TITLE = re.compile(rb"^(title:\s*[\"']?)", re.MULTILINE)


def sample_files(root: Path) -> list[Path]:
    """Return the reports of a checkout, in order. Raise TimelineError where there are none."""
    files = [file for folder in FOLDERS for file in sorted((root / folder).glob("*.md"))]
    if not files:
        raise TimelineError(f"{root}: no reports in {' and '.join(FOLDERS)}; run this in the checkout")
    return files


def numbered(root: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` reports as file name and bytes; a number in both makes every one a report of its own."""
    for number, file in enumerate(islice(cycle(sample_files(root)), count), 1):
        yield f"{number:05}-{file.name}", TITLE.sub(rb"\g<1>N%d " % number, file.read_bytes(), count=1)


def write_samples(root: Path, count: int, folder: Path) -> Path:
    """Write ``count`` reports into a new folder and return it."""
    folder.mkdir(parents=True)
    for name, data in numbered(root, count):
        (folder / name).write_bytes(data)
    return folder
