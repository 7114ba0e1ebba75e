-- title: Figures that disagree
-- description: Numbers of the same kind, for the same event and side, that reports give differently, with each source's figure beside it. Nothing is averaged: lowest and highest are shown as stated.
with figures as (
  select
    claims.event_id,
    quantities.kind,
    quantities.side,
    quantities.low,
    quantities.best,
    quantities.high,
    coalesce(sources.name, 'source not stated') as source,
    quantities.as_written
  from quantities
  join claims on claims.id = quantities.claim_id
  join reports on reports.id = claims.report_id
  left join sources on sources.id = reports.source_id
)
select
  events.date_start,
  events.title,
  figures.kind,
  figures.side,
  min(coalesce(figures.low, figures.best, figures.high)) as lowest,
  max(coalesce(figures.high, figures.best, figures.low)) as highest,
  group_concat(distinct figures.source || ': ' || figures.as_written) as who_says_what,
  events.id as event
from figures
join events on events.id = figures.event_id and events.shown
group by events.id, figures.kind, figures.side
having count(
  distinct coalesce(figures.low, -1) || '/' || coalesce(figures.best, -1) || '/' || coalesce(figures.high, -1)
) > 1
order by events.date_start desc, events.id, figures.kind, figures.side
