"""The file that the pages are measured on: invented rows of UCDP in files of different size, and rows of GDELT."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from timeline.bench import gdelt, ged
from timeline.bench.runs import ingest_seconds
from timeline.vocab.dataset_columns import current

FILES = 40
MACHINE = 10
"""One event in so many is a machine coding, which no page shows unless asked."""
GAZETTES = 60
"""So many papers share the second article of a row; the first one is always of the same wire."""


def rows(count: int) -> Iterator[dict[str, str]]:
    """Yield rows of UCDP; their second articles are of different papers."""
    for number, row in enumerate(ged.numbered(count)):
        paper = f"Kelm Gazette {number % GAZETTES}"
        yield row | {
            name: row[name].replace("Kelm Gazette", paper) for name in ("source_article", "source_office")
        }


def build(count: int, folder: Path) -> tuple[Path, float]:
    """Make a database of ``count`` events below ``folder``, and say how many seconds its ingest took.

    One file holds half of the rows, so that a report, an actor and a source have hundreds of thousands of events.
    """
    files = folder / "world"
    files.mkdir()
    machine = count // MACHINE
    left = rows(count - machine)
    _write(islice(left, (count - machine) // 2), files / "all.csv")
    size = -(-(count - machine) // 2 // (FILES - 1))
    for number in range(1, FILES):
        some = list(islice(left, size))
        if some:
            _write(iter(some), files / f"part{number:02}.csv")
    gdelt.write(machine, files / "machine.export.CSV")
    return folder / "world.db", ingest_seconds(files, folder / "world.db")


def _write(some: Iterator[dict[str, str]], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        table = csv.DictWriter(target, current("ucdp_ged"))
        table.writeheader()
        table.writerows(some)
