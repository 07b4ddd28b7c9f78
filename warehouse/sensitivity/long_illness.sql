-- Diplomarendement: of those who are judged to have no diploma in time, how many were ill for more than 90 days? Whoever got the
-- diploma after all stays in both readings.
-- One row per site and role with anybody who was ill so long. Key: site, role.
select
    l.site,
    m.role,
    count(*) as people
from core.long_illness as i
inner join core.start as s on s.ask = i.ask and s.trajectory_id = i.trajectory_id
inner join metrics.diploma_rate_starters as m
    on m.ask = s.ask and m.location = s.location and m.person = s.person and m.role = s.role
inner join agreed.location as l on l.location = s.location
where i.ask = 'benchmark' and m.outcome = 'not_met'
group by l.site, m.role
