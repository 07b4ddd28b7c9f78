-- Diploma bij uitstroom: of everyone who left, who left with a diploma at the target level or higher?
-- An intern leaves after thirteen weeks and graduates years later: interns are judged when their studies should be over.
-- Who is still running is no leaver yet: not evaluable, so that a cohort is provisional until everyone has left.
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
        when ended_on is null or (role = 'intern' and not is_judged) then 'not_evaluable'
        when awarded_on is not null then 'met'
        else 'not_met'
    end as outcome
from core.start
