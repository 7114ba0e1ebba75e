"""Test the checks of all tables over all rows at once, as SQLite itself does row by row."""

import sqlite3
from collections.abc import Iterator

import sqlalchemy as sa

from timeline.store.schema import metadata


def broken_checks(conn: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield table, key and the name of the check for rows that break one, the first row of each table."""
    for table in metadata.sorted_tables:
        checks = rules_of(table)
        if not checks:
            continue
        broken = " or ".join(f"not ({rule})" for _, rule in checks)
        key = " || ' ' || ".join(column.name for column in table.primary_key)
        row = conn.execute(f"select {key} from {table.name} where {broken} limit 1").fetchone()
        if row:
            yield table.name, str(row[0]), first_broken(conn, table, key, row[0], checks)


def first_broken(
    conn: sqlite3.Connection, table: sa.Table, key: str, row: str, checks: list[tuple[str, str]]
) -> str:
    """Return the name of the first check that a row breaks."""
    query = "select 1 from {} where {} = ? and not ({})"
    return next(
        name for name, rule in checks if conn.execute(query.format(table.name, key, rule), (row,)).fetchone()
    )


def broken_rule(conn: sqlite3.Connection, name: str, key: str) -> str | None:
    """Return the name of the first check that the row with the ``id`` ``key`` breaks; None if it breaks none."""
    for rule, text in rules_of(metadata.tables[name]):
        if conn.execute(f"select 1 from {name} where id = ? and not ({text})", (key,)).fetchone():
            return rule
    return None


def rules_of(table: sa.Table) -> list[tuple[str, str]]:
    """Return the checks of a table by name."""
    found = [one for one in table.constraints if isinstance(one, sa.CheckConstraint)]
    return sorted((str(one.name), str(one.sqltext)) for one in found)
