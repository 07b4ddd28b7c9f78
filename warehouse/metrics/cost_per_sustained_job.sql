-- Kosten per blijvende baan: what did a site spend per graduate known to be at work on day 182 of their job?
-- Over the three newest closed years on end; all of the site's costs count, so one site's costs serve several ends at once.
-- One row per ask and site (its costs) and per ask and kept job (one to divide by), in the year of its day 182. Key: none; rows add up.
with both_sides as (
    select ask, location, null as person, eur as value, 0.0 as divisor
    from core.three_year_cost
    union all
    select c.ask, c.location, k.person, 0.0 as value, 1.0 as divisor
    from core.three_year_cost as c
    inner join agreed.location as l on l.site = c.site
    inner join core.kept_job as k on k.ask = c.ask and k.location = l.location and k.outcome = 'met'
    inner join core.graduate as g
        on g.ask = k.ask and g.trajectory_id = k.trajectory_id and g.job_from + 182 between c.from_on and c.until_on
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
