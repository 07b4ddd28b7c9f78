-- What is hidden gives no opportunity: it would tell the figure. Only a demonstrable shortfall has a size with an interval.
select o.indicator, o.location, o.cohort, o.level, o.role
from published.opportunity as o
left join published.figure as f
    on
        f.indicator = o.indicator
        and f.location = o.location
        and f.cohort = o.cohort
        and f.level = o.level
        and f.role = o.role
where
    (o.more is not null and (f.hidden is distinct from false or f.denominator is null or f.denominator <> o.out_of))
    or (o.status in ('behind', 'not_tested')) <> (o.more is not null and o.out_of is not null)
    or (o.status = 'behind') <> (o.low is not null and o.high is not null)
    or (o.status = 'not_compared') <> (o.reason is not null)
