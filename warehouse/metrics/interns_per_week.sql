-- Stagiairs per week: how many interns were there in a week? A week in which every planned intern has a holiday is left
-- out; a week with planned interns of whom nobody came counts as a week with nobody (person is null).
-- An ISO week belongs to the period and the school year of its Thursday.
-- One row per ask, week and intern who was there. Key: ask, location, week, person.
with planned as (
    select
        v.ask,
        v.location,
        d.cohort,
        a.iso_week as week,
        coalesce(t.person_key, t.trajectory_id) as person,
        a.status
    from accepted.attendance as a
    inner join accepted.trajectory as t on t.trajectory_id = a.trajectory_id and t.role = 'intern'
    inner join core.vantage as v on v.location = t.location
    inner join core.day as d on d.iso_week = a.iso_week and d.is_thursday
    where a.status <> 'holiday' and d.day between v.started_from and v.started_until and d.day <= v.as_of
),

counted_week as (
    select distinct ask, location, cohort, week from planned
),

was_there as (
    select distinct ask, location, week, person
    from planned
    where status = 'present'
)

select
    w.ask,
    w.location,
    w.cohort,
    cast(null as varchar) as level,
    'intern' as role,
    p.person,
    w.week
from counted_week as w
left join was_there as p on p.ask = w.ask and p.location = w.location and p.week = w.week
