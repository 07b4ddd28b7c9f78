-- Uren informele zorg: how many hours were spent on visits, without travel, training and formal care?
-- One row per ask and visit, in the school year of the day of the visit. Key: none; rows add up.
select
    ask,
    location,
    cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    request_id as person,
    strftime(visited_on, '%Y-%m') as month,
    hours as value
from core.informal_visit
