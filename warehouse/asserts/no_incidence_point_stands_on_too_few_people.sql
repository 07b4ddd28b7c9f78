-- A point of a curve needs T people at risk, and a figure that is shown.
select i.indicator, i.location, i.cohort, i.level, i.role, i.day
from published.incidence as i
cross join published.publication as p
left join published.figure as f
    on
        f.indicator = i.indicator
        and f.location = i.location
        and f.cohort = i.cohort
        and f.level = i.level
        and f.role = i.role
where i.at_risk < p.threshold or f.hidden is distinct from false
