-- In één keer goed: of what was delivered, how much was accepted at the first try? Sending the same file again is no try.
-- One row per partner, delivery and what it is about, in the school year in which the first try came. Key: these three.
select
    'benchmark' as ask,
    p.location,
    y.cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    f.partner as person,
    case when f.is_accepted then 'met' else 'not_met' end as outcome
from agreed.first_try as f
inner join core.partner_place as p on p.partner = f.partner
inner join core.day as y on y.day = f.arrived_on
