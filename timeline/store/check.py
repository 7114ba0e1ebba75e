"""Prove a database file: that it is whole, that its rows fit together, that every quote is in its report."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from timeline.errors import TimelineError
from timeline.store import shape
from timeline.store.revision import head, open_for_reading, stored_revision
from timeline.store.views import VIEWS

FAULTS = {
    "events: low, best and high out of order": """select id from events where fatalities_low > fatalities_best
        or fatalities_best > fatalities_high or fatalities_low > fatalities_high""",
    "quantities: low, best and high out of order": """select claim_id from quantities
        where low > best or best > high or low > high""",
    "participants: counts out of order": "select event_id from participants where count_low > count_high",
    "events: ends before it starts": "select id from events where date_start > date_end",
    "claims: ends before it starts": "select id from claims where date_start > date_end",
    "events: a day that is not in the calendar": """select id from events
        where date_start <> date(date_start) or date_end <> date(date_end)""",
    "events: no claim": "select id from events where id not in (select event_id from claims)",
    "events: wrong number of reports": """select id from events where reports <> (
        select count(distinct report_id) from claims where event_id = events.id)""",
    "events: wrong number of independent sources": """select id from events where independent_sources <> (
        select count(distinct coalesce(voice, report_id))
        from claims join reports on reports.id = report_id where event_id = events.id)""",
    "events: a context that the codebook does not name": """select events.id
        from events, json_each(contexts) as context where context.value not in (
          select value from codebook where "table" = 'events' and "column" = 'contexts' and value <> '')""",
    "events: a flag that the codebook does not name": """select events.id
        from events, json_each(flags) as flag where flag.value not in (
          select value from codebook where "table" = 'events' and "column" = 'flags' and value <> '')""",
    "codings: told by no claim of its event": """select codings.id from codings where not exists (
        select 1 from claims where claims.event_id = codings.event_id and claims.report_id = codings.report_id)""",
    "inputs: wrong number of reports": """select id from inputs where reports < (
        select count(*) from input_reports where input_id = inputs.id)""",
    "reports: no input": "select id from reports where id not in (select report_id from input_reports)",
    "claims: the quote is not in the report at its span": """select claims.id
        from claims join reports on reports.id = report_id where span_start is not null
        and quote is not substr(text, span_start + 1, span_end - span_start)""",
    "evidence: the span is outside the report": """select claim_id
        from evidence join claims on claims.id = claim_id join reports on reports.id = report_id
        where evidence.span_end > length(text) or evidence.span_start < 0""",
}
"""What no row may show: each query names the rows that do."""


def check(path: Path) -> list[str]:
    """Return every fault that the file has, one line each; nothing if it is good.

    ``TimelineError`` if the file is not ours, is newer than this code, or cannot be opened.
    """
    if not path.exists():
        raise TimelineError(f"{path}: no such file")
    try:
        with closing(open_for_reading(path)) as conn:
            revision = stored_revision(conn, path)
            if revision is None:
                return ["file: empty"]
            if revision != head():
                return [f"schema: revision {revision}, this program has {head()}: run timeline migrate"]
            return [*damage(conn), *broken_rows(conn), *stale(conn)]
    except sqlite3.DatabaseError as error:
        return [f"file: {error}"]


def damage(conn: sqlite3.Connection) -> Iterator[str]:
    """What SQLite itself finds wrong."""
    for (fault,) in conn.execute("pragma integrity_check"):
        if fault != "ok":
            yield f"file: {fault}"
    broken = Counter((table, parent) for table, _, parent, _ in conn.execute("pragma foreign_key_check"))
    for (table, parent), count in sorted(broken.items()):
        yield f"{table}: {count} rows point to no row of {parent}"


def broken_rows(conn: sqlite3.Connection) -> Iterator[str]:
    """What our own rules find wrong, by rule, with the first row that breaks it."""
    for fault, query in FAULTS.items():
        if found := conn.execute(query).fetchall():
            yield f"{fault}: {len(found)}, first {found[0][0]}"


def stale(conn: sqlite3.Connection) -> Iterator[str]:
    """Views and triggers that are missing or old, and search that does not follow the rows."""
    if not shape.is_current(conn):
        yield "schema: views, triggers or search differ from this program: run timeline migrate"
        return
    for view in VIEWS:
        conn.execute(f"select * from {view} limit 1").fetchall()
    conn.execute("pragma query_only = 0")  # search proves itself by a command in the form of an insert
    conn.execute("begin")
    for name in shape.SEARCH:
        try:
            conn.execute(f"insert into {name} ({name}, rank) values ('integrity-check', 1)")
        except sqlite3.OperationalError as error:
            yield f"{name}: search cannot be checked: {error}"
        except sqlite3.DatabaseError:
            yield f"{name}: search does not follow the rows"
    conn.execute("rollback")
