-- What is hidden may not be compared: the test would tell what it is. A comparison that was not made has no number.
select c.indicator, c.location, c.cohort, c.level, c.role, c.against
from published.comparison as c
left join published.figure as f
    on
        f.indicator = c.indicator
        and f.location = c.location
        and f.cohort = c.cohort
        and f.level = c.level
        and f.role = c.role
where
    (c.p_value is not null and (f.hidden is distinct from false or f.denominator is null))
    or (c.status = 'not_compared')
    <> (coalesce(c.p_value, c.difference, c.low, c.high, c.compared_with) is null and c.reason is not null)
