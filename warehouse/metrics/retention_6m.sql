-- Baanbehoud 6 maanden: how long did graduates who found work stay at work? (Kaplan–Meier, read at day 182.)
-- Time zero is the first day of the job or the end of the trajectory, whichever is later; the day of leaving is the day
-- after the last day worked. Everyone is followed until 31 days before the last day that is known, so that a gap of at
-- most 31 days can still be seen to close. Without an employer's file the call rounds are followed: "yes" proves work up
-- to that day; the first "no" of the six-month round is dated no later than day 182 (of the twelve-month round: 365).
-- A range that monthly lists leave (maandmeting) counts by its middle; work that had begun on an unknown day before the
-- first list can only be followed from the end of the trajectory, when that is later.
-- met: followed for `days`, until work stopped (event) or was no longer in sight; unknown: never heard of again;
-- not_evaluable: too short ago to be followed for a day. is_mature: 182 days of following are possible.
-- pending: may still find work; in no count, but the figure stays provisional.
-- One row per ask and (possible) job finder, the numerator of work_rate_graduates. Key: ask, location, person, role.
with finder as (
    select
        ask, location, cohort, level, role, person, trajectory_id, job_source, job_last_day, is_unsure_after,
        greatest(job_from, coalesce(left_on, awarded_on)) as zero_on,
        case when job_source = 'employer' then job_known_until else as_of end - 31 as followed_until,
        job_is_dated or job_began_until <= coalesce(left_on, awarded_on) as zero_is_known
    from core.graduate
    where outcome = 'met'
),

first_no as (
    select
        f.ask,
        f.trajectory_id,
        min(a.asked_on) as asked_on,
        arg_min(a.moment, a.asked_on) as moment
    from finder as f
    inner join core.answer as a on a.ask = f.ask and a.trajectory_id = f.trajectory_id
    where a.in_work = 'no' and a.asked_on > f.zero_on
    group by f.ask, f.trajectory_id
),

last_yes as (
    select
        f.ask,
        f.trajectory_id,
        max(a.asked_on) as asked_on
    from finder as f
    inner join core.answer as a on a.ask = f.ask and a.trajectory_id = f.trajectory_id
    left join first_no as n on n.ask = f.ask and n.trajectory_id = f.trajectory_id
    where a.in_work = 'yes' and a.asked_on > f.zero_on and coalesce(a.asked_on < n.asked_on, true)
    group by f.ask, f.trajectory_id
),

by_employer as (
    select
        *,
        job_last_day is not null and not is_unsure_after and job_last_day + 1 <= followed_until as event,
        case
            when not zero_is_known then null
            when job_last_day is not null then least(greatest(job_last_day + 1, zero_on + 1), followed_until)
            else followed_until
        end as seen_until
    from finder
    where job_source = 'employer'
),

by_answer as (
    select
        f.*,
        coalesce(n.asked_on <= f.followed_until, false) as event,
        case
            when n.asked_on <= f.followed_until
                then greatest(
                    coalesce(y.asked_on, f.zero_on) + 1,
                    least(n.asked_on, f.zero_on + case n.moment when 6 then 182 when 12 then 365 else 9999 end)
                )
            when y.asked_on is not null then least(y.asked_on, f.followed_until)
        end as seen_until
    from finder as f
    left join first_no as n on n.ask = f.ask and n.trajectory_id = f.trajectory_id
    left join last_yes as y on y.ask = f.ask and y.trajectory_id = f.trajectory_id
    where f.job_source = 'site'
),

followed as (
    select
        ask, location, cohort, level, role, person, seen_until - zero_on as days, event, followed_until - zero_on as in_sight
    from by_employer
    union all
    select
        ask, location, cohort, level, role, person, seen_until - zero_on as days, event, followed_until - zero_on as in_sight
    from by_answer
)

select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    case when days >= 1 then 'met' when in_sight >= 1 then 'unknown' else 'not_evaluable' end as outcome,
    case when days >= 1 then days end as days,
    case when days >= 1 then event end as event,
    in_sight >= 182 as is_mature
from followed
union all
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    'pending' as outcome,
    cast(null as bigint) as days,
    cast(null as boolean) as event,
    false as is_mature
from core.awaited_job
