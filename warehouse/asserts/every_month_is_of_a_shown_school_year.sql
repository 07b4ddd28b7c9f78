-- Months add up to their school year: where the year is hidden they are too, and they are never more than the year.
select m.indicator, m.location, m.cohort, m.role
from published.trend_by_month as m
left join published.figure as f
    on
        f.indicator = m.indicator
        and f.location = m.location
        and f.cohort = m.cohort
        and f.level = m.level
        and f.role = m.role
group by m.indicator, m.location, m.cohort, m.role
having bool_or(f.hidden is distinct from false) or sum(m.value) > max(f.value) + 1e-6
