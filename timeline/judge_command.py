"""``timeline judge``: write what a person decided about events into their file of judgements."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from timeline.complaints import complain
from timeline.errors import TimelineError
from timeline.model import JudgementKind

OPTIONS = (
    click.option(
        "--db", type=click.Path(path_type=Path, dir_okay=False), default=Path("timeline.db"), show_default=True,
        help="The database file.",
    ),
    click.option("--by", required=True, metavar="NAME", help="Who decides."),
    click.option("--why", required=True, metavar="TEXT", help="Why."),
    click.option("--on", metavar="DATE", help="When it was decided [default: today]."),
    click.option(
        "--file", type=click.Path(path_type=Path, dir_okay=False),
        help="The file of judgements [default: judgements.yaml in a registered folder].",
    ),
    click.option("--ingest", "then_ingest", is_flag=True, help="Bring the database up to date at once."),
)  # fmt: skip


def signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that every judgement has."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.group("judge")
def judge() -> None:
    """Decide about events: the decision is a line in a file, which every ingest reads."""


@judge.command("same")
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT...")
@signed
def same_command(events: tuple[str, ...], **given: Any) -> None:
    """The events are one. EVENT is the id of an event, or of one report's telling of it."""
    write(JudgementKind.SAME, events, {}, **given)


@judge.command("different")
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT...")
@signed
def different_command(events: tuple[str, ...], **given: Any) -> None:
    """The events are not one, whatever the rules of matching say."""
    write(JudgementKind.DIFFERENT, events, {}, **given)


@judge.command("set")
@click.argument("event")
@click.argument("column")
@click.argument("value")
@signed
def set_command(event: str, column: str, value: str, **given: Any) -> None:
    """COLUMN of EVENT is VALUE; an empty VALUE means "not stated"."""
    write(JudgementKind.SET, [event], {"column": column, "value": value or None}, **given)


@judge.command("hide")
@click.argument("event")
@signed
def hide_command(event: str, **given: Any) -> None:
    """Leave EVENT out of the timeline; it stays in the database, and its page says who hid it and why."""
    write(JudgementKind.HIDE, [event], {}, **given)


@judge.command("note")
@click.argument("event")
@signed
def note_command(event: str, **given: Any) -> None:
    """Say something about EVENT on its page: --why holds the note."""
    write(JudgementKind.NOTE, [event], {}, **given)


def write(
    kind: JudgementKind, events: Sequence[str], more: Mapping[str, str | None], db: Path, by: str, why: str,
    on: str | None, file: Path | None, then_ingest: bool,
) -> None:  # fmt: skip
    """Write one judgement, and say what comes next or do it."""
    from timeline.judging import Signed, append, entry_of, file_for, is_registered
    from timeline.store.lookup import ensure_events

    ensure_events(db, events)
    target = file or file_for(db)
    append(target, entry_of(kind, events, Signed(by, day_of(on), why), more))
    extra = [] if is_registered(target, db) else [target]
    if then_ingest:
        bring_up_to_date(extra, db, target)
    else:
        path = f" {target}" if extra else ""
        click.echo(f"{target}: written; now run: timeline ingest{path} --db {db}")


def day_of(on: str | None) -> date:
    try:
        return date.fromisoformat(on) if on else date.today()
    except ValueError:
        raise TimelineError(f"--on: {on!r} is no day, write 2025-07-22") from None


def bring_up_to_date(paths: Sequence[Path], db: Path, written: Path) -> None:
    """Ingest, and tell what does not hold; exit status 1 if the file of judgements has such an entry."""
    from timeline.ingest import ingest

    summary = ingest(paths, db)
    for level, problem in summary.problems:
        complain(level.value, problem)
    click.echo(f"{written}: written; {summary.reports} reports, {summary.events} events")
    if any(problem.startswith(str(written)) for _, problem in summary.problems):
        raise SystemExit(1)
