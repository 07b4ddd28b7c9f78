-- What counts add up to per location and month; on how many people each rests decides whether it may be told (pipelines/stages/monthly.py).
-- cohort: the school year of the month. One row per indicator, location, cohort, role and month. Key: these five.
select
    indicator,
    location,
    cohort,
    coalesce(role, 'all') as role,
    month,
    cast(sum(value) as double) as value,
    count(distinct person) as persons
from metrics.leaf
where ask = 'benchmark' and month is not null
group by all
