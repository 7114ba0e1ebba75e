"""What one connection may use: a single function call in SQL must not take gigabytes.

Datasette's time limit cannot interrupt one call of ``randomblob(1e9)``; SQLite's own limits refuse it.
"""

import sqlite3

MAX_VALUE_BYTES = 5_000_000
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MAX_VALUE_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
}


def limit(conn: sqlite3.Connection, attach: bool = False) -> None:
    """Set the limits on ``conn``; ``attach`` leaves ATTACH DATABASE working (Datasette's ``--crossdb``)."""
    for category, value in LIMITS.items():
        conn.setlimit(category, value)
    if not attach:
        conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
