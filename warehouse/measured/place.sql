-- The groups of locations that figures are made for: for the benchmark each location, site and everything; for a claim
-- only the place that the claim is about. as_of: what all locations of the group can be known until.
-- One row per ask, location and group. Key: ask, member, location.
with seen_from as (
    select ask, location as member, as_of from core.vantage
    union all
    -- what a site has as a whole is known until the first of its locations is not
    select v.ask, l.site as member, min(v.as_of) as as_of
    from core.vantage as v
    inner join agreed.location as l on l.location = v.location
    group by v.ask, l.site
    union all
    select ask, 'elsewhere' as member, min(as_of) as as_of
    from core.vantage
    group by ask
),

grouped as (
    select s.ask, s.member, g.label as location, s.as_of
    from seen_from as s
    inner join core.group_member as g on g.dimension = 'location' and g.member = s.member
    where s.ask = 'benchmark'
    union all
    select s.ask, s.member, c.location, s.as_of
    from seen_from as s
    inner join agreed.claim as c on c.claim = s.ask
)

select
    ask,
    member,
    location,
    min(as_of) over (partition by ask, location) as as_of
from grouped
