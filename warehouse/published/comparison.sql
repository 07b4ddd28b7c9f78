-- Each location against the other visible locations together, and against a national figure that was counted like ours:
-- what was found (status: higher, lower, no_difference, not_compared and why), and what may be said about it.
-- Pages read the status; they never judge. One row per indicator, location, cohort, level, role and against. Key: these six.
select
    indicator,
    location,
    cohort,
    level,
    role,
    against,
    status,
    reason,
    compared_with,
    p_value,
    q_passed,
    q_strict,
    difference,
    low,
    high,
    sentence_nl,
    sentence_en
from disclosed.comparison
