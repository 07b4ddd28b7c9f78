-- Diplomarendement: of everyone who definitively started, who got a diploma at the target level or higher in time?
-- In time is 183 days after the planned end. Nobody is judged before that, unless the whole start group has ended.
-- One row per ask and first definitive start. Key: ask, location, person, role.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    case
        when is_left_out then 'excluded'
        when horizon_on is null or not is_judged then 'not_evaluable'
        when awarded_on <= horizon_on + 183 then 'met'
        else 'not_met'
    end as outcome
from core.start
