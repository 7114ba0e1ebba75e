"""``timeline watch``: options in, pages in a folder, one line a round."""

import re
import time
from pathlib import Path

import click

from timeline.complaints import complain

SPAN = re.compile(r"(\d{1,6})([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
LEAST = 60  # seconds between two rounds


def seconds_in(ctx: click.Context, parameter: click.Parameter, value: str) -> int:
    """Return a span of time such as 15m in seconds. Raise BadParameter where it is none, or too short."""
    found = SPAN.fullmatch(value)
    seconds = int(found[1]) * SECONDS[found[2]] if found else 0
    if seconds < LEAST:
        raise click.BadParameter(f"{value!r} is no span of a minute or more: 15m, 2h, 1d")
    return seconds


@click.command("watch")
@click.argument("targets", nargs=-1, required=True, metavar="URL|FILE...")
@click.option(
    "--into", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("data/archive"),
    show_default=True, help="The folder to write into; ingest reads it.",
)  # fmt: skip
@click.option("--once", is_flag=True, help="One round, then end.")
@click.option(
    "--every",
    "seconds",
    callback=seconds_in,
    default="15m",
    metavar="SPAN",
    show_default=True,
    help="Time between two rounds.",
)
@click.option(
    "--feeds-only", is_flag=True, help="Keep the feeds themselves, and ask for no article behind them."
)
@click.option(
    "--allow-private", is_flag=True, help="Visit addresses of this machine and of private networks as well."
)
@click.option("-q", "--quiet", is_flag=True, help="Do not name what could not be fetched.")
def watch_command(
    targets: tuple[str, ...], folder: Path, once: bool, seconds: int, feeds_only: bool, allow_private: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Poll feeds and pages at URL, or listed in FILE one a line, and keep new articles for "timeline ingest".

    Sites are visited politely: robots.txt, one request at a time, and only for what has changed.
    """
    from timeline.fetch.visit import Rest, Visitor
    from timeline.fetch.watch import targets_in, watch_once

    def visitor(rest: Rest) -> Visitor:
        return Visitor(rest, allow_private)

    def say(message: str) -> None:
        if not quiet:
            complain("warning", message)

    addresses = targets_in(targets)
    while True:
        found = watch_once(addresses, folder, visitor, say, feeds_only)
        click.echo(
            f"{found.new} new files in {folder}, {found.unchanged} addresses unchanged, {found.failed} failed"
        )
        if once:
            raise SystemExit(1 if found.failed else 0)
        time.sleep(seconds)
