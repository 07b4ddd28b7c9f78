-- What each assumption does to the ratio when it alone is low and when it alone is high; the widest first.
-- One row per site, period, scenario set and assumption. Key: these.
select
    location,
    cohort,
    scenario_set,
    scenario_version,
    assumption,
    label_nl,
    label_en,
    low,
    high,
    ratio_at_low,
    ratio,
    ratio_at_high,
    swing,
    cast(position as integer) as position
from disclosed.tornado
order by location, cohort, scenario_set, scenario_version, position
