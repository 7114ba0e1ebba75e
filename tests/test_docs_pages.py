"""docs/pages.md names what the pages understand."""

import re
from datetime import date
from pathlib import Path

from timeline.serve.grains import GRAINS
from timeline.serve.limits import MAX_COLUMNS, MAX_RESULT, MAX_VALUE_BYTES
from timeline.serve.selection import LISTS, MOST_VALUES, Box, Cursor, Selection
from timeline.serve.state import TIME_LIMIT
from timeline.serve.table_filters import EVENT_COLUMN

TEXT = (Path(__file__).parents[1] / "docs/pages.md").read_text(encoding="utf-8")
TOLD = set(re.findall(r"`([^`]+)`", TEXT))


def test_every_parameter_of_a_selection_is_explained():
    whole = Selection(
        start=date(2025, 7, 1),
        end=date(2025, 7, 2),
        unit="day",
        deaths=1,
        voices=1,
        search="a",
        machine=True,
        reach=True,
        box=Box(0, 0, 1, 1),
        sort="oldest",
        after=Cursor("2025-07-01", "a"),
        **dict.fromkeys(LISTS.values(), ("a",)),
    )
    told = {one.partition("=")[0] for one in TOLD}

    assert [name for name, _ in whole.pairs() if name not in told] == []


def test_every_facet_and_filter_of_table_pages_is_explained():
    assert [name for name in GRAINS if f"?_facet_{name}=COLUMN" not in TOLD] == []
    assert set(EVENT_COLUMN) <= TOLD
    assert {"?_participant=ACTOR", "?_weekday=COLUMN:Tuesday"} <= TOLD


def test_the_bounds_are_those_of_the_code():
    assert f"| {MAX_VALUE_BYTES // 1_000_000} MB:" in TEXT
    assert f"| {MAX_RESULT // 1_000_000} million characters" in TEXT
    assert f"| columns of a result | {MAX_COLUMNS} |" in TEXT
    assert f"; {TIME_LIMIT // 1000} s |" in TEXT
    assert f"({MOST_VALUES} at most)" in TEXT
