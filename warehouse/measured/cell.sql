-- Leaf rows added up per figure. met + not_met + unknown + not_yet + excluded is everyone in a rate.
-- followed: for survival the days and events of everyone who was followed; mature: whose horizon has passed.
-- One row per indicator, ask, location, cohort, level and role. Key: these six.
with person_row as (
    select
        indicator,
        kind,
        bound,
        ask,
        location,
        cohort,
        coalesce(level, 'unknown') as level,
        coalesce(role, 'all') as role,
        person,
        outcome,
        week,
        days,
        event,
        is_mature,
        count(*) as n,
        sum(value) as value,
        sum(divisor) as divisor
    from measured.leaf
    group by all
)

select
    r.indicator,
    r.kind,
    r.bound,
    r.ask,
    p.location,
    x.cohort,
    x.level,
    r.role,
    p.as_of,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'met'), 0) as bigint) as met,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'not_met'), 0) as bigint) as not_met,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'unknown'), 0) as bigint) as unknown,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'not_evaluable'), 0) as bigint) as not_yet,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'excluded'), 0) as bigint) as excluded,
    cast(coalesce(sum(r.n) filter (where r.is_mature), 0) as bigint) as mature,
    count(distinct r.person) as persons,
    sum(r.value) as value,
    sum(r.divisor) as divisor,
    count(distinct {'person': r.person, 'week': r.week}) filter (where r.kind = 'per_week' and r.person is not null)
        as person_weeks,
    count(distinct r.week) as weeks,
    list({'days': r.days, 'event': r.event} order by r.days, r.event) filter (where r.days is not null) as followed
from person_row as r
inner join measured.place as p on p.ask = r.ask and p.member = r.location
inner join measured.crossing as x
    on x.is_benchmark = (r.ask = 'benchmark') and x.cohort_member = r.cohort and x.level_member = r.level
group by all
