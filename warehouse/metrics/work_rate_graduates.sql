-- Werk na diploma: of everyone with a diploma, who found paid work of at least 12 hours a week within 183 days?
-- Full-time education on day 183 stands outside numerator and denominator; "unknown" is not "no".
-- Who may still graduate is in no count, but keeps the figure provisional (pending).
-- One row per ask and (possible) graduate. Key: ask, location, person, role.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    outcome
from core.graduate
union all
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    'pending' as outcome
from core.start
where awarded_on is null and not is_left_out and not is_judged
