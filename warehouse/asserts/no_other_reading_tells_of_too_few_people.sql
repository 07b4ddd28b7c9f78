-- The difference between a figure and its wider reading is a count of people: never a small one, and never of a hidden figure.
select s.indicator, s.location, s.role, s.left_out
from published.sensitivity as s
cross join published.publication as p
left join published.figure as f
    on
        f.indicator = s.indicator
        and f.location = s.location
        and f.cohort = s.cohort
        and f.level = s.level
        and f.role = s.role
where
    s.location <> 'all'
    or (s.status = 'shown') <> (s.people is not null)
    or (s.people is null and coalesce(s.numerator, s.denominator, s.value, s.low, s.high) is not null)
    or (
        s.people is not null
        and (
            s.people < p.threshold
            or f.hidden is distinct from false
            or f.denominator - s.denominator <> s.people
            or f.numerator <> s.numerator
            or s.denominator - s.numerator < p.threshold
        )
    )
