-- Afgehandelde hulpvragen: how many requests for help were handled?
-- One row per ask and handled request, in the school year of the day it was handled. Key: none; rows add up.
select
    ask,
    location,
    cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    client_key as person,
    strftime(handled_on, '%Y-%m') as month,
    1.0 as value
from core.handled_request
