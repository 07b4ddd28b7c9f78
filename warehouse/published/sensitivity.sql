-- A figure as it would be under a wider reading of whom to leave out (left_out), beside the published one: for everything together
-- only, since the difference between the two is a count of people. withheld: they are too few to tell about, or nobody.
-- One row per indicator, role and reading. Key: indicator, location, cohort, level, role, left_out.
select
    indicator,
    location,
    cohort,
    level,
    role,
    left_out,
    status,
    people,
    numerator,
    denominator,
    value,
    low,
    high,
    sentence_nl,
    sentence_en
from disclosed.sensitivity
