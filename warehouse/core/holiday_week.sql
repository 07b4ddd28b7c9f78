-- The ISO weeks that are a school holiday in a region: Monday to Friday all lie in one. Of a holiday that is not in the
-- calendar nothing is known here; what a site marks as holiday then still tells.
-- One row per region and ISO week. Key: region, iso_week.
select
    h.region,
    d.iso_week,
    min(h.holiday) as holiday
from agreed.school_holiday as h
inner join core.day as d on d.day between h.first_day and h.last_day
where isodow(d.day) <= 5
group by h.region, d.iso_week
having count(distinct d.day) = 5
