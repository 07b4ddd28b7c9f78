-- When a trajectory led to a diploma at its target level or higher. What a school delivers about a trajectory beats what
-- the site notes, also when the school knows a lower level only.
-- One row per trajectory about which a diploma is known; awarded_on and level are null when none
-- reaches the target level.
-- Key: trajectory_id.
with by_school as (
    select
        t.trajectory_id,
        min(d.awarded_on) filter (where reached.rank >= target.rank) as awarded_on,
        arg_min(d.level, d.awarded_on) filter (where reached.rank >= target.rank) as level,
        'school' as source
    from accepted.diploma as d
    inner join core.link as l
        on
            l.dataset = 'diploma'
            and l.delivery_id = d.delivery_id
            and l.record = d.student_key || '|' || d.diploma_no
    inner join accepted.trajectory as t on t.trajectory_id = l.trajectory_id
    inner join core.level as target on target.level = t.target_level
    left join core.level as reached on reached.level = d.level
    group by t.trajectory_id
),

by_site as (
    select
        t.trajectory_id,
        case when reached.rank >= target.rank then t.diploma_on end as awarded_on,
        case when reached.rank >= target.rank then reached.level end as level,
        'site' as source
    from accepted.trajectory as t
    inner join core.level as target on target.level = t.target_level
    inner join core.level as reached on reached.level = coalesce(t.diploma_level, t.target_level)
    where t.diploma_on is not null and t.diploma is distinct from false
)

select trajectory_id, awarded_on, level, source from by_school
union all
select trajectory_id, awarded_on, level, source
from by_site
where not exists (select 1 from by_school where by_school.trajectory_id = by_site.trajectory_id)
