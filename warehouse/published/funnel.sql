-- Lines to draw around the share of all locations together, by number of people; who lies outside is in comparison.
-- One row per indicator, cohort, role and number of people. Key: these four.
select
    indicator,
    cohort,
    role,
    people,
    target,
    low_95,
    high_95,
    low_998,
    high_998,
    spread
from disclosed.funnel
order by indicator, cohort, role, people
