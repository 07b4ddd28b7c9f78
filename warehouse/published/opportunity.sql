-- What a location would have with the share (or the hours per request) of the other visible locations together, in people or
-- hours (unit), out of everyone who was judged (every request). Only a demonstrable shortfall (status behind) has a size with
-- an interval; hours were not tested and have none. more is negative where fewer is better.
-- One row per indicator, location, cohort, level and role. Key: these five.
select
    indicator,
    location,
    cohort,
    level,
    role,
    unit,
    status,
    reason,
    out_of,
    more,
    low,
    high,
    sentence_nl,
    sentence_en
from disclosed.opportunity
order by indicator, location, cohort, level, role
