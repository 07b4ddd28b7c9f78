-- A page must be able to name everything that a figure is about.
select f.indicator, f.location, f.cohort, f.level, f.role
from published.figure as f
where
    not exists (select 1 from published.indicator as i where i.indicator = f.indicator)
    or not exists (select 1 from published.location as l where l.location = f.location)
    or not exists (select 1 from published.cohort as c where c.cohort = f.cohort)
    or not exists (select 1 from published.level as v where v.level = f.level)
