"""``python -m timeline.bench``: measure, and print a table of what was promised and what is."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from timeline.bench.coding import code_against_parser
from timeline.bench.figure import Figure, table
from timeline.bench.runs import ingest_again, start_up, two_processes
from timeline.bench.tables import GDELT, GED, import_against_loaders
from timeline.errors import TimelineError


def measured(root: Path, reports: int, small: int, rows: int, repeats: int) -> Iterator[Figure]:
    """Yield the figures.

    ``reports`` are coded, ``small`` are ingested twice, ``rows`` of a dataset are imported, the command starts
    ``repeats`` times.
    """
    yield from start_up(root, repeats)
    yield code_against_parser(root, reports)
    with tempfile.TemporaryDirectory(prefix="timeline-bench-") as folder:
        yield two_processes(root, reports, Path(folder))
        yield ingest_again(root, small, Path(folder), repeats)
        yield from import_against_loaders(GED, rows, Path(folder))
        yield from import_against_loaders(GDELT, max(4, rows // 4), Path(folder))


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
def bench(root: Path, quick: bool, reports: int | None, rows: int | None) -> None:
    """Measure how fast reports are coded and ingested and a dataset is imported, as ratios in one run.

    Ten times as many reports are ingested twice; with --quick as many as are coded.
    """
    count = reports or (100 if quick else 1000)
    table_rows = rows or (4_000 if quick else 386_000)
    found = []
    try:
        for one in measured(root, count, count if quick else 10 * count, table_rows, 1 if quick else 5):
            click.echo(f"{one.name}: {one.value:.3g} {one.unit}", err=True)
            found.append(one)
    except TimelineError as error:
        raise click.ClickException(str(error)) from None
    click.echo(table(found))


if __name__ == "__main__":
    bench()
