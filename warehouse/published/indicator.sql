-- What each indicator means, in words, and the SQL that counts it.
-- One row per indicator. Key: indicator.
select
    indicator,
    kind,
    unit,
    direction,
    label_nl,
    label_en,
    question_nl,
    question_en,
    purpose_nl,
    purpose_en,
    numerator_nl,
    numerator_en,
    denominator_nl,
    denominator_en,
    not_evaluable_nl,
    not_evaluable_en,
    excluded_nl,
    excluded_en,
    cast(horizon_days as integer) as horizon_days,
    cast(bound as varchar) as bound,
    version,
    cast(adopted_on as date) as adopted_on,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    owner,
    cast(next_review as date) as next_review,
    sources,
    sql,
    cast(position as integer) as position
from agreed.indicator
order by position
