"""``timeline export``: options in, one file with its attribution beside it out, and to stderr what was left out."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from timeline.complaints import complain
from timeline.errors import TimelineError
from timeline.model import Status

if TYPE_CHECKING:
    from timeline.export.attribution import Credits
    from timeline.export.formats import Shape
    from timeline.export.item import Item
    from timeline.export.select import Selection
    from timeline.store.export_rows import Export, LeftOut

FORMATS = ("csv", "jsonl", "geojson", "parquet", "plover", "ucdp_ged", "timemap", "ftm")
STDOUT = "-"

day_option = partial(click.option, type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DAY")
many_option = partial(click.option, multiple=True)


@click.command("export")
@click.argument("output", metavar="OUTPUT")
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("timeline.db"),
    show_default=True,
    help="The database file.",
)
@click.option(
    "--format", "name", type=click.Choice(FORMATS), help="Format [default: by the ending of OUTPUT]."
)
@day_option("--from", "first", help="First day (YYYY-MM-DD).")
@day_option("--to", "last", help="Last day, included.")
@many_option("--country", "countries", metavar="COUNTRY", help="Where it was: alpha-3 code or name.")
@many_option(
    "--actor", "actors", metavar="ACTOR", help="Who takes part: name or id, with all that belongs to it."
)
@many_option("--type", "types", metavar="TYPE", help="PLOVER type, or type:mode.")
@many_option(
    "--dataset", "datasets", metavar="DATASET", help='Id or format; "reports" for events of reports.'
)
@many_option("--status", "statuses", type=click.Choice([str(one) for one in Status]), help="Status.")
@click.option(
    "--machine-codings", is_flag=True, help="Also what programs of datasets coded and nobody looked at."
)
@click.option("--original", is_flag=True, help="With ucdp_ged: the rows as received, cell by cell.")
@click.option("-q", "--quiet", is_flag=True, help="Do not say what was left out.")
def export_command(
    output: str, db: Path, name: str | None, first: datetime | None, last: datetime | None,
    countries: tuple[str, ...], actors: tuple[str, ...], types: tuple[str, ...], datasets: tuple[str, ...],
    statuses: tuple[str, ...], machine_codings: bool, original: bool, quiet: bool,
) -> None:  # fmt: skip
    """Write events to OUTPUT ("-" for standard output), in order of date.

    A filter may be given more than once: any of its values will do; different filters must all hold. Rows whose
    licence forbids it are never written. Beside a file OUTPUT lies OUTPUT.attribution.txt, which must go with it.
    """
    from timeline.export import select

    shape = shape_of(output, name)
    if original and shape.name != "ucdp_ged":
        raise click.UsageError("--original is for --format ucdp_ged.")
    if first and last and last < first:
        raise click.UsageError("--to lies before --from.")
    refuse_database(output, db)
    wanted = select.Selection(
        day(first), day(last), select.countries(countries), actors, select.types(types),
        ("ucdp_ged",) if original else select.dataset_names(datasets), statuses, machine_codings,
    )  # fmt: skip
    found, held = write(output, db, None if original else shape, wanted)
    if not quiet:
        for line in remarks(found, held, output):
            complain("note", line)
    click.echo(f"{found.events} events written to {output}", err=output == STDOUT)


def shape_of(output: str, name: str | None) -> "Shape":
    """Return the format that is named, else the one of the output's ending. Raise UsageError where there is none."""
    from timeline.export.formats import SHAPES, of_file

    shape = SHAPES[name] if name else of_file(output)
    if shape is None:
        raise click.UsageError(f"Name a format: --format {'|'.join(FORMATS)}.")
    return shape


def day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def refuse_database(output: str, db: Path) -> None:
    """Raise TimelineError where the output would take the place of the database."""
    if output != STDOUT and Path(output).exists() and db.exists() and Path(output).samefile(db):
        raise TimelineError(f"{output}: is the database")


def write(output: str, db: Path, shape: "Shape | None", wanted: "Selection") -> "tuple[Credits, LeftOut]":
    """Write the events that are wanted, their rows as received without ``shape``; return what was done."""
    from timeline.export.attribution import Credits, attribution, credited
    from timeline.store.export_rows import opened

    found = Credits()
    with opened(db, wanted) as export:
        held = export.left_out()
        with target(output) as out:
            if shape:
                shape.write(credited(fitting(export.items(), shape, found), found), out)
            else:
                write_originals(export, out, found)
    if output != STDOUT:
        with target(f"{output}.attribution.txt") as out:
            out.write(attribution(found).encode("utf-8"))
    return found, held


def fitting(items: "Iterable[Item]", shape: "Shape", found: "Credits") -> "Iterator[Item]":
    """Pass on the events that have a place in a format, and count the others by the reason."""
    for item in items:
        reason = shape.left_out(item)
        if reason is None:
            yield item
        else:
            found.left_out[reason] = found.left_out.get(reason, 0) + 1


def write_originals(export: "Export", out: BinaryIO, found: "Credits") -> None:
    """Write the rows of GED as received: the columns of its newest release, then those that it does not have."""
    from timeline.datasets import cells
    from timeline.export.csv_rows import table
    from timeline.formats import named
    from timeline.vocab.dataset_columns import current

    layout = named("ucdp_ged")
    columns = dict.fromkeys(current("ucdp_ged"))
    for first in export.headers():
        columns |= dict.fromkeys(layout.columns(first.encode()) or ())

    def rows() -> Iterator[list[str]]:
        yield list(columns)
        for file, first, following in export.originals():
            found.add_row("ucdp_ged", file)
            row = cells("ucdp_ged", first, following)
            yield [row.get(name, "") for name in columns]

    for line in table(rows()):
        out.write(line.encode("utf-8"))


@contextmanager
def target(output: str) -> Iterator[BinaryIO]:
    """Give what is to be written to: standard output, or a file that takes its place once it is whole."""
    if output == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = Path(f"{output}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def remarks(found: "Credits", held: "LeftOut", output: str) -> Iterator[str]:
    """Yield what somebody should know who takes the export for the whole."""
    from timeline.export.attribution import notices

    if held.restricted:
        yield f"{held.restricted} events left out: the terms of their dataset forbid it or are not known"
    if held.undated:
        yield f"{held.undated} events of unknown date left out, because days were asked for"
    if held.machine_codings:
        yield f"{held.machine_codings} machine codings left out (--machine-codings takes them)"
    for reason, count in sorted(found.left_out.items()):
        yield f"{count} events left out, for which the format has no place: {reason}"
    if not found.events:
        yield "no event is left to be written"
    if output == STDOUT:
        yield from notices(found)
