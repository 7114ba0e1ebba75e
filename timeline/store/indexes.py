"""Indexes of a load into empty tables: made after the rows, by sorting once, which takes half the time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_after(conn: sqlite3.Connection) -> Iterator[None]:
    """Take away every index that is no key while the block writes, and make them again behind it."""
    query = "select name, sql from sqlite_master where type = 'index' and sql is not null order by name"
    indexes = conn.execute(query).fetchall()
    for name, _ in indexes:
        conn.execute(f'drop index "{name}"')
    yield
    for _, sql in indexes:
        conn.execute(sql)
