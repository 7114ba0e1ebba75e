-- title: People killed, by month
-- description: For each month the lowest and highest number of people killed in the events reported as happened that begin in it and state a number. An empty highest number means that a report leaves the upper end open. Events known to the year only are left out.
select
  substr(date_start, 1, 7) as month,
  count(*) as events_with_a_number,
  sum(coalesce(fatalities_low, fatalities_best)) as lowest,
  iif(
    count(coalesce(fatalities_high, fatalities_best)) = count(*), sum(coalesce(fatalities_high, fatalities_best)), null
  ) as highest,
  sum(independent_sources = 1) as of_these_with_one_source
from events
where shown = 1
  and status in ('occurred', 'ongoing')
  and date_precision not in ('year', 'unknown')
  and coalesce(fatalities_low, fatalities_best) is not null
group by month
order by month desc
