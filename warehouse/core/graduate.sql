-- Did a graduate find paid work of at least 12 hours a week within 183 days after the diploma (or had it already)?
-- met and not_met are known; unknown is not: no answer, work of unknown hours or of which a monthly list cannot tell
-- whether it began in time, or "yes" without a job that can be dated.
-- One row per ask and graduate. Key: ask, trajectory_id.
with graduate as (
    select
        ask, as_of, location, trajectory_id, person, role, cohort, level, horizon_on, left_on, awarded_on
    from core.start
    where awarded_on is not null
),

in_time as (
    select
        g.ask,
        g.trajectory_id,
        j.source,
        j.started_on,
        j.started_from,
        j.started_until,
        j.is_dated,
        j.last_day,
        j.ended_from,
        j.ended_until,
        j.known_until,
        j.hours_known,
        j.is_unsure_after,
        j.started_until <= g.awarded_on + 183 and coalesce(j.ended_from >= g.awarded_on, true) as is_surely_in_time
    from graduate as g
    inner join core.job as j on j.ask = g.ask and j.trajectory_id = g.trajectory_id
    where j.started_from <= g.awarded_on + 183 and coalesce(j.ended_until >= g.awarded_on, true)
),

first_job as (
    select *
    from in_time
    qualify
        row_number() over (
            partition by ask, trajectory_id
            order by hours_known and is_surely_in_time desc, is_surely_in_time desc, is_dated desc, started_on, source
        ) = 1
),

still_studying as (
    select distinct g.ask, g.trajectory_id
    from graduate as g
    inner join core.study as e on e.person = g.person
    where
        e.learning_path = 'bol'
        and e.enrolled_from <= g.awarded_on + 183
        -- an enrolment without an end is known to run until the day of the school's file, not longer
        and coalesce(e.enrolled_until, e.known_until, date '9999-12-31') >= g.awarded_on + 183
)

select
    g.ask,
    g.as_of,
    g.location,
    g.trajectory_id,
    g.person,
    g.role,
    g.cohort,
    g.level,
    g.left_on,
    g.awarded_on,
    case
        when g.awarded_on > g.as_of - 183 then 'not_evaluable'
        when s.trajectory_id is not null then 'excluded'
        when j.hours_known and j.is_surely_in_time then 'met'
        when coalesce(not j.is_surely_in_time, true) and a.says_no then 'not_met'
        else 'unknown'
    end as outcome,
    j.source as job_source,
    j.started_on as job_from,
    j.started_from as job_began_from,
    j.started_until as job_began_until,
    j.is_dated as job_is_dated,
    j.last_day as job_last_day,
    j.ended_from as job_ended_from,
    j.ended_until as job_ended_until,
    j.known_until as job_known_until,
    j.is_unsure_after
from graduate as g
left join first_job as j on j.ask = g.ask and j.trajectory_id = g.trajectory_id
left join still_studying as s on s.ask = g.ask and s.trajectory_id = g.trajectory_id
left join core.work_answer as a on a.ask = g.ask and a.trajectory_id = g.trajectory_id
