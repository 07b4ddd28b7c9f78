-- A point of a curve needs T people at risk, and a figure that is shown.
select s.indicator, s.location, s.cohort, s.level, s.role, s.day
from published.survival as s
cross join published.publication as p
left join published.figure as f
    on
        f.indicator = s.indicator
        and f.location = s.location
        and f.cohort = s.cohort
        and f.level = s.level
        and f.role = s.role
where s.at_risk < p.threshold or f.hidden is distinct from false
