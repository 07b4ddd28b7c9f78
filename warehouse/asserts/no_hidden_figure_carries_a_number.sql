-- A hidden figure has no number at all, and a reason.
select indicator, location, cohort, level, role
from published.figure
where
    hidden
    and (
        coalesce(
            numerator, denominator, not_evaluable, excluded, unknown, value, low, high, maturity, response, bound_low,
            bound_high
        ) is not null
        or hidden_reason is null
        or status <> 'hidden'
    )
