-- What was published before, beside what the same people and period give now.
-- started_from, started_until: whom it is about, or the calendar period; cohort: of the published ratio that it stands beside.
-- One row per claim and statement. Key: claim, indicator (null: no indicator gives it).
select
    claim,
    indicator,
    location,
    role,
    text,
    source,
    as_of,
    started_from,
    started_until,
    cohort,
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
