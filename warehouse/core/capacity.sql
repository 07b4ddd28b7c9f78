-- Places for interns and participants per location and week, with the school year of the week's Thursday.
-- One row per location and ISO week. Key: location, iso_week.
select
    c.location,
    c.iso_week,
    d.cohort,
    c.places
from accepted.capacity as c
inner join core.day as d on d.iso_week = c.iso_week and d.is_thursday
