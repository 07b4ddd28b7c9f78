-- Werk, van alle starters: of everyone who definitively started, of whom do we know that they found work in time?
-- In time: a job of at least 12 hours a week that starts at most 183 days after the end (or after the planned end + 183
-- days, if that is earlier) and did not stop before the trajectory did. A lower bound: who is unknown counts below.
-- One row per ask and first definitive start. Key: ask, location, person, role.
with starter as (
    select
        *,
        least(coalesce(ended_on, horizon_on + 183), horizon_on + 183) + 183 as found_until
    from core.start
),

job as (
    select
        s.ask,
        s.trajectory_id,
        bool_or(
            j.hours_known
            and j.started_until <= s.found_until
            and coalesce(j.ended_from >= coalesce(s.ended_on, s.horizon_on), true)
        ) as found_work,
        bool_or(
            j.started_until <= s.found_until
            and coalesce(j.ended_from >= coalesce(s.ended_on, s.horizon_on), true)
        ) as worked_in_time
    from starter as s
    inner join core.job as j on j.ask = s.ask and j.trajectory_id = s.trajectory_id
    where
        j.started_from <= s.found_until
        and coalesce(j.ended_until >= coalesce(s.ended_on, s.horizon_on), true)
    group by s.ask, s.trajectory_id
)

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
        when j.found_work then 'met'
        when coalesce(not j.worked_in_time, true) and a.says_no then 'not_met'
        else 'unknown'
    end as outcome
from starter as s
left join job as j on j.ask = s.ask and j.trajectory_id = s.trajectory_id
left join core.work_answer as a on a.ask = s.ask and a.trajectory_id = s.trajectory_id
left join core.graduate as g on g.ask = s.ask and g.trajectory_id = s.trajectory_id
