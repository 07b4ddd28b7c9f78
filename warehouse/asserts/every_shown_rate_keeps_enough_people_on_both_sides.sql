-- T ≤ numerator ≤ n − T, and nobody else is counted in less than T; a site may see its own people exactly.
select f.indicator, f.location, f.cohort, f.level, f.role
from published.figure as f
inner join published.indicator as i on i.indicator = f.indicator and i.kind = 'rate' and i.about = 'people'
cross join published.publication as p
left join published.location as l on l.location = f.location
where
    not f.hidden
    and p.audience is distinct from 'site:' || coalesce(l.site, f.location)
    and (
        (f.denominator > 0 and (f.numerator < p.threshold or f.denominator - f.numerator < p.threshold))
        or f.not_evaluable between 1 and p.threshold - 1
        or f.excluded between 1 and p.threshold - 1
        or f.unknown between 1 and p.threshold - 1
    )
