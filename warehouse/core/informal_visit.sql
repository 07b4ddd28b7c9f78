-- Visits that are informal care (or of which the setting was not delivered), as far as each ask could know.
-- One row per ask and visit. Key: ask, visit_id.
select
    v.ask,
    v.location,
    d.cohort,
    i.visit_id,
    i.request_id,
    i.hours
from accepted.visit as i
inner join core.vantage as v on v.location = i.location
inner join core.day as d on d.day = i.visited_on
where
    i.setting is distinct from 'formal'
    and i.visited_on between v.started_from and v.started_until
    and i.visited_on <= v.as_of
