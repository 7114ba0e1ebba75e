"""``timeline fetch``: options in, files in a folder, one line out, and to stderr what must be said with them."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.complaints import complain

if TYPE_CHECKING:
    from timeline.fetch.download import Fetched, Watch

DAY = click.DateTime(formats=["%Y-%m-%d"])

out_option = click.option(
    "--out", "folder", type=click.Path(path_type=Path, file_okay=False), required=True,
    help="The folder to write into.",
)  # fmt: skip
from_option = click.option("--from", "first", type=DAY, metavar="DAY", help="First day (YYYY-MM-DD).")
to_option = click.option(
    "--to", "last", type=DAY, metavar="DAY", help="Last day, included [default: the first one]."
)
force_option = click.option("--force", is_flag=True, help="Fetch again what is there already.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress bar.")


@click.group("fetch")
def fetch() -> None:
    """Download official releases of datasets into a folder, which "timeline ingest" reads.

    Interrupted transfers go on where they broke off. Keys come from the environment and are shown nowhere.
    """


@fetch.command("ucdp")
@click.option(
    "--release", help="25.1 (yearly), 25.0.3 or 25.01.25.06 (candidates) [default: the newest known]."
)
@click.option(
    "--country", type=click.IntRange(min=1), help="Country number of Gleditsch and Ward; asks the API."
)
@from_option
@to_option
@out_option
@force_option
@quiet_option
def ucdp_command(
    release: str | None, country: int | None, first: datetime | None, last: datetime | None,
    folder: Path, force: bool, quiet: bool,
) -> None:  # fmt: skip
    """UCDP GED: a whole release as a file or, with a country or days, its rows from the API.

    The API needs your own token in the environment variable UCDP_API_TOKEN.
    """
    from timeline.fetch import ucdp

    span = days(first, last)
    filters = {"Country": str(country)} if country else {}
    if span:
        filters |= {"StartDate": str(span[0]), "EndDate": str(span[1])}
    what = partial(ucdp.fetch_part, filters=filters) if filters else ucdp.fetch_release
    tell(
        "ucdp",
        folder,
        [what(release or ucdp.NEWEST, folder=folder, watch=watch(quiet), say=warn, force=force)],
    )


@fetch.command("gdelt")
@from_option
@to_option
@click.option("--mentions", is_flag=True, help="The mentions as well.")
@click.option("--translated", is_flag=True, help="The files of news that GDELT translated.")
@click.option("--daily", is_flag=True, help="GDELT 1.0: one file for each day.")
@out_option
@force_option
@quiet_option
def gdelt_command(
    first: datetime | None, last: datetime | None, mentions: bool, translated: bool, daily: bool,
    folder: Path, force: bool, quiet: bool,
) -> None:  # fmt: skip
    """GDELT: the event files of some days, with the size and MD5 that GDELT lists."""
    from timeline.fetch import gdelt
    from timeline.fetch.web import Web

    span = days(first, last)
    if span is None:
        raise click.UsageError("Name the days: --from 2025-03-01, with --to for more than one.")
    if daily and (mentions or translated):
        raise click.UsageError("--daily has neither --mentions nor --translated.")
    tables = {"export", "mentions"} if mentions else {"export"}
    with Web(warn) as web:
        files = gdelt.daily(web, *span) if daily else gdelt.quarter_hours(web, *span, tables, translated)
        tell("gdelt", folder, gdelt.fetch_files(files, folder, watch(quiet), web, force))


@fetch.command("acled")
@click.option(
    "--country", "countries", multiple=True, help="Country as ACLED names it; may be given more than once."
)
@from_option
@to_option
@out_option
@quiet_option
def acled_command(
    countries: tuple[str, ...], first: datetime | None, last: datetime | None, folder: Path, quiet: bool
) -> None:
    """ACLED: the rows of countries and days that your own account may read.

    Needs ACLED_EMAIL and ACLED_PASSWORD, or ACLED_ACCESS_TOKEN, in the environment. Rows change all the time and
    are fetched anew at each run.
    """
    from timeline.fetch import acled

    span = days(first, last)
    if not countries and span is None:
        raise click.UsageError("Name a country or days: --country Mali, --from 2024-01-01 --to 2024-12-31.")
    bar = watch(quiet)
    tell("acled", folder, (acled.fetch_rows(name, span, folder, bar, warn) for name in countries or (None,)))


@fetch.command("viina")
@click.option(
    "--year", "years", type=click.IntRange(min=2022), multiple=True, required=True,
    help="Year; may be given more than once.",
)  # fmt: skip
@click.option(
    "--table", "tables", type=click.Choice(["event_info", "event_labels", "event_1pd"]), multiple=True,
    help="Table; may be given more than once [default: all three].",
)  # fmt: skip
@out_option
@force_option
@quiet_option
def viina_command(
    years: tuple[int, ...], tables: tuple[str, ...], folder: Path, force: bool, quiet: bool
) -> None:
    """VIINA: yearly files of machine-coded news on the war in Ukraine."""
    from timeline.fetch import viina
    from timeline.fetch.web import Web

    with Web(warn) as web:
        files = viina.fetch_years(years, tables or viina.TABLES, folder, watch(quiet), web, force)
        tell("viina", folder, files)


def days(first: datetime | None, last: datetime | None) -> tuple[date, date] | None:
    """Return the days that are meant, or None. Raise UsageError where they are no span."""
    if first is None:
        if last is not None:
            raise click.UsageError("--to needs --from.")
        return None
    begin, end = first.date(), (last or first).date()
    if end < begin:
        raise click.UsageError("--to lies before --from.")
    return begin, end


DATASETS = {"ucdp": "ucdp_ged"}
"""The dataset that a publisher's rows belong to, where it is not called like the publisher."""


def tell(source: str, folder: Path, files: "Iterable[Fetched]") -> None:
    """Say what lies in the folder now and, wherever something does, how it must be credited."""
    from timeline.vocab.datasets import credit_lines

    found: list[Fetched] = []
    try:
        for file in files:
            found.append(file)
    finally:
        if found:
            for line in credit_lines(DATASETS.get(source, source)):
                click.echo(line, err=True)
            fresh = sum(file.fresh for file in found)
            click.echo(f"{fresh} files fetched into {folder}, {len(found) - fresh} were there already")


def warn(message: str) -> None:
    complain("warning", message)


def watch(quiet: bool) -> "Watch":
    """Return what shows how far a file has come: a bar, where somebody looks on."""
    hidden = quiet or not sys.stderr.isatty()

    @contextmanager
    def bar(label: str, length: int | None) -> Iterator[Callable[[int], Any]]:
        if hidden:
            yield lambda count: None
            return
        with click.progressbar(length=length or 0, label=label, file=sys.stderr) as shown:
            yield shown.update

    return bar
