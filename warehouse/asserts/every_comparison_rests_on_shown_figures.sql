-- What is hidden may not be compared: the test would tell what it is.
select c.indicator, c.location, c.cohort, c.level, c.role
from published.comparison as c
left join published.figure as f
    on
        f.indicator = c.indicator
        and f.location = c.location
        and f.cohort = c.cohort
        and f.level = c.level
        and f.role = c.role
where f.hidden is distinct from false or f.denominator is null
