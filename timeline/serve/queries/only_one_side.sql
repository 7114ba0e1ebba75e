-- title: Said by one side only
-- description: Events behind which a single claimant stands, with who says so and how many independent sources print it. Many prints of one statement are one voice.
select
  events.date_start,
  events.status,
  coalesce(actors.name, claims.claimant_as_written) as claimant,
  group_concat(distinct claims.channel) as channels,
  events.title,
  events.independent_sources,
  events.reports,
  events.id as event
from claims
join events on events.id = claims.event_id and events.shown
left join actors on actors.id = claims.claimant_id
where claims.claimant_as_written is not null
group by events.id
having count(distinct coalesce(claims.claimant_id, claims.claimant_as_written)) = 1
  and not exists (
    select 1 from claims as other
    where other.event_id = events.id and other.claimant_as_written is null
  )
order by events.date_start desc, events.id
