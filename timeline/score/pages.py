"""Title, byline and date of saved pages against a public set, ours beside plain trafilatura.

``python -m timeline.score.pages FOLDER``; the folder holds ``readability_fixtures.jsonl`` and the pages it names.
Nothing of the set is part of this project.
"""

import gzip
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.errors import SourceFormatError, TimelineError
from timeline.read import html
from timeline.vocab.outlets import folded

FIELDS = ("title", "byline", "date")
LIST = "readability_fixtures.jsonl"
SIGNS = re.compile(r"^(?:written )?(?:by|par)\b[\s:]*|[.,;&|()]|\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What was read out of one page, as compared: title, byline and day in one form; "" where there is none."""

    title: str
    byline: str
    date: str


def score(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return for each field how many pages state it, and how many of these we and trafilatura read rightly.

    Raise TimelineError where ``folder`` does not hold the set.
    """
    counts = {name: [0, 0, 0] for name in FIELDS}
    for expected, own, other in compared(folder):
        for name in FIELDS:
            wanted = getattr(expected, name)
            if wanted:
                counts[name][0] += 1
                counts[name][1] += getattr(own, name) == wanted
                counts[name][2] += getattr(other, name) == wanted
    return {name: (pages, ours, theirs) for name, (pages, ours, theirs) in counts.items()}


def compared(folder: Path) -> Iterator[tuple[Found, Found, Found]]:
    """Yield what each page says, what we read, and what trafilatura reads."""
    for row in pages(folder):
        stated = row["expected"]
        data = gzip.decompress((folder / row["html"]).read_bytes())
        expected = found(stated.get("title"), stated.get("byline"), stated.get("publishedTime"))
        yield expected, ours(data, row["id"]), theirs(data)


def pages(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of the set."""
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except OSError:
        raise TimelineError(f"{folder}: no {LIST} in it") from None
    return [json.loads(line) for line in lines if line]


def ours(data: bytes, name: str) -> Found:
    """Return what our reader makes of a page."""
    try:
        report = html.read(data, f"{name}.html")
    except SourceFormatError:
        return Found("", "", "")
    return found(report.title, ", ".join(report.byline), report.published)


def theirs(data: bytes) -> Found:
    """Return what trafilatura makes of it by itself."""
    from trafilatura import bare_extraction

    html.quiet()
    page = bare_extraction(data, with_metadata=True, include_comments=False)
    if page is None or isinstance(page, dict):
        return Found("", "", "")
    return found(page.title, page.author, page.date)


def found(title: str | None, byline: str | None, published: str | None) -> Found:
    """Return title and byline without case, accents and signs between names, and the day."""
    names = " ".join(SIGNS.sub(" ", " ".join((byline or "").split())).split())
    return Found(folded(title or ""), folded(names), (published or "")[:10])


def table(counts: dict[str, tuple[int, int, int]]) -> str:
    """Return the counts as lines for people."""
    lines = [f"{'field':<8}{'pages':>7}{'ours':>7}{'trafilatura':>13}"]
    lines += [f"{name:<8}{pages:>7}{ours:>7}{theirs:>13}" for name, (pages, ours, theirs) in counts.items()]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Print the counts; exit status 1 where we fall below trafilatura on a field."""
    if len(arguments) != 1:
        raise SystemExit("usage: python -m timeline.score.pages FOLDER")
    started = time.monotonic()
    try:
        counts = score(Path(arguments[0]))
    except TimelineError as error:
        raise SystemExit(f"Error: {error}") from None
    print(table(counts))
    print(f"{time.monotonic() - started:.1f} seconds", file=sys.stderr)
    if below := [name for name, (_, ours, theirs) in counts.items() if ours < theirs]:
        raise SystemExit(f"Error: below trafilatura on {', '.join(below)}")


if __name__ == "__main__":
    main(sys.argv[1:])
