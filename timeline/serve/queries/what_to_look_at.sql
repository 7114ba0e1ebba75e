-- title: What somebody should look at
-- description: Everything in the input that could not be read, was left out or is unknown to this program, by kind: columns that nobody mapped, rows that were skipped, languages that the coder does not read.
select
  issues.level,
  issues.code,
  count(*) as times,
  count(distinct issues.input_id) as files,
  min(issues.locator) as for_example,
  min(issues.message) as message
from issues
group by issues.level, issues.code
order by times desc, issues.level, issues.code
