-- Diplomas that are a basic qualification: mbo level 2 or higher (nobody delivers havo or vwo). What a school delivers about
-- a trajectory beats what the site notes.
-- One row per person and day of such a diploma. Key: person, awarded_on.
with by_school as (
    select l.person, d.awarded_on, d.level
    from accepted.diploma as d
    inner join core.link as l
        on
            l.dataset = 'diploma'
            and l.delivery_id = d.delivery_id
            and l.record = d.student_key || '|' || d.diploma_no
    where l.person is not null
),

by_site as (
    select p.person, t.diploma_on as awarded_on, coalesce(t.diploma_level, t.target_level) as level
    from accepted.trajectory as t
    inner join core.person as p on p.trajectory_id = t.trajectory_id
    inner join core.diploma as c on c.trajectory_id = t.trajectory_id and c.source = 'site'
)

select distinct person, awarded_on
from (select * from by_school union all select * from by_site)
where level in ('mbo2', 'mbo3', 'mbo4')
