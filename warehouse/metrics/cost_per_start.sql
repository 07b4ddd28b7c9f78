-- Kosten per start: what did a site spend per person who definitively started, participants and interns together?
-- Over the three newest closed years on end; all of the site's costs count, so one site's costs serve several ends at once.
-- One row per ask and site (its costs) and per ask and start (one to divide by). Key: none; rows add up.
with both_sides as (
    select ask, location, null as person, eur as value, 0.0 as divisor
    from core.three_year_cost
    union all
    select c.ask, c.location, s.person, 0.0 as value, 1.0 as divisor
    from core.three_year_cost as c
    inner join agreed.location as l on l.site = c.site
    inner join core.start as s
        on s.ask = c.ask and s.location = l.location and s.started_on between c.from_on and c.until_on
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
