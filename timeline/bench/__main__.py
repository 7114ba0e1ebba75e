"""``python -m timeline.bench``: measure, and print a table of what was promised and what is."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from timeline.bench.coding import code_against_parser
from timeline.bench.figure import Figure, table
from timeline.bench.folding import fold_more
from timeline.bench.matching import SIZES, match_many
from timeline.bench.pages import SECONDS, page_figures
from timeline.bench.runs import ingest_again, start_up, two_processes
from timeline.bench.tables import GDELT, GED, import_against_loaders
from timeline.errors import TimelineError


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is measured: reports to code, to ingest twice, rows, events, claims, repeats, seconds a page."""

    reports: int
    small: int
    rows: int
    events: int
    claims: tuple[int, ...]
    repeats: int
    seconds: float


def measure_coding(root: Path, amount: Amount, folder: Path) -> Iterator[Figure]:
    """Yield how fast reports are coded."""
    yield code_against_parser(root, amount.reports)
    yield two_processes(root, amount.reports, folder)


def measure_import(_root: Path, amount: Amount, folder: Path) -> Iterator[Figure]:
    """Yield how fast tables are imported."""
    yield from import_against_loaders(GED, amount.rows, folder)
    yield from import_against_loaders(GDELT, max(4, amount.rows // 4), folder)


def measure_matching(_root: Path, amount: Amount, folder: Path) -> Iterator[Figure]:
    """Yield how fast codings are matched, and folded into a database."""
    yield from match_many(amount.claims)
    yield from fold_more(amount.claims[-1], folder)


PARTS: dict[str, Callable[[Path, Amount, Path], Iterable[Figure]]] = {
    "start": lambda root, amount, _folder: start_up(root, amount.repeats),
    "coding": measure_coding,
    "again": lambda root, amount, folder: [ingest_again(root, amount.small, folder, amount.repeats)],
    "import": measure_import,
    "match": measure_matching,
    "pages": lambda _root, amount, folder: page_figures(amount.events, folder, amount.seconds),
}


def measured(root: Path, parts: Sequence[str], amount: Amount) -> Iterator[Figure]:
    """Yield the figures of some parts, each in a folder of its own."""
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="timeline-bench-") as folder:
            yield from PARTS[part](root, amount, Path(folder))


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False), default=Path(), show_default=True,
    help="The checkout with data/reports and tests/gold.",
)  # fmt: skip
@click.option("--quick", is_flag=True, help="Fewer reports and repeats: less than a minute, and rough.")
@click.option(
    "--reports", type=click.IntRange(min=1), help="Reports to code [default: 1000, with --quick 100]."
)
@click.option(
    "--rows",
    type=click.IntRange(min=4),
    help="Rows of UCDP to import, and a quarter as many of GDELT [default: 386000, with --quick 4000].",
)
@click.option(
    "--events",
    type=click.IntRange(min=100),
    help="Events that the pages are measured over [default: 400000, with --quick 4000].",
)
@click.option(
    "--only",
    "parts",
    multiple=True,
    type=click.Choice(list(PARTS)),
    help="Measure this part; can be repeated.",
)
def bench(
    root: Path, quick: bool, reports: int | None, rows: int | None, events: int | None, parts: tuple[str, ...]
) -> None:
    """Measure as ratios in one run how fast reports are coded and matched, a dataset is imported, pages are served.

    Ten times as many reports are ingested twice; with --quick as many as are coded.
    """
    count = reports or (100 if quick else 1000)
    amount = Amount(
        reports=count,
        small=count if quick else 10 * count,
        rows=rows or (4_000 if quick else 386_000),
        events=events or (4_000 if quick else 400_000),
        claims=tuple(size // 100 for size in SIZES) if quick else SIZES,
        repeats=1 if quick else 5,
        seconds=0.1 if quick else SECONDS,
    )
    found = []
    try:
        for one in measured(root, parts or list(PARTS), amount):
            click.echo(f"{one.name}: {one.value:.3g} {one.unit}", err=True)
            found.append(one)
    except TimelineError as error:
        raise click.ClickException(str(error)) from None
    click.echo(table(found))


if __name__ == "__main__":
    bench()
