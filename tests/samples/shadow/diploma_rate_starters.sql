-- Diplomarendement, second version: whoever stops within 56 days without a diploma is left out instead of not reached.
-- One row per ask and first definitive start. Key: ask, location, person, role.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    case
        when is_left_out or (awarded_on is null and ended_on - started_on <= 56) then 'excluded'
        when horizon_on is null or not is_judged then 'not_evaluable'
        when awarded_on <= horizon_on + 183 then 'met'
        else 'not_met'
    end as outcome
from core.start
