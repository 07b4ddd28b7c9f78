-- 0 ≤ low ≤ value ≤ high ≤ 1, and the value is numerator ÷ denominator. Below 20 people a clustered rate has no interval.
select f.indicator, f.location, f.cohort, f.level, f.role
from published.figure as f
inner join published.indicator as i on i.indicator = f.indicator and i.kind = 'rate'
where
    not f.hidden
    and f.denominator > 0
    and (
        not coalesce(f.low >= 0 and f.low <= f.value and f.value <= f.high and f.high <= 1, i.clustered and f.low is null)
        or abs(f.value - f.numerator / f.denominator) > 1e-9
    )
