-- Dagen tot het eerste bezoek: how long did a resident wait on average? A request counts when 91 days have passed since it
-- was made, so that quick visits do not come in before slow ones; who then still waits counts for 91 days.
-- Left out: cancelled and referred requests, and requests that were handled without a visit that was delivered.
-- Requests from before the first visit that a location delivered tell nothing.
-- One row per ask and request, in the school year in which it was made. Key: none; rows add up.
with visited as (
    select request_id, min(visited_on) as visited_on
    from accepted.visit
    group by request_id
),

delivered as (
    select location, min(visited_on) as first_on
    from accepted.visit
    group by location
)

select
    v.ask,
    v.location,
    d.cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    r.client_key as person,
    case when i.visited_on is null then 91.0 else least(greatest(i.visited_on - r.requested_on, 0), 91) end as value,
    1.0 as divisor
from accepted.help_request as r
inner join core.vantage as v on v.location = r.location
inner join core.day as d on d.day = r.requested_on
inner join delivered on delivered.location = r.location
left join visited as i on i.request_id = r.request_id
where
    r.status not in ('cancelled', 'referred')
    and r.requested_on between greatest(v.started_from, delivered.first_on) and v.started_until
    and r.requested_on <= v.as_of - 91
    and (i.visited_on is not null or r.status <> 'handled')
