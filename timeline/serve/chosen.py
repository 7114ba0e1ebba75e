"""A selection with its dear conditions answered once: the page asks a dozen questions about the same events."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from timeline.serve.selection import Selection
from timeline.serve.where import Condition, Where, conditions, joined, where

DEAR = frozenset({"actors", "recipients", "parties", "sources", "search"})
MOST = 500_000  # rows; as numbers in one text they stay below the limit of a value
FEW = 20_000  # so many are looked up one by one; more are met while walking through the index


@dataclass(frozen=True, slots=True)
class Chosen:
    """``matched`` stands for every dear condition of ``selection``, if there are any and not too many rows."""

    selection: Selection
    matched: Condition | None = None

    def where(self, without: Collection[str] = (), more: Sequence[Condition] = ()) -> Where:
        """What ``where`` gives for the selection; a dear condition that is to be left out is asked anew."""
        if self.matched is None or DEAR & set(without):
            return where(self.selection, without, more)
        kept = [one for one in conditions(self.selection) if one.field not in (*DEAR, *without)]
        return joined([*kept, self.matched, *more])


def choose(conn: sqlite3.Connection, selection: Selection) -> Chosen:
    """Answer the dear conditions of ``selection``."""
    dear = [one for one in conditions(selection) if one.field in DEAR]
    if not dear:
        return Chosen(selection)
    clause = joined(dear)
    sql = f"select rowid from events where {clause.sql} limit {MOST + 1}"
    found = [row[0] for row in conn.execute(sql, clause.values)]
    if len(found) > MOST:
        return Chosen(selection)
    way = "" if len(found) <= FEW else "+"  # a plus keeps SQLite from using the key
    matched = f"{way}events.rowid in (select value from json_each(?))"
    return Chosen(selection, Condition("matched", matched, (json.dumps(found, separators=(",", ":")),)))
