-- Werk na diploma: of everyone with a diploma, who found paid work of at least 12 hours a week within 183 days?
-- Full-time education on day 183 stands outside numerator and denominator; "unknown" is not "no".
-- One row per ask and graduate. Key: ask, location, person, role.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    outcome
from core.graduate
