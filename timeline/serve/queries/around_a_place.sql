-- title: Events around a point
-- description: Events within so many kilometres of a point in degrees, nearest first. Empty fields mean the place with most events, and 50 km. An event known to a district or a country has the point of that district or country: read the precision beside the distance.
with busiest(latitude, longitude) as (
  select latitude, longitude from events
  where latitude is not null and shown group by place_id order by count(*) desc, place_id limit 1
),
asked(latitude, longitude, km) as (
  select
    coalesce(cast(nullif(trim(:latitude), '') as real), (select latitude from busiest)),
    coalesce(cast(nullif(trim(:longitude), '') as real), (select longitude from busiest)),
    coalesce(cast(nullif(trim(:km), '') as real), 50)
),
near as (
  select events.*, distance_km(asked.latitude, asked.longitude, events.latitude, events.longitude) as away, asked.km
  from asked
  join events on events.latitude between asked.latitude - asked.km / 110.0 and asked.latitude + asked.km / 110.0
  where events.shown
)
select
  round(away, 1) as km,
  geo_precision,
  place_name as place,
  date_start,
  date_precision,
  status,
  title,
  id as event
from near
where away <= km
order by away, date_start desc, id
