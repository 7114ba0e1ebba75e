-- title: Events that may be one
-- description: Pairs of events of one type that can have been on the same day, of which one began on the day asked for, with the days and kilometres between them. An empty day means the last day with events. A hint for a reader to check: two attacks on one day are two.
with asked(day) as (
  select coalesce(nullif(trim(:day), ''), (select max(date_start) from events where date_precision = 'day' and shown))
)
select
  one.date_start,
  days_between(one.date_start, one.date_end, two.date_start, two.date_end) as days_apart,
  round(distance_km(one.latitude, one.longitude, two.latitude, two.longitude), 1) as km_apart,
  one.event_type,
  one.title as first,
  two.title as second,
  one.status as first_status,
  two.status as second_status,
  one.id as event,
  two.id as later_event
from asked
join events as one on one.date_start = asked.day and one.shown
join events as two on two.event_type = one.event_type
  and two.date_start between date(asked.day, '-31 days') and date(asked.day, '+31 days')
  and two.shown
where (two.date_start <> one.date_start or two.id > one.id)
  and date_overlaps(one.date_start, one.date_end, two.date_start, two.date_end)
  and coalesce(distance_km(one.latitude, one.longitude, two.latitude, two.longitude), 0) <= 50
order by km_apart is null, km_apart, one.id, two.id
