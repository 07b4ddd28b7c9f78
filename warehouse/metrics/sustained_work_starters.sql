-- Duurzaam werk van starters: of everyone who definitively started, of whom do we know that they graduated, found work
-- and were still at work on day 182? Judged 579 days after the planned end (183 for the diploma, 183 for the job, 182 to
-- keep it, 31 for a gap), else late finders are missing. A lower bound: who is unknown counts below.
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
        when s.horizon_on is null or s.horizon_on > s.as_of - 579 then 'not_evaluable'
        when g.outcome = 'excluded' then 'excluded'
        when k.outcome in ('met', 'not_met') then k.outcome
        when g.outcome = 'not_met' then 'not_met'
        when g.outcome is null and a.says_no then 'not_met'
        else 'unknown'
    end as outcome
from core.start as s
left join core.graduate as g on g.ask = s.ask and g.trajectory_id = s.trajectory_id
left join core.kept_job as k on k.ask = s.ask and k.trajectory_id = s.trajectory_id
left join core.work_answer as a on a.ask = s.ask and a.trajectory_id = s.trajectory_id
