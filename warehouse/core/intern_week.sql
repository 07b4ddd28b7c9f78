-- Which interns were there in a school week. A holiday week of the location's region is left out, and so is a week in which
-- every planned intern has a holiday; a week with planned interns of whom nobody came stands here once, with person null.
-- One row per ask, location, week and intern who was there. Key: ask, location, iso_week, person.
with planned as (
    select ask, location, cohort, iso_week, person, status
    from core.planned_week
    where role = 'intern' and status <> 'holiday' and not is_holiday_week
),

counted_week as (
    select distinct ask, location, cohort, iso_week from planned
),

was_there as (
    select distinct ask, location, iso_week, person
    from planned
    where status = 'present'
)

select
    w.ask,
    w.location,
    w.cohort,
    w.iso_week,
    p.person
from counted_week as w
left join was_there as p on p.ask = w.ask and p.location = w.location and p.iso_week = w.iso_week
