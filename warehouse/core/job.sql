-- Every job of a starter that an ask could know of. What an employer delivers beats what the site notes about the same
-- time (within 183 days); a job elsewhere stays. Work of unknown hours is kept apart: it proves neither work nor its end.
-- last_day: null while the job runs or its end is unknown. known_until: null for what the site notes.
-- Where an employer delivers monthly lists the first and last day lie in a range (see work_spell); last_day is known
-- only when the whole range is past. is_dated: the first day is known, if only to within such a range.
-- is_unsure_after: after last_day there may have been other work within 31 days.
-- One row per ask, start and job. Key: ask, trajectory_id, source, hours_known, started_on.
with employer as (
    select
        person, started_on, started_from, started_until, last_day, ended_from, ended_until, known_until, true as hours_known
    from core.work_episode
    union all
    select
        person, started_on, started_from, started_until, last_day, ended_from, ended_until, known_until, false as hours_known
    from core.work_spell
    where hours_per_week is null
),

by_employer as (
    select
        s.ask,
        s.trajectory_id,
        s.person,
        'employer' as source,
        e.started_on,
        e.started_from,
        e.started_until,
        case when e.ended_until <= least(s.as_of, e.known_until) then e.last_day end as last_day,
        case when e.ended_until <= least(s.as_of, e.known_until) then e.ended_from end as ended_from,
        case when e.ended_until <= least(s.as_of, e.known_until) then e.ended_until end as ended_until,
        least(s.as_of, e.known_until) as known_until,
        e.hours_known
    from core.start as s
    inner join employer as e on e.person = s.person and e.started_until <= s.as_of
),

noted as (
    select distinct
        s.ask,
        s.trajectory_id,
        s.person,
        t.work_from as started_on,
        t.work_hours is not null as hours_known
    from core.start as s
    inner join core.person as p on p.person = s.person
    inner join accepted.trajectory as t on t.trajectory_id = p.trajectory_id
    where
        t.work_from <= s.as_of
        and t.work is distinct from false
        and (t.work_hours >= 12 or t.work_hours is null)
),

by_site as (
    select n.*
    from noted as n
    where
        not exists (
            select 1
            from core.work_spell as w
            inner join core.start as s on s.ask = n.ask and s.trajectory_id = n.trajectory_id
            where
                w.person = n.person
                and w.hours_per_week is not null
                and w.started_until <= s.as_of
                and (
                    (w.started_from > date '1900-01-01' and abs(w.started_on - n.started_on) <= 183)
                    or n.started_on between w.started_on and w.last_day
                )
        )
),

other_work as (
    select ask, trajectory_id, started_from as started_on, coalesce(ended_until, date '9999-12-31') as last_day
    from by_employer
    where not hours_known or started_from < started_until
    union all
    select ask, trajectory_id, started_on, date '9999-12-31' as last_day from by_site
)

select
    ask,
    trajectory_id,
    source,
    started_on,
    started_from,
    started_until,
    started_from > date '1900-01-01' as is_dated,
    last_day,
    ended_from,
    ended_until,
    known_until,
    hours_known,
    exists (
        select 1
        from other_work as o
        where
            o.ask = e.ask
            and o.trajectory_id = e.trajectory_id
            and o.started_on <= e.last_day + 32
            and o.last_day > e.ended_until
    ) as is_unsure_after
from by_employer as e
union all
select
    ask,
    trajectory_id,
    'site' as source,
    started_on,
    started_on as started_from,
    started_on as started_until,
    true as is_dated,
    cast(null as date) as last_day,
    cast(null as date) as ended_from,
    cast(null as date) as ended_until,
    cast(null as date) as known_until,
    hours_known,
    false as is_unsure_after
from by_site
