"""The command line: options in, one call, one line out, exit status 0 (done), 1 (refused or failed), 2 (usage)."""

import dataclasses
import errno
import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import click

from timeline.complaints import complain
from timeline.errors import TimelineError
from timeline.export.command import export_command
from timeline.fetch.command import fetch
from timeline.fetch.watch_command import watch_command
from timeline.judge_command import judge
from timeline.model import Extraction, Input, IssueLevel
from timeline.roots import reason

SHOWN = 50  # problems that are listed; all of them are in the table issues

db_option = click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), default=Path("timeline.db"), show_default=True,
    help="The database file.",
)  # fmt: skip
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress bar and no list of issues.")


class Commands(click.Group):
    """Turns the program's own errors into one line on stderr and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TimelineError as error:
            message = str(error)
        except KeyboardInterrupt:
            message = "interrupted"
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our output has gone, which click knows how to end
                raise
            message = f"{error.filename or 'system'}: {reason(error)}"
        for line in message.split("\n"):
            complain("Error", line)
        ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="conflict-timeline")
def cli() -> None:
    """Turn a folder of reports on a conflict into one SQLite timeline, and serve it."""


@cli.command("ingest")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@db_option
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help="Read PATH as a dataset of this format, now and in later runs.",
)
@click.option("--rebuild", is_flag=True, help="Build everything anew; the same inputs give the same bytes.")
@click.option("--strict", is_flag=True, help="Store nothing if any file or row had to be skipped.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="Processes that code reports [default: all cores].",
)
@quiet_option
def ingest_command(
    paths: tuple[Path, ...], db: Path, format_name: str | None, rebuild: bool, strict: bool, jobs: int | None,
    quiet: bool,
) -> None:  # fmt: skip
    """Bring the database to what the files and folders PATH hold now.

    Paths are remembered: without PATH, those of earlier runs are taken again. Files that did not change are
    not read again; rows of changed and removed files go with them.
    """
    from timeline.ingest import ingest
    from timeline.roots import registered_lines

    if not paths and not registered_lines(db):
        raise click.UsageError("Name a file or folder to ingest: no path is registered yet.")
    if format_name and not paths:
        raise click.UsageError("Name the file or folder that --format is about.")
    started = time.monotonic()
    bar = progress_bar if not quiet and sys.stderr.isatty() else no_bar
    summary = ingest(paths, db, rebuild, strict, jobs or os.cpu_count() or 1, bar, format_name)
    if not quiet:
        for level, problem in summary.problems[:SHOWN]:
            complain(level.value, problem)
        if more := len(summary.problems) - SHOWN > 0 and len(summary.problems) - SHOWN:
            complain("warning", f"{more} more; the table issues holds them all")
        if summary.skipped and not any(level is IssueLevel.ERROR for level, _ in summary.problems):
            complain(
                "warning", "files skipped in an earlier run have not changed; the table issues names them"
            )
    click.echo(
        f"{summary.reports} reports, {summary.events} events, {summary.skipped} skipped, "
        f"{time.monotonic() - started:.1f} seconds ({summary.added} files read, {summary.removed} removed)"
    )
    if summary.skipped:
        raise SystemExit(1)


def progress_bar(inputs: Iterable[Input], length: int) -> Iterable[Input]:
    """Pass the inputs on while a bar on stderr shows how far the run has come."""
    if not length:
        return
    with click.progressbar(inputs, length=length, label="reading", file=sys.stderr) as bar:
        yield from bar


def no_bar(inputs: Iterable[Input], length: int) -> Iterable[Input]:
    return inputs


@cli.command("code")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--published", help="Publication date of reports that state none (ISO 8601).", metavar="DATE")
@click.option("--json-pretty", is_flag=True, help="Indent the JSON.")
def code_command(files: tuple[str, ...], published: str | None, json_pretty: bool) -> None:
    """Print what the coder sees in FILE ("-": standard input), one JSON object per report.

    Nothing is stored.
    """
    from timeline.as_json import coded
    from timeline.coding import coded_stories

    day = date_option(published)
    failed = False
    for name in files:
        try:
            data, path = named(name)
            stories, issues = coded_stories(data, path, day)
        except TimelineError as error:
            complain("Error", str(error))
            failed = True
            continue
        for issue in issues:
            failed = failed or issue.level is IssueLevel.ERROR
            complain("Error" if issue.level is IssueLevel.ERROR else issue.level.value, issue.message)
        for story in stories:
            report = dataclasses.replace(story.report, path=name + story.report.path.removeprefix(path))
            shape = coded(report, Extraction(story.events))
            click.echo(json.dumps(shape, ensure_ascii=False, indent=2 if json_pretty else None))
    if failed:
        raise SystemExit(1)


def date_option(written: str | None) -> str | None:
    """Return the date behind an option in ISO 8601. Raise BadParameter where it is none."""
    from timeline.read.dates import iso_date

    if written is None:
        return None
    try:
        day = iso_date(written)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--published") from None
    if day is None:
        raise click.BadParameter(f"{written!r} is not a date", param_hint="--published")
    return day


def named(name: str) -> tuple[bytes, str]:
    """Return the bytes of a file or of standard input, and the path that says how to read them.

    Raise TimelineError where there is no such file.
    """
    from timeline.coding import bytes_of

    if name == "-":
        data = sys.stdin.buffer.read()
        return data, "-.md" if data.lstrip(b"\xef\xbb\xbf\r\n ").startswith(b"---") else "-.txt"
    try:
        return bytes_of(Path(name), name), name
    except OSError as error:
        raise TimelineError(f"{name}: {reason(error)}") from None


@cli.command("original")
@click.argument("event", metavar="EVENT")
@db_option
def original_command(event: str, db: Path) -> None:
    """Print the dataset rows behind EVENT as received: one JSON object per row, every cell as text.

    EVENT is an event's id, such as ucdp_ged-244657.
    """
    from timeline.datasets import cells
    from timeline.store.records import originals

    for report_id, line, format_name, first, following in originals(db, event):
        row = {"report": report_id, "line": line, "cells": cells(format_name, first, following)}
        click.echo(json.dumps(row, ensure_ascii=False))


@cli.command("check")
@db_option
def check_command(db: Path) -> None:
    """Prove the database: keys, invariants, every quote equal to its report's text at its span."""
    from timeline.store.check import check

    problems = check(db)
    for problem in problems:
        complain("error", problem)
    if problems:
        raise TimelineError(f"{db}: {len(problems)} problems")
    click.echo(f"{db}: no problem found")


