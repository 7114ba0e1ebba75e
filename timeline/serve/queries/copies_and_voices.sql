-- title: Many reports, few voices
-- description: Events that more reports tell than independent sources stand behind: a story of one agency on many sites. Most copied first.
select
  date_start,
  status,
  title,
  reports,
  independent_sources,
  reports - independent_sources as copies,
  id as event
from events
where shown = 1 and reports > independent_sources
order by copies desc, date_start desc, id
