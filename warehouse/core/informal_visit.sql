-- Visits that are informal care (or of which the setting was not delivered), as far as each ask could know, and whom they
-- were for (null: the request was not delivered).
-- One row per ask and visit. Key: ask, visit_id.
with request as (
    select request_id, min(client_key) as client_key
    from accepted.help_request
    group by request_id
)

select
    v.ask,
    v.location,
    d.cohort,
    i.visit_id,
    i.request_id,
    r.client_key,
    i.visited_on,
    i.hours
from accepted.visit as i
inner join core.vantage as v on v.location = i.location
inner join core.day as d on d.day = i.visited_on
left join request as r on r.request_id = i.request_id
where
    i.setting is distinct from 'formal'
    and i.visited_on between v.started_from and v.started_until
    and i.visited_on <= v.as_of
