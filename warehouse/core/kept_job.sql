-- Was a graduate who found work still at work on day 182 after the first day of the job?
-- Judged when 182 days and the 31 days of a bridged gap have passed, also in the employer's own file.
-- Where monthly lists give a range for the first and the last day, both ends of it must say the same, or it is unknown;
-- so it is when the first day is not known at all: who left early could then never be seen.
-- An answer of the six-month round, given on or after that day, beats the employer's file.
-- One row per ask and job finder. Key: ask, trajectory_id.
with answered as (
    select
        g.ask,
        g.trajectory_id,
        min(a.in_work) as in_work
    from core.graduate as g
    inner join core.answer as a on a.ask = g.ask and a.trajectory_id = g.trajectory_id
    where a.moment = 6 and a.asked_on >= g.job_from + 182
    group by g.ask, g.trajectory_id
)

select
    g.ask,
    g.location,
    g.trajectory_id,
    g.person,
    g.role,
    g.cohort,
    g.level,
    case
        when g.job_from > g.as_of - 213 then 'not_evaluable'
        when a.in_work = 'yes' then 'met'
        when a.in_work = 'no' then 'not_met'
        when g.job_source = 'site' then 'unknown'
        when not g.job_is_dated then 'unknown'
        when g.job_from > g.job_known_until - 213 then 'not_evaluable'
        when g.job_last_day is null or g.job_ended_from >= g.job_began_until + 182 then 'met'
        when g.is_unsure_after or g.job_ended_until >= g.job_began_from + 182 then 'unknown'
        else 'not_met'
    end as outcome
from core.graduate as g
left join answered as a on a.ask = g.ask and a.trajectory_id = g.trajectory_id
where g.outcome = 'met'
