-- Niet verschenen: in how many of the planned weeks did somebody stay away without notice? Weeks of illness stand apart
-- (excluded), and holiday weeks are no planned weeks.
-- One row per ask, trajectory and planned week, in the school year of its Thursday. Key: ask, trajectory, week.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    case status when 'ill' then 'excluded' when 'no_show' then 'met' else 'not_met' end as outcome
from core.planned_week
where status <> 'holiday'
