-- Where a location is demonstrably behind the others together: how many people that is, with the 95 % interval.
-- One row per indicator, location, cohort, level and role. Key: these five.
select
    indicator,
    location,
    cohort,
    level,
    role,
    people,
    low,
    high,
    sentence_nl,
    sentence_en
from disclosed.opportunity
