-- The school years and pools that occur in a figure, and all years together.
-- One row per cohort. Key: cohort.
select
    c.cohort,
    case c.kind
        when 'all' then 'Alle jaren'
        when 'pool' then 'Schooljaren ' || year(c.starts_on) || '/' || right(cast(year(c.starts_on) + 1 as varchar), 2)
            || ' t/m ' || c.last_year
        else c.cohort
    end as label_nl,
    case c.kind
        when 'all' then 'All years'
        when 'pool' then 'School years ' || year(c.starts_on) || '/' || right(cast(year(c.starts_on) + 1 as varchar), 2)
            || ' to ' || c.last_year
        else c.cohort
    end as label_en,
    c.kind,
    cast(row_number() over (order by c.kind, c.starts_on) - 1 as integer) as position
from core.cohort as c
where c.kind = 'all' or exists (select 1 from disclosed.figure as f where f.cohort = c.cohort)
order by position
