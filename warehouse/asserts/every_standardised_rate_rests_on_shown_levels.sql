-- A rate corrected for level needs every level of that location to be shown; else the hidden one is the difference.
select s.indicator, s.location, s.cohort, s.level, s.role
from published.standardised as s
inner join published.level as l on l.level not in ('all', 'mbo1-2', 'mbo3-4')
inner join published.figure as f
    on
        f.indicator = s.indicator
        and f.location = s.location
        and f.cohort = s.cohort
        and f.level = l.level
        and f.role = s.role
where s.value is not null and f.hidden
