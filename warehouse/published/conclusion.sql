-- What every figure says by itself, in a sentence; of a hidden figure it holds no number.
-- One row per figure. Key: indicator, location, cohort, level, role.
select
    indicator,
    location,
    cohort,
    level,
    role,
    sentence_nl,
    sentence_en
from disclosed.conclusion
