-- title: How exactly days and places are known
-- description: Events by how well their day and their place are known, most frequent first. Only those known to the day and the place are points on a map and a day of a timeline.
select
  date_precision,
  geo_precision,
  count(*) as events,
  known_to(date_precision, 'day') as on_a_day,
  known_to(geo_precision, 'near') as at_a_place
from events
where shown = 1
group by date_precision, geo_precision
order by events desc, date_precision, geo_precision
