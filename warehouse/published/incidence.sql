-- Which share had a diploma, or had left without one, by when (Aalen–Johansen): the days that may be drawn.
-- at_risk: still followed at the end of that day. One row per indicator, location, cohort, level, role and day. Key: these six.
select
    indicator,
    location,
    cohort,
    level,
    role,
    day,
    diploma,
    low,
    high,
    left_without,
    at_risk
from disclosed.incidence
order by indicator, location, cohort, level, role, day
