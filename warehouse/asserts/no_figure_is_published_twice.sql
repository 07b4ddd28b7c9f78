-- One row per indicator, location, cohort, level and role.
select indicator, location, cohort, level, role
from published.figure
group by indicator, location, cohort, level, role
having count(*) > 1
