-- title: One event in four schemes
-- description: How often each pair of codes of PLOVER, CAMEO, ACLED and UCDP stands for the same events, and in how many of them a translation between the schemes lost something.
select
  event_type,
  event_mode,
  cameo_code,
  acled_event_type,
  acled_sub_event_type,
  violence_type,
  count(*) as events,
  sum(lossy is not null) as translated_with_a_loss
from events
where shown = 1
group by 1, 2, 3, 4, 5, 6
order by events desc, 1, 2, 3, 4, 5, 6
