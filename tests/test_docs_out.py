"""docs/out.md and the functions in docs/database.md say what the program does."""

import csv
import re
from pathlib import Path

from timeline.export.csv_rows import FORMULA
from timeline.serve import coverage, downloads, feed, files, out, silence
from timeline.serve.routes import ROUTES

DOCS = Path(__file__).parents[1] / "docs"
TOLD = (DOCS / "out.md").read_text(encoding="utf-8")


def test_every_kind_of_file_is_explained_and_no_other():
    assert list(files.KINDS) == re.findall(r"^\| `([\w.]+)` \|", TOLD, re.MULTILINE)


def test_every_address_of_a_page_that_lists_something_is_named():
    routes = " ".join(pattern for pattern, _ in ROUTES)

    assert [name for name in ("queries", "coverage") if f"/-/timeline/{name}`" not in TOLD] == []
    assert all(f"timeline/{name}$" in routes for name in ("queries", "coverage"))


def test_the_numbers_are_those_of_the_code():
    for number in (
        f"1 to {downloads.MOST_SIZE:,}, else {downloads.SIZE}",
        f"at most {files.MOST_DAYS:,} events",
        f"{feed.MOST} entries",
        f"Above {out.MOST_COUNTED:,} events",
        f"at least {silence.REGULAR} different days",
        f"more than {silence.SHORTEST} days",
        f"{silence.JUMP_REPORTS} more",
        f"Above {coverage.MOST_CITED:,} citations",
    ):
        assert number in " ".join(TOLD.split()), number
    assert (4, 3, 0.9, 4) == (
        silence.TIMES_USUAL,
        silence.JUMP_TIMES,
        silence.NINE_OF_TEN,
        silence.JUMP_DEVIATIONS,
    )


def test_the_way_to_undo_the_guard_of_a_cell_is_the_pattern_of_the_code():
    [undone] = re.findall(r"`\^('\+\[.*?\])`", TOLD)

    assert FORMULA.pattern.replace("'*", "'+") == undone


def test_every_function_is_explained_as_the_codebook_has_it():
    with (DOCS.parent / "timeline/vocab/functions.csv").open(encoding="utf-8", newline="") as file:
        rows = [f"| `{row['name']}({row['arguments']})` | {row['meaning']} |" for row in csv.DictReader(file)]
    told = (DOCS / "database.md").read_text(encoding="utf-8")

    assert [row for row in rows if row not in told] == []
