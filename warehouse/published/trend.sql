-- The shown figures per school year with the limits of ordinary variation (XmR), the rules that a point is part of, and
-- what that says. counts: final, so part of the limits; on_trial: fewer than 12 points ("proeflimieten").
-- One row per indicator, location, cohort, level and role. Key: these five.
select
    indicator,
    location,
    cohort,
    level,
    role,
    value,
    maturity,
    counts,
    stretch,
    mean,
    low,
    high,
    on_trial,
    rules,
    sentence_nl,
    sentence_en
from disclosed.trend
order by indicator, location, level, role, cohort
