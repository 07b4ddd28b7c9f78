-- Positieve uitstroom: of everyone who definitively started, of whom do we know that they found work in time, or went on to
-- a programme of a higher level? Full-time education counts here. A lower bound: who is unknown counts below.
-- "No" is known only when somebody said not to work and the own school, asked late enough, has no higher enrolment.
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
        when w.found_work or e.studies_on then 'met'
        when not w.worked_in_time and a.says_no and e.school_told then 'not_met'
        else 'unknown'
    end as outcome
from core.start as s
inner join core.work_in_time as w on w.ask = s.ask and w.trajectory_id = s.trajectory_id
left join core.further_study as e on e.ask = s.ask and e.trajectory_id = s.trajectory_id
left join core.work_answer as a on a.ask = s.ask and a.trajectory_id = s.trajectory_id
