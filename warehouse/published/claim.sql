-- What was published before, beside what the same people and period give now.
-- One row per claim and statement. Key: claim, indicator (null: no indicator gives it).
select
    claim,
    indicator,
    location,
    text,
    source,
    as_of,
    numerator,
    denominator,
    not_evaluable,
    value,
    low,
    high,
    published_text,
    computed_text,
    verdict,
    explanation_nl,
    explanation_en
from disclosed.claim
