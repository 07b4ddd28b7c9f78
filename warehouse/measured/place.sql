-- The groups of locations that figures are made for: for the benchmark each location, site and everything; for a claim
-- only the place that the claim is about. as_of: what all locations of the group can be known until.
-- One row per ask, location and group. Key: ask, member, location.
with grouped as (
    select v.ask, v.location as member, g.label as location, v.as_of
    from core.vantage as v
    inner join core.group_member as g on g.dimension = 'location' and g.member = v.location
    where v.ask = 'benchmark'
    union all
    select v.ask, v.location as member, c.location, v.as_of
    from core.vantage as v
    inner join agreed.claim as c on c.claim = v.ask
)

select
    ask,
    member,
    location,
    min(as_of) over (partition by ask, location) as as_of
from grouped
