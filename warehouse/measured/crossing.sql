-- The crossings that figures are made for: location × cohort and location × level, never three ways. A claim has no
-- crossings: it is about everything in its own selection.
-- One row per kind of ask, cohort, level and crossing. Key: is_benchmark, cohort_member, level_member, cohort, level.
with cohort as (
    select member, label from core.group_member where dimension = 'cohort'
),

level as (
    select member, label from core.group_member where dimension = 'level'
)

select
    true as is_benchmark,
    c.member as cohort_member,
    l.member as level_member,
    c.label as cohort,
    l.label as level
from cohort as c
cross join level as l
where c.label = 'all' or l.label = 'all'
union all
select
    false as is_benchmark,
    c.member as cohort_member,
    l.member as level_member,
    c.label as cohort,
    l.label as level
from cohort as c
cross join level as l
where c.label = 'all' and l.label = 'all'
