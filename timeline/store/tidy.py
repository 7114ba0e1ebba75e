"""Take inputs out, and derive what follows from all reports together: actors, places, sources, counts."""

import sqlite3
from collections.abc import Iterable

from timeline.store.entities import PLACE, SOURCE
from timeline.store.judged import unsettle_judged
from timeline.store.rows import input_id
from timeline.store.same_url import SHRINKING, flag_same_url
from timeline.store.settle import MOVE, UNSETTLED
from timeline.store.touched import GOING, GONE_REPORTS

REMOVE_INPUT = (
    "delete from issues where input_id = ?",
    "delete from judgements where input_id = ?",
    "delete from input_reports where input_id = ?",
    "delete from inputs where id = ?",
)

GONE_CLAIMS = f"select id from claims where report_id in ({GONE_REPORTS})"
GONE_EVENTS = "select id from events where id not in (select event_id from claims)"

REMOVE_ORPHANS = (
    f"""insert or ignore into unsettled
    select event_id from claims where line is not null and report_id in ({GONE_REPORTS})""",
    SHRINKING.format(gone=GONE_REPORTS),
    *GOING,
    f"delete from citations where report_id in ({GONE_REPORTS})",
    f"delete from record_blocks where report_id in ({GONE_REPORTS})",
    f"delete from evidence where claim_id in ({GONE_CLAIMS})",
    f"delete from quantities where claim_id in ({GONE_CLAIMS})",
    f"delete from claims where report_id in ({GONE_REPORTS})",
    f"delete from participants where event_id in ({GONE_EVENTS})",
    f"delete from chosen_from where event_id in ({GONE_EVENTS})",
    f"delete from event_quantities where event_id in ({GONE_EVENTS})",
    f"delete from event_versions where event_id in ({GONE_EVENTS})",
    f"delete from event_links where event_id in ({GONE_EVENTS}) or other_id in ({GONE_EVENTS})",
    f"delete from events where id in ({GONE_EVENTS})",
    f"delete from stated_entities where report_id in ({GONE_REPORTS})",
    f"delete from reports where id in ({GONE_REPORTS})",
)

CHOSEN = """select entity_id, value from (
  select entity_id, value, row_number() over (partition by entity_id order by count(*) desc, value) as place
  from stated_entities where entity = '{entity}' group by entity_id, value
) where place = 1 order by entity_id"""
"""One description of each entity: the one that most reports give; of equals the first by its text."""


def filled(table: str, entity: str, columns: tuple[str, ...]) -> str:
    """The statement that fills ``table`` from the chosen descriptions."""
    values = ", ".join(f"json_extract(value, '$.{column}')" for column in columns)
    chosen = CHOSEN.format(entity=entity)
    return f"insert into {table} (id, {', '.join(columns)}) select entity_id, {values} from ({chosen})"


DERIVE = (
    "delete from sources",
    filled("sources", "source", SOURCE),
    "delete from places",
    filled("places", "place", PLACE),
    "delete from actor_aliases",
    "delete from actors",
    filled("actors", "actor", ("name", "kind", "country", "sector")),
    f"""update actors set parent_id = json_extract(value, '$.parent')
    from ({CHOSEN.format(entity="actor")}) where entity_id = actors.id
    and json_extract(value, '$.parent') in (select id from actors)""",
    """insert into actor_aliases
    select distinct actors.id, alias.value
    from (select distinct entity_id, value from stated_entities where entity = 'actor') as stated
      join actors on actors.id = entity_id, json_each(stated.value, '$.aliases') as alias
    where alias.value <> actors.name order by 1, 2""",
    MOVE,
    """update events set reports = n, independent_sources = m from (
      select event_id, count(distinct report_id) as n,
        count(distinct coalesce(voice, report_id)) as m
      from claims join reports on reports.id = report_id
      where event_id in (
        select event_id from claims group by event_id having count(*) > 1
        union select id from events where reports > 1
      )
      group by event_id
    ) where event_id = events.id and (reports <> n or independent_sources <> m)""",
)
"""An agency's story counts once, however many print it; ``sources`` stays as it was told by the reports."""


def remove(conn: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> None:
    """Delete the inputs with these paths and hashes, and all that came from none but them."""
    ids = [(input_id(path, sha256),) for path, sha256 in keys]
    if not ids:
        return
    conn.execute(UNSETTLED)
    unsettle_judged(conn)
    for statement in REMOVE_INPUT:
        conn.executemany(statement, ids)
    for statement in REMOVE_ORPHANS:
        conn.execute(statement)


def tidy(conn: sqlite3.Connection) -> None:
    """Derive actors, places, sources and counts from what the reports state now.

    Nothing is touched if nothing was written on ``conn`` so far: then what was derived still holds.
    """
    if not conn.total_changes:
        return
    for statement in DERIVE:
        conn.execute(statement)
    flag_same_url(conn)
