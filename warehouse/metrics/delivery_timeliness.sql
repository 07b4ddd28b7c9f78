-- Op tijd geleverd: of the deliveries that were due, how many were accepted by their deadline? Late, rejected and missing
-- count as not; what is not due yet cannot be judged. Each partner against its own cadence, over the last thirteen months.
-- One row per delivery that is or was due, in the school year of its deadline. Key: partner, delivery, period.
select
    'benchmark' as ask,
    p.location,
    y.cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    d.partner as person,
    case d.state when 'on_time' then 'met' when 'expected' then 'not_evaluable' else 'not_met' end as outcome
from agreed.due_delivery as d
inner join core.partner_place as p on p.partner = d.partner
inner join core.day as y on y.day = d.due_on
