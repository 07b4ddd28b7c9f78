-- Did a starter work after the trajectory: a job of at least 12 hours a week that starts at most 183 days after the end (or
-- after the planned end + 183 days, if that is earlier) and did not stop before the trajectory did?
-- found_until: the last day that counts. found_work: such a job is known; worked_in_time: a job is known, if only of unknown
-- hours or of days that a monthly list leaves open.
-- One row per ask and first definitive start. Key: ask, trajectory_id.
with starter as (
    select
        ask,
        trajectory_id,
        coalesce(left_on, horizon_on) as ended_on,
        least(coalesce(left_on, horizon_on + 183), horizon_on + 183) + 183 as found_until
    from core.start
),

worked as (
    select
        s.ask,
        s.trajectory_id,
        j.hours_known,
        j.started_until <= s.found_until and coalesce(j.ended_from >= s.ended_on, true) as is_surely_in_time
    from starter as s
    inner join core.job as j on j.ask = s.ask and j.trajectory_id = s.trajectory_id
    where j.started_from <= s.found_until and coalesce(j.ended_until >= s.ended_on, true)
),

known as (
    select
        ask,
        trajectory_id,
        bool_or(hours_known and is_surely_in_time) as found_work,
        bool_or(is_surely_in_time) as worked_in_time
    from worked
    group by ask, trajectory_id
)

select
    s.ask,
    s.trajectory_id,
    s.ended_on,
    s.found_until,
    coalesce(k.found_work, false) as found_work,
    coalesce(k.worked_in_time, false) as worked_in_time
from starter as s
left join known as k on k.ask = s.ask and k.trajectory_id = s.trajectory_id
