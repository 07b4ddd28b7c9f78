-- Doorstroom van niveau 1: of the graduates of level 1, who was enrolled at level 2 or higher on the next 1 October?
-- A lower bound: a graduate whom the own school does not know any more may be at another, is unknown and counts below.
-- Who may still graduate is in no count, but keeps the figure provisional (pending).
-- One row per ask and (possible) graduate. Key: ask, location, person, role.
select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    outcome
from core.next_october
where level = 'mbo1'
