-- Geholpen bewoners: how many residents had at least one request handled? Each counts once, however many requests.
-- A location is a neighbourhood, so this is the number per neighbourhood.
-- One row per ask and handled request, in the school year of the day it was handled; persons are counted once.
select
    ask,
    location,
    cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    client_key as person
from core.handled_request
