"""What of a file has the most events: where its pages have the most to do."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from timeline.store.revision import open_for_reading

EVENTS = "select id from events where shown order by id limit 2000"
COUNTRIES = (
    "select country from events where shown and country is not null group by 1 order by count(*) desc, 1"
)
ACTORS = "select actor_id from participants where actor_id is not null group by 1 order by count(*) desc, 1"
SOURCES = "select source_id from citations where source_id is not null group by 1 order by count(*) desc, 1"
REPORTS = "select report_id from claims where line is not null group by 1 order by count(*) desc, 1"


@dataclass(frozen=True, slots=True)
class Busiest:
    """Ids, those with the most events first; of events just some."""

    events: tuple[str, ...]
    countries: tuple[str, ...]
    actors: tuple[str, ...]
    sources: tuple[str, ...]
    reports: tuple[str, ...]


def busiest(db: Path) -> Busiest:
    """The things of the datasets in ``db``. Raise TimelineError where the file is not ours."""
    with closing(open_for_reading(db)) as conn:
        return Busiest(*(_ids(conn, sql) for sql in (EVENTS, COUNTRIES, ACTORS, SOURCES, REPORTS)))


def _ids(conn: sqlite3.Connection, sql: str) -> tuple[str, ...]:
    return tuple(str(key) for (key,) in conn.execute(sql))
