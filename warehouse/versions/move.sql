-- Who moves when the waiting version goes live: how many people (or events) with which outcome get which other one.
-- was, becomes: met, not_met, unknown, not_evaluable, pending or excluded; counted for what has no outcome; absent: not in this
-- cell at all; counted_differently: the same outcome with another value, week or follow-up. Rows that are the same in both
-- versions stay where they are; what is left of somebody who stands in a cell more than once is paired in order.
-- One row per indicator, location, cohort, level, role, was and becomes. Key: these seven.
with leaf as (
    select true as is_live, * from metrics.leaf
    where ask = 'benchmark' and indicator in (select w.indicator from shadow.waiting as w)
    union all
    select false as is_live, * from shadow.leaf
    where ask = 'benchmark'
),

placed as (
    select
        l.indicator,
        p.location,
        x.cohort,
        x.level,
        coalesce(l.role, 'all') as role,
        l.person,
        coalesce(l.outcome, 'counted') as outcome,
        {'week': l.week, 'value': l.value, 'divisor': l.divisor, 'days': l.days, 'event': l.event} as counted,
        count(*) filter (where l.is_live) as live,
        count(*) filter (where not l.is_live) as waiting
    from leaf as l
    inner join measured.place as p on p.ask = l.ask and p.member = l.location
    inner join measured.crossing as x
        on x.is_benchmark and x.cohort_member = l.cohort and x.level_member = coalesce(l.level, 'unknown')
    group by all
),

left_over as (
    select
        *,
        row_number() over (
            partition by indicator, location, cohort, level, role, person, is_live
            order by counted, outcome
        ) as nth
    from (
        select *, true as is_live, unnest(range(live - waiting)) as copy
        from placed
        where live > waiting
        union all
        select *, false as is_live, unnest(range(waiting - live)) as copy
        from placed
        where waiting > live
    )
),

paired as (
    select
        coalesce(a.indicator, b.indicator) as indicator,
        coalesce(a.location, b.location) as location,
        coalesce(a.cohort, b.cohort) as cohort,
        coalesce(a.level, b.level) as level,
        coalesce(a.role, b.role) as role,
        coalesce(a.outcome, 'absent') as was,
        case
            when b.indicator is null then 'absent'
            when a.outcome = b.outcome then 'counted_differently'
            else b.outcome
        end as becomes,
        1 as people
    from (select * from left_over where is_live) as a
    full join (select * from left_over where not is_live) as b
        on
            b.indicator = a.indicator
            and b.location = a.location
            and b.cohort = a.cohort
            and b.level = a.level
            and b.role = a.role
            and b.person is not distinct from a.person
            and b.nth = a.nth
),

everyone as (
    select indicator, location, cohort, level, role, was, becomes, people from paired
    union all
    select indicator, location, cohort, level, role, outcome as was, outcome as becomes, least(live, waiting) as people
    from placed
    where live > 0 and waiting > 0
)

select
    e.indicator,
    e.location,
    e.cohort,
    e.level,
    e.role,
    e.was,
    e.becomes,
    cast(sum(e.people) as bigint) as people
from everyone as e
inner join versions.cell as c
    on
        c.indicator = e.indicator
        and c.location = e.location
        and c.cohort = e.cohort
        and c.level = e.level
        and c.role = e.role
group by all
