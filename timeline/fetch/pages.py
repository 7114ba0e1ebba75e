"""The pages of an API in one file: JSON lines, each line one page as the API gave it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.errors import TimelineError
from timeline.fetch.download import PART, Fetched, Watch, alone, beside, discard, keep


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its bytes, how many rows it holds, and how many there are in all where the API says so."""

    body: bytes
    rows: int
    total: int | None = None


def save_pages(
    target: Path,
    pages: Callable[[Any], Iterator[Page]],
    watch: Watch,
    rows_of: Callable[[Any], list[Any]] | None = None,
) -> tuple[int, int | None]:
    """Write pages beside ``target``; return how many rows they hold, and how many the API announced.

    ``pages`` begins behind the page that it is handed, or with the first one (None). Where ``rows_of`` is given,
    pages of an interrupted run are taken over: only for a release that never changes. ``finish`` puts them in
    place. Raise TimelineError where there is no row at all; then nothing is written.
    """
    part = beside(target, PART)
    if part.exists():
        with part.open("rb") as held:
            alone(held, part)
    last, count = taken_over(part, rows_of) if rows_of else (None, 0)
    if last is None:
        discard(part)
    coming = pages(last)
    page = next(coming, None)
    total = page.total if page else None
    if page and count + page.rows:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab") as out, watch(target.name, total) as advance:
            alone(out, part)
            advance(count)
            try:
                while page is not None:
                    out.write(one_line(page.body))
                    out.flush()
                    count += page.rows
                    advance(page.rows)
                    page = next(coming, None)
            except BaseException:
                if rows_of is None:
                    discard(part)
                raise
    if not count:
        raise TimelineError(f"{target.name}: the answer holds 0 rows; nothing written")
    return count, total


def finish(target: Path) -> Fetched:
    """Put the pages of ``target`` in their place, once the caller is content with them."""
    keep(beside(target, PART), target)
    return Fetched(target, fresh=True)


def taken_over(part: Path, rows_of: Callable[[Any], list[Any]]) -> tuple[Any, int]:
    """Return the last page of an interrupted run and the number of its rows, after a cut line is taken off."""
    last, count, good = None, 0, 0
    if not part.exists():
        return None, 0
    with part.open("r+b") as lines:
        for line in lines:
            try:
                page = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                page = None
            if page is None:
                break
            last, good = page, good + len(line)
            count += len(rows_of(page))
        lines.truncate(good)
    return last, count


def one_line(body: bytes) -> bytes:
    """Return a page on one line: outside of strings a line break means nothing in JSON, inside there is none."""
    return body.replace(b"\r", b" ").replace(b"\n", b" ").strip() + b"\n"
