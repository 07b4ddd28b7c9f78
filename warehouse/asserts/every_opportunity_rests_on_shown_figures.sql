-- What is hidden gives no opportunity: it would tell the figure. People only with an interval and a demonstrable difference.
select o.indicator, o.location, o.cohort, o.level, o.role
from published.opportunity as o
left join published.figure as f
    on
        f.indicator = o.indicator
        and f.location = o.location
        and f.cohort = o.cohort
        and f.level = o.level
        and f.role = o.role
left join published.comparison as c
    on
        c.indicator = o.indicator
        and c.location = o.location
        and c.cohort = o.cohort
        and c.level = o.level
        and c.role = o.role
        and c.against = 'others'
where
    f.hidden is distinct from false
    or (o.people is null) = (o.hours is null)
    or (o.people is not null) <> (o.low is not null and o.high is not null)
    or (o.people is not null and c.q_passed is distinct from true)
