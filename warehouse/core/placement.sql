-- Placements with their weeks counted. An intern without a placement of their own has one: the trajectory itself.
-- Who stopped within 28 days never started. A mark beats the calendar: only a week without a mark can be a holiday week of
-- the region. Weeks after somebody stopped were not attended; other weeks without a mark are unknown.
-- base_weeks: planned weeks without weeks of illness and holiday; when a placement says how many weeks it has, no more.
-- One row per ask and placement. Key: ask, placement_id.
with known as (
    select
        v.ask,
        v.as_of,
        v.location,
        l.region,
        t.trajectory_id,
        coalesce(p.placement_id, t.trajectory_id) as placement_id,
        person.person,
        t.role,
        t.target_level as level,
        coalesce(p.started_on, t.started_on) as started_on,
        coalesce(p.planned_end_on, t.planned_end_on) as planned_end_on,
        p.planned_weeks,
        coalesce(p.ended_on, t.ended_on) as ended_on,
        t.status = 'stopped' and t.ended_on <= v.as_of and t.stop_reason in ('deceased', 'moved_abroad') as is_left_out
    from accepted.trajectory as t
    inner join core.person as person on person.trajectory_id = t.trajectory_id
    inner join agreed.location as l on l.location = t.location
    inner join core.vantage as v on v.location = t.location
    left join accepted.placement as p on p.trajectory_id = t.trajectory_id
    where
        t.status <> 'not_started'
        and (t.role = 'intern' or p.placement_id is not null)
        and not (t.status = 'stopped' and coalesce(t.ended_on - t.started_on <= 28, false))
        and coalesce(p.started_on, t.started_on) between v.started_from and least(v.started_until, v.as_of)
),

window_week as (
    select k.ask, k.placement_id, k.trajectory_id, k.region, d.iso_week, d.day as thursday, k.ended_on
    from known as k
    inner join core.day as d
        on d.is_thursday and d.day between date_trunc('week', k.started_on) and date_trunc('week', k.planned_end_on) + interval 6 day
),

counted as (
    select
        w.ask,
        w.placement_id,
        count(*) as weeks,
        count(a.status) as marked_weeks,
        count(*) filter (where a.status = 'present') as attended_weeks,
        count(*) filter (where a.status = 'ill') as ill_weeks,
        count(*) filter (where a.status = 'holiday' or (a.status is null and h.iso_week is not null)) as holiday_weeks,
        count(*) filter (
            where a.status is null and h.iso_week is null and coalesce(w.thursday - 3 <= w.ended_on, true)
        ) as unmarked_weeks
    from window_week as w
    left join core.attended_week as a on a.trajectory_id = w.trajectory_id and a.iso_week = w.iso_week
    left join core.holiday_week as h on h.region = w.region and h.iso_week = w.iso_week
    group by w.ask, w.placement_id
)

select
    k.ask,
    k.location,
    d.cohort,
    k.trajectory_id,
    k.placement_id,
    k.person,
    k.role,
    k.level,
    k.started_on,
    k.planned_end_on,
    k.planned_end_on <= k.as_of as is_over,
    coalesce(k.is_left_out, false) as is_left_out,
    c.marked_weeks,
    c.attended_weeks,
    c.unmarked_weeks,
    least(coalesce(k.planned_weeks, c.weeks), c.weeks - c.ill_weeks - c.holiday_weeks) as base_weeks
from known as k
inner join core.day as d on d.day = k.started_on
inner join counted as c on c.ask = k.ask and c.placement_id = k.placement_id
