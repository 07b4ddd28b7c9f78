-- Of the people in a curve over time: how long each was followed and what ended it, where a supplier that is no site delivered
-- the records that tell it: a school its diplomas, an employer or municipality who worked. Who reads a curve subtracts these.
-- ended: 0 out of sight, 1 stopped working or got a diploma. Of the curve of diplomas only those are here: a school knows a yes,
-- not a no. One row per supplier, indicator, location, cohort, role, days and end. Key: these seven.
with own as (
    select distinct
        l.partner,
        l.person,
        case when l.dataset = 'diploma' then 'rate' else 'survival' end as kind
    from core.link as l
    inner join agreed.party as p on p.partner = l.partner and p.kind <> 'site'
    where l.person is not null and l.dataset in ('diploma', 'employment', 'follow_up')
),

followed as (
    select kind, indicator, location, cohort, coalesce(role, 'all') as role, person, days, cast(event as integer) as ended
    from metrics.leaf
    where ask = 'benchmark' and kind = 'survival' and days is not null
    union all
    select 'rate' as kind, 'diploma_rate_starters' as indicator, f.location, f.cohort, f.role, s.person, f.days, f.cause as ended
    from core.progress as f
    inner join core.start as s on s.ask = f.ask and s.trajectory_id = f.trajectory_id
    where f.ask = 'benchmark' and f.cause = 1
)

select
    own.partner,
    f.indicator,
    p.location,
    x.cohort,
    f.role,
    f.days,
    f.ended,
    count(*) as people
from followed as f
inner join own on own.person = f.person and own.kind = f.kind
inner join measured.place as p on p.ask = 'benchmark' and p.member = f.location
inner join measured.crossing as x on x.is_benchmark and x.cohort_member = f.cohort and x.level_member = 'unknown' and x.level = 'all'
where x.cohort <> 'all'
group by all
