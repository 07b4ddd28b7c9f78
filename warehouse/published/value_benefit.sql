-- What each benefit adds to the MKBA, and the published figure that it counts.
-- One row per site, period, scenario set and benefit. Key: these.
select
    location,
    cohort,
    scenario_set,
    scenario_version,
    benefit,
    label_nl,
    label_en,
    indicator,
    role,
    counted,
    benefits_before_eur,
    benefits_eur,
    cast(position as integer) as position
from disclosed.value_benefit
order by location, cohort, scenario_set, scenario_version, position
