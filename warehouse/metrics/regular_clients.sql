-- Vaste cliënten: how many residents were visited at least three times in the last 13 school weeks? Those are the newest
-- whole weeks that are no school holiday in the location's region.
-- A figure of this moment: it belongs to no school year.
-- One row per ask, location and regular client. Key: ask, location, person.
with week as (
    select v.ask, v.location, d.iso_week, d.day as sunday
    from core.vantage as v
    inner join agreed.location as l on l.location = v.location
    inner join core.day as d on d.day between v.as_of - 400 and v.as_of and isodow(d.day) = 7
    left join core.holiday_week as h on h.region = l.region and h.iso_week = d.iso_week
    where h.iso_week is null
    qualify row_number() over (partition by v.ask, v.location order by d.day desc) <= 13
)

select
    i.ask,
    i.location,
    'none' as cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    i.client_key as person
from core.informal_visit as i
inner join core.day as d on d.day = i.visited_on
inner join week as w on w.ask = i.ask and w.location = i.location and w.iso_week = d.iso_week
where i.client_key is not null
group by i.ask, i.location, i.client_key
having count(*) >= 3
