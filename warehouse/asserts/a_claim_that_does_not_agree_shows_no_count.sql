-- A count that differs from what was published would be new information about people.
select claim, indicator, verdict
from published.claim
where
    (
        verdict in ('not_reproduced', 'not_computed')
        and coalesce(numerator, denominator, not_evaluable, value, low, high) is not null
    )
    or (verdict = 'not_evaluable' and value is not null)
