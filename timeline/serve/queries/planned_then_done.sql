-- title: Planned events that were later reported as done
-- description: Announced events beside what was reported afterwards, and why the two are put together. "Same day, type and actor" (and no other place) is a hint for a reader to check, not a finding.
with pairs as (
  select event_links.event_id as one, event_links.other_id as two, 'linked: ' || event_links.reason as why
  from event_links
  where event_links.kind = 'planned_as'
  union
  select planned.id, done.id, 'same day, type and actor'
  from events as planned
  join events as done on done.event_type = planned.event_type and done.date_start = planned.date_start
  where planned.status = 'planned'
    and done.status in ('occurred', 'ongoing', 'claimed')
    and planned.date_precision = 'day'
    and done.date_precision = 'day'
    and done.shown
    and coalesce(planned.place_id, done.place_id, '') = coalesce(done.place_id, planned.place_id, '')
    and exists (
      select 1
      from participants as first
      join participants as second on second.actor_id = first.actor_id
      where first.event_id = planned.id and second.event_id = done.id
    )
),
ordered as (
  select one as planned, two as done, why from pairs
  union
  select two, one, why from pairs
)
select
  planned.date_start as planned_for,
  planned.title as announced,
  done.status as then_reported_as,
  done.date_start as on_day,
  done.title as reported,
  ordered.why,
  planned.id as event,
  done.id as later_event
from ordered
join events as planned on planned.id = ordered.planned and planned.status = 'planned'
join events as done on done.id = ordered.done and done.status in ('occurred', 'ongoing', 'claimed')
union all
select
  events.date_start,
  before.quote,
  after.status,
  after.date_start,
  after.quote,
  'one event, told twice',
  events.id,
  events.id
from claims as before
join claims as after on after.event_id = before.event_id and after.status in ('occurred', 'ongoing', 'claimed')
join events on events.id = before.event_id
join reports as early on early.id = before.report_id
join reports as late on late.id = after.report_id
where before.status = 'planned' and early.published_at < late.published_at
order by 1 desc, 7, 8
