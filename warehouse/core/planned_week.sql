-- Weeks in which somebody was expected, as the site marked them, with the school year of the week's Thursday.
-- One row per ask, trajectory and ISO week. Key: ask, trajectory_id, iso_week.
select
    v.ask,
    v.location,
    d.cohort,
    t.trajectory_id,
    p.person,
    t.role,
    t.target_level as level,
    a.iso_week,
    d.day as thursday,
    a.status,
    h.iso_week is not null as is_holiday_week
from core.attended_week as a
inner join accepted.trajectory as t on t.trajectory_id = a.trajectory_id
inner join core.person as p on p.trajectory_id = t.trajectory_id
inner join agreed.location as l on l.location = t.location
inner join core.vantage as v on v.location = t.location
inner join core.day as d on d.iso_week = a.iso_week and d.is_thursday
left join core.holiday_week as h on h.region = l.region and h.iso_week = a.iso_week
where d.day between v.started_from and v.started_until and d.day <= v.as_of
