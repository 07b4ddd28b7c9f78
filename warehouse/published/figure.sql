-- Every figure that this audience may see; the numbers of a hidden figure are null.
-- One row per indicator, location, cohort, level and role. Key: these five.
select
    f.indicator,
    f.location,
    coalesce(l.site, f.location) as site,
    f.cohort,
    f.level,
    f.role,
    f.numerator,
    f.denominator,
    f.not_evaluable,
    f.excluded,
    f.unknown,
    f.value,
    f.low,
    f.high,
    f.maturity,
    f.hidden,
    f.hidden_reason,
    f.status,
    f.response,
    f.bound_low,
    f.bound_high,
    i.version as definition_version,
    p.version as publication
from disclosed.figure as f
inner join agreed.indicator as i on i.indicator = f.indicator
left join agreed.location as l on l.location = f.location
cross join disclosed.publication as p
order by i.position, f.location, f.cohort, f.level, f.role
