-- Published crossings are location × cohort and location × level; a third way would make cells too small.
select indicator, location, cohort, level, role
from published.figure
where cohort <> 'all' and level <> 'all'
