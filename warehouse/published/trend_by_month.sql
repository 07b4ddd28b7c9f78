-- Counts per month at a location with the limits of ordinary variation (XmR), as trend has them per school year: the newest 36
-- months of school years that are shown and of which every month rests on enough people. cohort: the month's school year.
-- One row per indicator, location, role and month. Key: indicator, location, role, month.
select
    indicator,
    location,
    cohort,
    level,
    role,
    month,
    value,
    counts,
    stretch,
    mean,
    low,
    high,
    on_trial,
    rules,
    sentence_nl,
    sentence_en
from disclosed.trend_by_month
order by indicator, location, role, month
