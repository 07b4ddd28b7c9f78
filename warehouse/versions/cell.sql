-- The figures of the live definition beside those of the version that waits, for every indicator of which one waits.
-- A cell that only one of the two has is null on the other side.
-- One row per indicator, location, cohort, level and role. Key: these five.
select
    coalesce(a.indicator, b.indicator) as indicator,
    coalesce(a.location, b.location) as location,
    coalesce(a.cohort, b.cohort) as cohort,
    coalesce(a.level, b.level) as level,
    coalesce(a.role, b.role) as role,
    a.numerator as numerator,
    a.denominator as denominator,
    a.not_evaluable as not_evaluable,
    a.excluded as excluded,
    a.value as value,
    b.numerator as next_numerator,
    b.denominator as next_denominator,
    b.not_evaluable as next_not_evaluable,
    b.excluded as next_excluded,
    b.value as next_value
from shadow.live as a
full join shadow.waiting as b
    on
        b.indicator = a.indicator
        and b.location = a.location
        and b.cohort = a.cohort
        and b.level = a.level
        and b.role = a.role
