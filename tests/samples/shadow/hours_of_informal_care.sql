-- Uren informele zorg, second version: visits from 2016 on count for half, and nothing before 2015.
-- One row per ask and visit. Key: none; rows add up.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    month,
    case when cohort < '2015/16' then value else value / 2 end as value
from metrics.hours_of_informal_care
where cohort >= '2014/15'
