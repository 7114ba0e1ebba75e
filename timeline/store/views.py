"""The views for people, as SQL. They only read, and can be dropped and made again at any time."""

KIND = "replace(kind, '_', ' ') || coalesce(' (' || side || ')', '')"

NUMBER = f"""(case
    when low = high then low
    when low is not null and high is not null then low || '-' || high
    when low is not null then 'at least ' || low
    when high is not null then 'up to ' || high
    when best is not null then 'about ' || best
    else as_written end) || ' ' || {KIND}"""


def joined(item: str, rows: str, order: str) -> str:
    """One text of the different values of ``item`` over ``rows`` (``from …``), by the smallest ``order``."""
    return (
        "(select group_concat(item, '; ') from"
        f" (select {item} as item {rows} group by item having item is not null order by min({order}), item))"
    )


def named(*roles: str) -> str:
    """The names of an event's participants in ``roles``."""
    return joined(
        "coalesce(actors.name, name_as_written)",
        "from participants left join actors on actors.id = actor_id"
        f" where event_id = events.id and role in ({', '.join(repr(role) for role in roles)})",
        "position",
    )


COUNTED = """from (
    select kind, side, low, best, high, as_written, format('%04d', position) as place
    from event_quantities where event_id = events.id
    union all
    select kind, side, low, best, high, as_written, claims.id || ' ' || position
    from claims join quantities on claim_id = claims.id
    where claims.event_id = events.id and not exists (select 1 from event_quantities where event_id = events.id))"""
"""What the figures come to, where several reports give them; else those of the one report."""

ROW = f"""
  date_start as date, date_end, date_precision, title, event_type, event_mode, status,
  {named("actor", "side_a", "side_b")} as actors,
  {named("recipient", "victim")} as recipients,
  {named("mediator")} as mediators,
  {named("host")} as hosts,
  place_name as place, country,
  {
    joined(
        NUMBER,
        COUNTED,
        "place",
    )
} as numbers,
  {
    joined(
        "coalesce(actors.name, claimant_as_written)",
        "from claims left join actors on actors.id = claimant_id where event_id = events.id",
        "claims.id",
    )
} as says_who,
  {
    joined(
        "sources.name",
        "from claims join reports on reports.id = report_id join sources on sources.id = source_id"
        " where event_id = events.id",
        "sources.name",
    )
} as sources,
  reports, independent_sources, dataset, id"""

TIMELINE = f"select {ROW}\nfrom events where shown"

MACHINE_CODINGS = f"""select {ROW},
  (select group_concat(value, '; ') from json_each(flags)) as flags
from events where not shown and coalesce(flags, '') not like '%"hidden"%'"""

CITED_REPORTS = """select
  sources.name as publisher, title, published_at, citations.url, count(distinct event_id) as events,
  (select id from reports where reports.url = citations.url) as report_id, source_id
from citations left join sources on sources.id = source_id
group by source_id, title, published_at, citations.url"""

CLAIMS_SIDE_BY_SIDE = f"""select
  claims.event_id, events.title as event, reports.title as report, sources.name as publisher,
  agencies.name as agency, coalesce(actors.name, claimant_as_written) as claimant, channel, stance,
  claims.status, claims.date_start, claims.date_end, claims.date_precision, claims.date_as_written,
  {joined(NUMBER, "from quantities where claim_id = claims.id", "position")} as numbers,
  quote, reports.published_at, claims.report_id, claims.id
from claims
join events on events.id = claims.event_id
join reports on reports.id = claims.report_id
left join sources on sources.id = reports.source_id
left join sources as agencies on agencies.id = reports.agency_id
left join actors on actors.id = claims.claimant_id"""

COVERAGE = """select
  sources.name as source, substr(published_at, 1, 10) as day, count(*) as reports, source_id
from reports left join sources on sources.id = source_id
group by source_id, day"""

STATED = (
    *(
        "title",
        "event_type",
        "event_mode",
        "status",
        "date_start",
        "date_end",
        "date_precision",
        "place_name",
    ),
    *("country", "fatalities_low", "fatalities_best", "fatalities_high", "reports", "independent_sources"),
    *("flags", "shown"),
)

EVENT_HISTORY = f"""select id as event_id, known_from as valid_from, null as valid_to, {", ".join(STATED)}
from events where id not in (select event_id from event_versions)
union all
select event_id, valid_from, valid_to, {", ".join(f"json_extract(value, '$.{name}')" for name in STATED)}
from event_versions"""

EVENTS_TEXT = """select
  events.rowid as event_rowid, title,
  (select group_concat(
      name_as_written || coalesce('; ' || nullif(actors.name, name_as_written), '')
      || coalesce('; ' || (select group_concat(alias, '; ') from actor_aliases where actor_id = actors.id), ''), '; '
    ) from participants left join actors on actors.id = actor_id where event_id = events.id
  ) as participants,
  coalesce(place_name || '; ', '') || coalesce(place_as_written || '; ', '')
    || coalesce(admin1 || '; ', '') || coalesce(country, '') as places
from events"""

VIEWS = {
    "timeline": TIMELINE,
    "machine_codings": MACHINE_CODINGS,
    "cited_reports": CITED_REPORTS,
    "claims_side_by_side": CLAIMS_SIDE_BY_SIDE,
    "coverage": COVERAGE,
    "event_history": EVENT_HISTORY,
    "events_text": EVENTS_TEXT,
}
