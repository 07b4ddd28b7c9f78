-- Baanbehoud 6 maanden, geteld: of the graduates who found work, who was still at work on day 182 of the job?
-- One row per ask and job finder (the numerator of work_rate_graduates). Key: ask, location, person, role.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    outcome
from core.kept_job
