-- Where a location is demonstrably behind the others together: how many people that is, with the 95 % interval. For hours per
-- request: how many more hours of help (negative: fewer) the same requests would have had elsewhere; not tested, no interval.
-- One row per indicator, location, cohort, level and role. Key: these five.
select
    indicator,
    location,
    cohort,
    level,
    role,
    people,
    hours,
    low,
    high,
    sentence_nl,
    sentence_en
from disclosed.opportunity
