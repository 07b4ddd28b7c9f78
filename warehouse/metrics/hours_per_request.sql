-- Uren per hulpvraag: hours of informal care in a period, divided by the requests handled in that period.
-- One row per ask and visit (its hours) and per ask and handled request (one to divide by). Key: none; rows add up.
with both_sides as (
    select ask, location, cohort, request_id as person, hours as value, 0.0 as divisor
    from core.informal_visit
    union all
    select ask, location, cohort, request_id as person, 0.0 as value, 1.0 as divisor
    from core.handled_request
)

select
    ask,
    location,
    cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    person,
    value,
    divisor
from both_sides
