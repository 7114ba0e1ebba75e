-- title: Reports per source
-- description: How much of this file rests on whom: reports and claims per publisher, how many of its reports carry an agency's story, and the span of their publication.
select
  sources.name as source,
  sources.kind,
  sources.country,
  count(distinct reports.id) as reports,
  count(distinct case when reports.agency_id is not null then reports.id end) as from_an_agency,
  count(distinct claims.event_id) as events,
  count(distinct claims.id) as claims,
  min(substr(reports.published_at, 1, 10)) as first_published,
  max(substr(reports.published_at, 1, 10)) as last_published,
  sources.id as source_id
from sources
join reports on reports.source_id = sources.id
left join claims on claims.report_id = reports.id
group by sources.id
order by reports desc, sources.name
