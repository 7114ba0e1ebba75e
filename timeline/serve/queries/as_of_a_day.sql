-- title: What had been reported by a day
-- description: Every event as it stood on a day: what later reports changed, raised or took back is as it was, and what nobody had told yet is not there.
select
  date_start as date,
  title,
  status,
  fatalities_low as killed_at_least,
  fatalities_high as killed_at_most,
  independent_sources,
  valid_from as reported,
  valid_to as changed,
  event_id as id
from event_history
where (valid_from is null or valid_from <= :day)
  and (valid_to is null or valid_to > :day)
  and shown
order by date_start desc, event_id
