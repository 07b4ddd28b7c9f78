-- Baanbehoud 6 maanden, geteld: of the graduates who found work, who was still at work on day 182 of the job?
-- Who may still find work is in no count, but keeps the figure provisional (pending).
-- One row per ask and (possible) job finder, the numerator of work_rate_graduates. Key: ask, location, person, role.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    outcome
from core.kept_job
union all
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    'pending' as outcome
from core.awaited_job
