"""What can be rebuilt from the tables: views for people, full-text search, triggers that guard quotes.

Alembic owns tables and indexes and sees nothing of this. Rebuilding a table in a migration fails under a view
and loses triggers without a word, so a migration drops all of it first and makes it after.
"""

import sqlite3

from sqlite_utils import Database

from timeline.store.views import VIEWS

TOKENIZER = "unicode61 remove_diacritics 2"

EVENTS_SEARCH = f"""create virtual table events_fts using fts5(
  title, participants, places,
  tokenize='{TOKENIZER}', content='events_text', content_rowid='event_rowid'
)"""

QUOTE_DIFFERS = """not exists (
    select 1 from reports where id = new.report_id
    and substr(text, new.span_start + 1, new.span_end - new.span_start) = new.quote)"""

SPAN_OUTSIDE = """not exists (
    select 1 from claims join reports on reports.id = report_id
    where claims.id = new.claim_id and new.span_end <= length(text))"""


def guard(table: str, event: str, when: str, message: str) -> str:
    """A trigger that refuses a row of ``table`` where ``when`` holds, which a CHECK cannot ask elsewhere."""
    return f"""create trigger {table}_{event} before {event} on {table} when {when}
begin select raise(abort, '{message}'); end"""


TRIGGERS = {
    f"{table}_{event}": guard(table, event, when, message)
    for table, when, message in (
        (
            "claims",
            f"new.span_start is not null and {QUOTE_DIFFERS}",
            "the quote of a claim differs from its report at its span",
        ),
        ("evidence", SPAN_OUTSIDE, "a span of evidence lies outside its report"),
    )
    for event in ("insert", "update")
}

SAMPLE = 1_000
"""Rows of each index from which the planner's statistics are made."""

SEARCH = ("events_fts", "reports_fts")


def build(conn: sqlite3.Connection) -> None:
    """Make the views, the triggers and the search tables, which must not exist. ``refresh`` fills them."""
    db = Database(conn, execute_plugins=False)
    for name, sql in VIEWS.items():
        db.create_view(name, sql)
    for sql in TRIGGERS.values():
        db.execute(sql)
    db.execute(EVENTS_SEARCH)
    db.table("reports").enable_fts(["title", "text"], tokenize=TOKENIZER)


def drop(conn: sqlite3.Connection) -> None:
    """Take away every view, trigger and search table of the file, also one that the code no longer knows."""
    for kind in ("trigger", "view"):
        for (name,) in found(conn, kind):
            conn.execute(f'drop {kind} "{name}"')
    for (name,) in found(conn, "table", "and sql like 'create virtual table%'"):
        conn.execute(f'drop table "{name}"')


def refresh(conn: sqlite3.Connection) -> None:
    """Bring search and the planner's statistics into step with the tables."""
    for name in SEARCH:
        conn.execute(f"insert into {name} ({name}) values ('rebuild')")
    conn.execute(f"pragma analysis_limit = {SAMPLE}")
    conn.execute("analyze")


def is_current(conn: sqlite3.Connection) -> bool:
    """Is everything in the file as ``build`` makes it in an empty one?"""
    wanted = sqlite3.connect(":memory:")
    try:
        for table in ("events", "reports", "claims", "evidence"):
            (sql,) = conn.execute("select sql from sqlite_master where name = ?", (table,)).fetchone()
            wanted.execute(sql)
        build(wanted)
        return shapes(conn) == shapes(wanted)
    finally:
        wanted.close()


def shapes(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """The name and SQL of every view, trigger and search table, by name."""
    rows = conn.execute(
        "select name, sql from sqlite_master"
        " where type in ('view', 'trigger') or sql like 'create virtual table%' order by name"
    )
    return rows.fetchall()


def found(conn: sqlite3.Connection, kind: str, more: str = "") -> list[tuple[str]]:
    """The names in the file's schema of ``kind``, in order."""
    return conn.execute(
        f"select name from sqlite_master where type = ? {more} order by name", (kind,)
    ).fetchall()
