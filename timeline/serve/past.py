"""The timeline as of a day: what had been reported until then, and nothing that was published later.

Every question of a page names tables: ``events``, ``participants``, ``claims``. For the time of one question
these names stand for views over what was known: SQLite looks for a name among the temporary ones first. So no
question has to know of it, and none can be forgotten.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

UNCHANGING = ("id", "dataset", "dataset_event_id", "known_from")
KNOWN = (
    "(known_from is null or known_from <= '{day}') and id not in (select event_id from main.event_versions)"
)
VALID = "(valid_from is null or valid_from <= '{day}') and (valid_to is null or valid_to > '{day}')"
PUBLISHED = """report_id in (
  select id from main.reports where published_at is null or substr(published_at, 1, 10) <= '{day}')"""

EVENTS = f"""select rowid as rowid, {{columns}} from main.events where {KNOWN} and id {{among}}
union all
select events.rowid, {{stated}}
from main.event_versions as version join main.events as events on events.id = version.event_id
where {VALID} and version.event_id {{among}}"""
PARTICIPANTS = f"""select {{columns}} from main.participants
where exists (select 1 from main.events where id = event_id and {KNOWN}) and event_id {{among}}
union all
select {{stated}} from main.event_versions as version, json_each(version.participants) as part
where {VALID} and version.event_id {{among}}"""
QUANTITIES = """select * from main.event_quantities
where event_id not in (select event_id from main.event_versions)"""
CLAIMS = f"select rowid as rowid, * from main.claims where {PUBLISHED} and event_id {{among}}"
ALL = "is not null"


@contextmanager
def past(conn: sqlite3.Connection, day: date | None) -> Iterator[None]:
    """Let ``conn`` know only what had been published until ``day``, while the block runs; all without a day."""
    if day is None:
        yield
        return
    made: list[str] = []
    try:
        for name, sql in views(conn, day).items():
            conn.execute(f"create temp view {name} as {sql}")
            made.append(name)
        yield
    finally:
        for name in made:
            conn.execute(f"drop view temp.{name}")


def views(conn: sqlite3.Connection, day: date, among: str = ALL) -> dict[str, str]:
    """The tables as they were, by name; of the events whose ids are ``among`` some, an operator of SQL.

    SQLite itself would look for these only in all that the two halves of a union give.
    """
    events, parts = columns(conn, "events"), columns(conn, "participants")
    told = [
        f"events.{name}" if name in UNCHANGING else f"json_extract(version.value, '$.{name}')"
        for name in events
    ]
    taking = [
        "version.event_id" if name == "event_id" else f"json_extract(part.value, '$.{name}')"
        for name in parts
    ]
    values = {"day": day.isoformat(), "among": among}
    return {
        "events": EVENTS.format(columns=", ".join(events), stated=", ".join(told), **values),
        "participants": PARTICIPANTS.format(columns=", ".join(parts), stated=", ".join(taking), **values),
        "event_quantities": QUANTITIES,
        "claims": CLAIMS.format(**values),
    }


def columns(conn: sqlite3.Connection, table: str) -> list[str]:
    return [row[0] for row in conn.execute("select name from pragma_table_info(?, 'main')", (table,))]
