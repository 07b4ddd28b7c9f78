-- Stage voltooid: of the placements whose planned end has passed, in how many was the intern there in at least 80 % of the
-- planned weeks? Weeks of illness and holiday are out of the base: of 13 weeks it takes 11, of 12 it takes 10.
-- Nobody is judged before the planned end. Weeks without a mark leave it unknown, unless they cannot change the outcome.
-- One row per ask and placement, in the school year in which it began. Key: ask, placement (a person may have several).
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    case
        when is_left_out then 'excluded'
        when not is_over then 'not_evaluable'
        when marked_weeks = 0 then 'unknown'
        when base_weeks <= 0 then 'excluded'
        when attended_weeks * 5 >= base_weeks * 4 then 'met'
        when (attended_weeks + unmarked_weeks) * 5 < base_weeks * 4 then 'not_met'
        else 'unknown'
    end as outcome
from core.placement
