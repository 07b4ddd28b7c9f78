-- A ratio, the costs and the assumptions give back the counts below it: each must be a figure that is shown as it is.
select b.location, b.cohort, b.scenario_version, b.benefit
from published.value_benefit as b
left join published.figure as f
    on
        f.indicator = b.indicator
        and f.location = b.location
        and f.cohort = b.cohort
        and f.level = 'all'
        and f.role = b.role
where f.hidden is distinct from false or f.numerator is distinct from b.counted
