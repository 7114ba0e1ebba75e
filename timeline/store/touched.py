"""What an ingest touches: the codings and reports whose neighbours came, changed or went.

Only these are compared and grouped anew; what they are not connected with stays as it is.
"""

import sqlite3
from collections.abc import Iterable

GONE_REPORTS = "select id from reports where id not in (select report_id from input_reports)"
GONE_CODINGS = f"select id from codings where report_id in ({GONE_REPORTS})"

MAKE = (
    "create temp table if not exists touched (coding_id text primary key) without rowid",
    "create temp table if not exists touched_rows (report_id text primary key) without rowid",
    "create temp table if not exists touched_reports (report_id text primary key) without rowid",
)

NEIGHBOURS = """insert or ignore into touched
select b from matches where a in ({codings}) union select a from matches where b in ({codings})
union select id from codings where event_id in (select event_id from codings where id in ({codings}))"""

GOING = (
    f"insert or ignore into touched_rows select report_id from record_blocks where report_id in ({GONE_REPORTS})",
    NEIGHBOURS.format(codings=GONE_CODINGS),
    f"""insert or ignore into touched_reports
    select b from same_texts where a in ({GONE_REPORTS}) union select a from same_texts where b in ({GONE_REPORTS})""",
    f"delete from matches where a in ({GONE_CODINGS}) or b in ({GONE_CODINGS})",
    f"delete from coding_keys where coding_id in ({GONE_CODINGS})",
    f"delete from codings where report_id in ({GONE_REPORTS})",
    f"delete from same_texts where a in ({GONE_REPORTS}) or b in ({GONE_REPORTS})",
    f"delete from text_bands where report_id in ({GONE_REPORTS})",
    f"update reports set syndicated_from = null where syndicated_from in ({GONE_REPORTS})",
)
"""Of reports that go: what they were compared with is touched, and what was decided about them goes with them."""


def make_marks(conn: sqlite3.Connection) -> None:
    """Make the lists of what is touched, if they are not there."""
    for statement in MAKE:
        conn.execute(statement)


def touch(conn: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Mark codings; a key that is no coding's is passed over later."""
    conn.executemany("insert or ignore into touched values (?)", [(key,) for key in sorted(set(ids))])


def last_report(conn: sqlite3.Connection) -> int:
    """Return the number of the last row of ``reports``: what is stored from now on lies behind it."""
    (last,) = conn.execute("select coalesce(max(rowid), 0) from reports").fetchone()
    return int(last)
