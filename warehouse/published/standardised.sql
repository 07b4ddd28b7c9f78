-- Rates corrected for the mix of levels: direct (to all locations together) or observed ÷ expected (national), or why not.
-- One row per indicator, location and role. Key: indicator, location, cohort, level, role.
select
    indicator,
    location,
    cohort,
    level,
    role,
    method,
    reason,
    standard,
    people,
    observed,
    expected,
    crude,
    value,
    low,
    high,
    sentence_nl,
    sentence_en
from disclosed.standardised
