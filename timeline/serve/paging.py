"""The events of a selection page by page, asked in SQL: for files, which walk through all of them."""

import sqlite3

from timeline.serve.chosen import Chosen
from timeline.serve.selection import Cursor, Selection
from timeline.serve.where import Condition

NEXT = "select id, date_start from events where {where} order by date_start {way}, id {way} limit {most}"


def next_ids(
    conn: sqlite3.Connection, chosen: Chosen, most: int, only: tuple[Condition, ...] = ()
) -> tuple[tuple[str, ...], Cursor | None]:
    """The ids of one page of the list, and where the next page begins; nothing is counted or passed over.

    A page has ``most`` events; ``only`` those that meet further conditions.
    """
    selection, size = chosen.selection, most
    more = (_behind(selection),) if selection.after else ()
    clause = chosen.where(more=(*more, *only))
    way = "desc" if selection.sort == "newest" else "asc"
    rows = conn.execute(NEXT.format(where=clause.sql, way=way, most=size + 1), clause.values).fetchall()
    ids = tuple(row[0] for row in rows[:size])
    if len(rows) <= size:
        return ids, None
    return ids, Cursor(rows[size - 1][1] or "", rows[size - 1][0])


def _behind(selection: Selection) -> Condition:
    assert selection.after is not None
    sign = "<" if selection.sort == "newest" else ">"
    if not selection.after.day:
        return Condition("after", f"events.id {sign} ?", (selection.after.id,))
    day, key = selection.after.day, selection.after.id
    return Condition(
        "after", f"date_start {sign}= ? and (date_start {sign} ? or events.id {sign} ?)", (day, day, key)
    )
