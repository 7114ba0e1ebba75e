"""Flags that one row of GDELT cannot know by itself: what its other rows, of any file, made of the same report.

They follow from the claims of all files together, so they are the same in whatever order the files come. Walking
the citations by address keeps one report's rows in memory at a time.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from timeline.store.rows import listed

FORMAT = "gdelt_events"
SHARED, SCATTERED = "shared_url", "scattered_places"
DERIVED = (SHARED, SCATTERED)
MOST_PLACES = 3

CITED = f"""select url, events.rowid, id, flags, report_id
from citations indexed by ix_citations_url join events on events.id = event_id
where url is not null and report_id in (select id from reports where format = '{FORMAT}') order by url"""

SET = "update events set flags = with_flags(flags, ?1, ?2) where rowid = ?3"

TOLD = "select version, place_as_written from claims where id = ?"

SHRINKING = f"""insert or ignore into unsettled
select event_id from citations where url in (
  select url from citations where report_id in ({{gone}})
) and report_id in (select id from reports where format = '{FORMAT}')"""
"""Events whose report loses some of its rows: made anew from their own rows, without the flags set here."""

Cited = tuple[str, int, str, str | None, str]
"""Address, row and key of an event, its flags, and the dataset file that names the address for it."""


def flag_same_url(conn: sqlite3.Connection) -> None:
    """Set the flags of events of GDELT whose report gave several."""
    if conn.execute(f"select 1 from reports where format = '{FORMAT}' limit 1").fetchone():
        conn.create_function("with_flags", 3, with_flags, deterministic=True)
        conn.executemany(SET, changes(conn))


def changes(conn: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Yield the flags that are to be added to an event, and its row, one report after another."""
    for _, group in groupby(conn.execute(CITED), itemgetter(0)):
        cited: list[Cited] = list(group)
        if len(cited) == 1:
            continue
        events = {row: (event_id, held) for _, row, event_id, held, _ in cited}
        shared = SHARED if len(events) > 1 else ""
        scattered = scattered_events(conn, cited) if len(cited) > MOST_PLACES else frozenset()
        for row, (event_id, held) in events.items():
            more = SCATTERED if event_id in scattered else ""
            if with_flags(held, shared, more) != held:
                yield shared, more, row


def scattered_events(conn: sqlite3.Connection, cited: Iterable[Cited]) -> frozenset[str]:
    """Return the events that a report puts at too many places, among those that were added at one time."""
    events: dict[str, set[str]] = {}
    places: dict[str, set[str]] = {}
    for _, _, event_id, _, report_id in cited:
        for added, place in conn.execute(TOLD, (f"{event_id}@{report_id[-8:]}",)):
            events.setdefault(added, set()).add(event_id)
            if place:
                places.setdefault(added, set()).add(place)
    return frozenset(
        event_id for added, found in places.items() if len(found) > MOST_PLACES for event_id in events[added]
    )


@lru_cache(maxsize=1_000)
def with_flags(flags: str | None, shared: str, scattered: str) -> str | None:
    """Return a list of flags with those for a shared report behind the others, each once."""
    held: list[str] = json.loads(flags) if flags else []
    derived = [flag for flag in DERIVED if flag in {*held, shared, scattered}]
    return listed((*(flag for flag in held if flag not in DERIVED), *derived))
