-- A chart over the years shows figures that are shown, and no other number.
select t.indicator, t.location, t.cohort, t.level, t.role
from published.trend as t
left join published.figure as f
    on
        f.indicator = t.indicator
        and f.location = t.location
        and f.cohort = t.cohort
        and f.level = t.level
        and f.role = t.role
where f.hidden is distinct from false or f.value is distinct from t.value
