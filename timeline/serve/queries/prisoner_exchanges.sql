-- title: Prisoner exchanges with numbers
-- description: Releases and exchanges of prisoners and returns of the dead, one row for each number that a report gives, in persons. An empty end of a range means that the report leaves it open.
select
  events.date_start,
  events.date_precision,
  claims.status,
  events.title,
  quantities.kind,
  quantities.side,
  quantities.low,
  quantities.best,
  quantities.high,
  quantities.as_written,
  sources.name as source,
  claims.quote,
  reports.title as report,
  events.id as event,
  claims.report_id
from quantities
join claims on claims.id = quantities.claim_id
join events on events.id = claims.event_id
join reports on reports.id = claims.report_id
left join sources on sources.id = reports.source_id
where quantities.kind in ('released', 'exchanged', 'remains_returned')
order by events.date_start desc, events.id, claims.report_id, claims.id, quantities.position
