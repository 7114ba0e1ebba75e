"""Links between events: what was decided about their codings, said once for each pair of events and kind."""

import sqlite3

LINKED = """with decided as (
  select
    coalesce((select event_id from codings where id = link_from), link_from) as here,
    coalesce((select event_id from codings where id = other), other) as there,
    link as kind, score, reasons, a, b
  from (select *, iif(link_from = a, b, a) as other from matches where link is not null)
),
directed as (
  select iif(turned, there, here) as event_id, iif(turned, here, there) as other_id, kind, score, reasons, a, b
  from (select *, kind in ('contradicts', 'candidate_same') and here > there as turned from decided)
  where here <> there
),
ranked as (
  select *, row_number() over (partition by event_id, other_id, kind order by score desc, a, b) as place
  from directed
)
select event_id, other_id, kind,
  coalesce((select group_concat(json_extract(value, '$.words'), '; ') from json_each(reasons)), ''), score
from ranked where place = 1 order by 1, 2, 3"""
"""Of the decisions that join two events in one way, the one that says most. What holds both ways begins with the
event whose key sorts first."""


def link_events(conn: sqlite3.Connection) -> None:
    """Make the links anew from all decisions."""
    conn.execute("delete from event_links")
    conn.execute(f"insert into event_links (event_id, other_id, kind, reason, score) {LINKED}")
