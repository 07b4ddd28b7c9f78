-- How long work lasted: the points of each curve that may be drawn.
-- One row per indicator, location, cohort, level, role and day. Key: these six.
select
    indicator,
    location,
    cohort,
    level,
    role,
    day,
    survival,
    low,
    high,
    at_risk
from disclosed.survival
order by indicator, location, cohort, level, role, day
