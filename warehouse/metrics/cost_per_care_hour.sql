-- Kosten per uur informele zorg: what did a site spend per hour of informal care?
-- Over the three newest closed years on end; all of the site's costs count, so one site's costs serve several ends at once.
-- One row per ask and site (its costs) and per ask and visit (its hours to divide by). Key: none; rows add up.
with both_sides as (
    select ask, location, null as person, eur as value, 0.0 as divisor
    from core.three_year_cost
    union all
    select c.ask, c.location, i.request_id as person, 0.0 as value, i.hours as divisor
    from core.three_year_cost as c
    inner join agreed.location as l on l.site = c.site
    inner join core.informal_visit as i
        on i.ask = c.ask and i.location = l.location and i.visited_on between c.from_on and c.until_on
)

select
    ask,
    location,
    'none' as cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    person,
    value,
    divisor
from both_sides
