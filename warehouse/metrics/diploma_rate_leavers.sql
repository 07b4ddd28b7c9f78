-- Diploma bij uitstroom: of everyone who left, who left with a diploma at the target level or higher?
-- An intern leaves after thirteen weeks and graduates years later: interns are judged when their studies should be over.
-- One row per ask and first definitive start that has ended. Key: ask, location, person, role.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    case
        when is_left_out then 'excluded'
        when role = 'intern' and coalesce(horizon_on + 183 > as_of, true) then 'not_evaluable'
        when awarded_on is not null then 'met'
        else 'not_met'
    end as outcome
from core.start
where ended_on is not null