@cli.command("migrate")
@db_option
def migrate_command(db: Path) -> None:
    """Bring the database file to the tables of this version."""
    from timeline.store.migrate import migrate

    migrate(db)
    click.echo(f"{db}: up to date")


@cli.command("serve")
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port to listen on."
)
@click.option("--edit", is_flag=True, help="Let events be judged on their pages (on this machine only).")
def serve_command(db: Path, host: str, port: int, edit: bool) -> None:
    """Show the database in the browser with Datasette."""
    from timeline.serve.server import serve

    serve(db, host, port, edit=edit)


@cli.command("score")
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False), default=Path(), show_default=True,
    help="The checkout with tests/gold and data/reports.",
)  # fmt: skip
@click.option(
    "--eval", "sets", type=click.Path(path_type=Path, exists=True), help="Folder of public development sets."
)
@click.option(
    "--floors", type=click.Path(path_type=Path, exists=True), help="Figures that may not be fallen below."
)
@click.option(
    "-v", "--verbose", is_flag=True, help="Every event that is missed or too many, every wrong pair."
)
def score_command(root: Path, sets: Path | None, floors: Path | None, verbose: bool) -> None:
    """Measure coder and matching on our own gold sets, and with --eval the coder on public sets."""
    from timeline.score import board, same

    found, matched = board.own(root, click.echo if verbose else lambda line: None)
    click.echo(board.table(found))
    for line in same.lines(matched):
        click.echo(line)
    if sets is not None:
        click.echo(board.public(sets))
    if floors is not None and (
        fallen := board.below(board.figures(found, matched), board.load_floors(floors))
    ):
        raise TimelineError("; ".join(fallen))


cli.add_command(export_command)
cli.add_command(fetch)
cli.add_command(judge)
cli.add_command(watch_command)
