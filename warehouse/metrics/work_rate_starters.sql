-- Werk, van alle starters: of everyone who definitively started, of whom do we know that they found work in time?
-- In time: a job of at least 12 hours a week that starts at most 183 days after the end (or after the planned end + 183
-- days, if that is earlier) and did not stop before the trajectory did. A lower bound: who is unknown counts below.
-- One row per ask and first definitive start. Key: ask, location, person, role.
select
    s.ask,
    s.location,
    s.cohort,
    s.level,
    s.role,
    s.person,
    case
        when s.is_left_out then 'excluded'
        when s.horizon_on is null or s.horizon_on > s.as_of - 366 then 'not_evaluable'
        when g.outcome = 'excluded' then 'excluded'
        when w.found_work then 'met'
        when not w.worked_in_time and a.says_no then 'not_met'
        else 'unknown'
    end as outcome
from core.start as s
inner join core.work_in_time as w on w.ask = s.ask and w.trajectory_id = s.trajectory_id
left join core.work_answer as a on a.ask = s.ask and a.trajectory_id = s.trajectory_id
left join core.graduate as g on g.ask = s.ask and g.trajectory_id = s.trajectory_id
