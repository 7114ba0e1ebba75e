"""The row of a dataset behind an event, cell by cell as received, where its terms allow to show it."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.errors import TimelineError
from timeline.store.records import lines_from
from timeline.vocab.datasets import dataset_of

MOST = 6  # rows of one event


@dataclass(frozen=True, slots=True)
class Original:
    """One row: where it stands, its filled cells, and what else is to be said."""

    dataset: str
    line: int
    cells: tuple[tuple[str, str], ...]
    note: str


def read_originals(conn: sqlite3.Connection, claims: Sequence[Mapping[str, Any]]) -> tuple[Original, ...]:
    """The rows that ``claims`` came from; of a report in prose there is none."""
    rows = [claim for claim in claims if claim["line"] is not None]
    return tuple(_original(conn, claim) for claim in rows[:MOST])


def _original(conn: sqlite3.Connection, claim: Mapping[str, Any]) -> Original:
    # Not at the top: it loads every reader, and most pages show no dataset.
    from timeline.datasets import cells

    report = conn.execute("select format, text from reports where id = ?", (claim["report_id"],)).fetchone()
    dataset = dataset_of(report["format"])
    title = dataset.title if dataset else report["format"]
    if dataset and dataset.redistributable is False:
        note = f"The terms of {dataset.title} do not allow to show its row; “timeline original” prints it."
        return Original(title, claim["line"], (), note)
    try:
        found = cells(report["format"], report["text"], lines_from(conn, claim["report_id"], claim["line"]))
    except TimelineError as error:
        return Original(title, claim["line"], (), str(error))
    filled = tuple((name, value) for name, value in found.items() if value)
    empty = len(found) - len(filled)
    note = (dataset.notice if dataset else "") + (f" {empty} empty cells are left out." if empty else "")
    return Original(title, claim["line"], filled, note.strip())
