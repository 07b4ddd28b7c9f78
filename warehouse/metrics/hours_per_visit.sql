-- Uren per bezoek: hours of informal care divided by the visits in which they were given.
-- One row per ask and visit, in the school year of the day of the visit. Key: none; rows add up.
select
    ask,
    location,
    cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    request_id as person,
    hours as value,
    1.0 as divisor
from core.informal_visit
