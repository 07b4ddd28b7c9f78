-- A ratio that is not worked out has no sums either, in none of its tables.
select v.location, v.cohort, v.scenario_version, v.status
from published.value as v
left join published.value_benefit as b
    on
        b.location = v.location
        and b.cohort = v.cohort
        and b.scenario_set = v.scenario_set
        and b.scenario_version = v.scenario_version
left join published.tornado as t
    on
        t.location = v.location
        and t.cohort = v.cohort
        and t.scenario_set = v.scenario_set
        and t.scenario_version = v.scenario_version
where
    v.status not in ('final', 'provisional')
    and (
        b.benefit is not null
        or t.assumption is not null
        or coalesce(
            v.costs_eur, v.in_kind_eur, v.benefits_before_eur, v.benefits_eur, v.ratio, v.balance_per_euro, v.ratio_low,
            v.ratio_high, v.break_even_deadweight
        ) is not null
    )
