-- What each person (of deliveries: each partner) brings to a figure whose unit is not a person counted once: the clusters
-- that an interval has to draw again as a whole. Equal clusters are counted together.
-- numerator and denominator: what one cluster adds to both; fixed: the part of the denominator that is nobody's (weeks of a
-- location, places).
-- One row per indicator, ask, location, cohort, level, role and kind of cluster. Key: these and numerator, denominator.
with leaf as (
    select *
    from metrics.leaf
    where is_clustered
),

placed as (
    select
        l.indicator,
        l.kind,
        l.ask,
        p.location,
        x.cohort,
        x.level,
        coalesce(l.role, 'all') as role,
        l.person,
        l.week,
        case l.kind when 'rate' then cast(l.outcome = 'met' as integer) when 'per_week' then 1 else l.value end as numerator,
        case l.kind
            when 'rate' then cast(l.outcome in ('met', 'not_met') as integer)
            when 'ratio' then l.divisor
            else 0
        end as denominator
    from leaf as l
    inner join measured.place as p on p.ask = l.ask and p.member = l.location
    inner join measured.crossing as x
        on
            x.is_benchmark = (l.ask = 'benchmark')
            and x.cohort_member = l.cohort
            and x.level_member = coalesce(l.level, 'unknown')
    where l.kind <> 'rate' or l.outcome in ('met', 'not_met')
),

fixed as (
    select
        indicator, ask, location, cohort, level, role,
        case when any_value(kind) = 'per_week' then count(distinct week) else coalesce(sum(denominator) filter (where person is null), 0)
        end as fixed
    from placed
    group by indicator, ask, location, cohort, level, role
),

once as (
    -- somebody who was at two locations in one week was there once
    select distinct indicator, ask, location, cohort, level, role, person, week, numerator, denominator
    from placed
    where kind = 'per_week' and person is not null
    union all
    select indicator, ask, location, cohort, level, role, person, week, numerator, denominator
    from placed
    where kind <> 'per_week' and person is not null
),

person as (
    select
        indicator, ask, location, cohort, level, role, person,
        sum(numerator) as numerator,
        sum(denominator) as denominator
    from once
    group by indicator, ask, location, cohort, level, role, person
)

select
    p.indicator,
    p.ask,
    p.location,
    p.cohort,
    p.level,
    p.role,
    cast(p.numerator as double) as numerator,
    cast(p.denominator as double) as denominator,
    count(*) as clusters,
    cast(f.fixed as double) as fixed
from person as p
inner join fixed as f
    on
        f.indicator = p.indicator
        and f.ask = p.ask
        and f.location = p.location
        and f.cohort = p.cohort
        and f.level = p.level
        and f.role = p.role
group by all
