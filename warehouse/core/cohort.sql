-- The school years (1 August to 31 July), the fixed pools of three of them, and all years together.
-- Pools never overlap: …, 2011-2014, 2014-2017, …; each is named by its first August and its last July.
-- One row per cohort. Key: cohort.
with school_year as (
    select
        y as first_year,
        2011 + 3 * cast(floor((y - 2011) / 3.0) as integer) as pool_year
    from (select unnest(range(1990, 2061)) as y)
),

year as (
    select
        first_year || '/' || right(cast(first_year + 1 as varchar), 2) as cohort,
        'year' as kind,
        make_date(first_year, 8, 1) as starts_on,
        make_date(first_year + 1, 7, 31) as ends_on,
        'pool:' || pool_year || '-' || pool_year + 3 as pool
    from school_year
),

pool as (
    select
        pool as cohort,
        'pool' as kind,
        min(starts_on) as starts_on,
        max(ends_on) as ends_on,
        pool,
        arg_max(cohort, ends_on) as last_year
    from year
    group by pool
    having count(*) = 3
),

everything as (
    select
        'all' as cohort,
        'all' as kind,
        cast(null as date) as starts_on,
        cast(null as date) as ends_on,
        cast(null as varchar) as pool,
        cast(null as varchar) as last_year
)

select cohort, kind, starts_on, ends_on, pool, cast(null as varchar) as last_year from year
union all
select cohort, kind, starts_on, ends_on, pool, last_year from pool
union all
select cohort, kind, starts_on, ends_on, pool, last_year from everything
