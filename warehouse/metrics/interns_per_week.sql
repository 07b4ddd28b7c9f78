-- Stagiairs per week: how many interns were there in a school week? Holiday weeks of the location's region are left out; a
-- week with planned interns of whom nobody came counts as a week with nobody (person is null).
-- An ISO week belongs to the period and the school year of its Thursday.
-- One row per ask, week and intern who was there. Key: ask, location, week, person.
select
    ask,
    location,
    cohort,
    cast(null as varchar) as level,
    'intern' as role,
    person,
    iso_week as week
from core.intern_week
