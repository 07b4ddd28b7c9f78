-- Diplomarendement: of those who are judged to have no diploma in time, how many were ill for more than 90 days? Whoever got the
-- diploma after all stays in both readings.
-- One row per site and role with anybody who is judged so. Key: site, role.
with ill as (
    select distinct s.location, s.person, s.role
    from core.long_illness as i
    inner join core.start as s on s.ask = i.ask and s.trajectory_id = i.trajectory_id
    where i.ask = 'benchmark'
)

select
    l.site,
    m.role,
    count(ill.person) as people,
    count(*) as without_diploma
from metrics.diploma_rate_starters as m
inner join agreed.location as l on l.location = m.location
left join ill on ill.location = m.location and ill.person = m.person and ill.role = m.role
where m.ask = 'benchmark' and m.outcome = 'not_met'
group by l.site, m.role
