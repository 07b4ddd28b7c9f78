-- Each location against the other visible locations together, with what may be said about it.
-- One row per indicator, location, cohort, level and role. Key: these five.
select
    indicator,
    location,
    cohort,
    level,
    role,
    against,
    p_value,
    q_passed,
    difference,
    low,
    high,
    sentence_nl,
    sentence_en
from disclosed.comparison
