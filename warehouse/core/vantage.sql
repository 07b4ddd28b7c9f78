-- From where each question looks: as of which day, and at which starts (or, for counts, at which calendar period).
-- 'benchmark' looks at everything up to a location's own as-of date; a claim looks as its publication could have looked.
-- One row per ask and location. Key: ask, location.
with complete_until as (
    select partner, min(as_of) as as_of
    from core.coverage
    group by partner
),

place as (
    select l.location, l.site, c.as_of
    from agreed.location as l
    inner join complete_until as c on c.partner = l.partner
),

benchmark as (
    select
        'benchmark' as ask,
        location,
        as_of,
        date '1900-01-01' as started_from,
        as_of as started_until
    from place
),

claim as (
    select
        c.claim as ask,
        p.location,
        least(c.as_of, p.as_of) as as_of,
        c.started_from,
        c.started_until
    from agreed.claim as c
    inner join place as p on c.location in (p.location, p.site)
)

select ask, location, as_of, started_from, started_until from benchmark
union all
select ask, location, as_of, started_from, started_until from claim
