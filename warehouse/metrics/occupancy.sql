-- Bezetting: how many of the places were taken? Interns who were there ÷ places, over school weeks of which the site
-- delivered both who was there and how many places there were. More interns than places gives more than 100 %.
-- One row per ask, week and intern (one taken) and per ask and week (its places). Key: none; rows add up.
with counted_week as (
    select distinct w.ask, w.location, w.cohort, w.iso_week, c.places
    from core.intern_week as w
    inner join core.capacity as c on c.location = w.location and c.iso_week = w.iso_week
    where c.places > 0
),

both_sides as (
    select w.ask, w.location, w.cohort, w.person, 1.0 as value, 0.0 as divisor
    from core.intern_week as w
    inner join counted_week as c on c.ask = w.ask and c.location = w.location and c.iso_week = w.iso_week
    where w.person is not null
    union all
    select ask, location, cohort, null as person, 0.0 as value, places as divisor
    from counted_week
)

select
    ask,
    location,
    cohort,
    cast(null as varchar) as level,
    'intern' as role,
    person,
    value,
    divisor
from both_sides
