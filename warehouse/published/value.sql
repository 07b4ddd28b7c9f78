-- What a site costs and what it is worth to society (MKBA), in prices of the price year; benefits before and after what is
-- not its doing; ratio: benefits per euro (2,80), balance: what remains of it (1,80). Hidden where a figure below it is.
-- One row per site, period (cohort) and scenario set. Key: location, cohort, scenario_set, scenario_version.
select
    v.location,
    v.cohort,
    v.scenario_set,
    v.scenario_version,
    s.status as scenario_status,
    cast(s.price_year as integer) as price_year,
    s.discount_rate,
    v.costs_eur,
    v.in_kind_eur,
    v.benefits_before_eur,
    v.benefits_eur,
    v.ratio,
    v.balance_per_euro,
    v.ratio_low,
    v.ratio_high,
    v.break_even_deadweight,
    v.status,
    v.reason,
    p.version as publication
from disclosed.value as v
inner join disclosed.scenario as s
    on s.scenario_set = v.scenario_set and s.scenario_version = v.scenario_version
cross join disclosed.publication as p
order by v.location, v.cohort, v.scenario_set, v.scenario_version
