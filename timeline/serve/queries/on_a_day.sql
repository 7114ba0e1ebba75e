-- title: What happened on a day
-- description: Every event whose date holds the day (written 2025-07-22), those known to the day first. An empty day means the last day with events. Planned and claimed events are listed too: read the status.
with asked(day) as (
  select coalesce(nullif(trim(:day), ''), (select max(date_start) from events where date_precision = 'day' and shown))
)
select
  events.date_start,
  events.date_end,
  events.date_precision,
  events.status,
  events.title,
  events.event_type,
  events.event_mode,
  events.place_name as place,
  events.country,
  events.reports,
  events.id as event
from asked
join events on events.date_start <= asked.day and events.date_end >= asked.day and events.shown
order by
  julianday(events.date_end) - julianday(events.date_start),
  events.date_start,
  events.id
