-- How long every participant of diploma_rate_starters was followed, and what ended it, so that diplomas and leaving without
-- one can be seen over time. cause: 1 diploma in time, 2 no diploma in time, 0 still possible at the as-of date.
-- Who stopped before the planned end left on that day; who stayed until then can get a diploma for another 183 days, unless
-- the whole start group has ended. Everyone counts as in the rate, so at the end both causes are its two sides.
-- Interns leave long before they graduate and are not here.
-- One row per ask and first definitive start of a participant. Key: ask, trajectory_id.
with known as (
    select
        ask,
        trajectory_id,
        location,
        cohort,
        role,
        as_of,
        started_on,
        case when awarded_on is not null and coalesce(awarded_on <= horizon_on + 183, true) then awarded_on end as diploma_on,
        case
            when ended_on < horizon_on then ended_on
            when horizon_on + 183 <= as_of then horizon_on + 183
            when is_judged then ended_on
        end as without_on
    from core.start
    where role = 'participant' and not is_left_out
)

select
    ask,
    trajectory_id,
    location,
    cohort,
    role,
    greatest(coalesce(diploma_on, without_on, as_of) - started_on, 1) as days,
    case when diploma_on is not null then 1 when without_on is not null then 2 else 0 end as cause
from known
