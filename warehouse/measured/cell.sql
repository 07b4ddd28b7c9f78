-- Leaf rows added up per figure. met + not_met + unknown + not_yet + excluded is everyone in a rate; pending is whoever
-- may still come into it.
-- followed: for survival the days and events of everyone who was followed; mature: whose horizon has passed.
-- met_persons, not_met_persons: on how many people both sides of a clustered rate rest; 0 for other figures.
-- One row per indicator, ask, location, cohort, level and role. Key: these six.
with person as (
    -- Counting distinct whole numbers is several times faster than counting distinct keys.
    select person, row_number() over () as person_no
    from (select distinct person from metrics.leaf where person is not null)
),

person_row as (
    select
        leaf.indicator,
        leaf.kind,
        leaf.bound,
        leaf.ask,
        leaf.location,
        leaf.cohort,
        coalesce(leaf.level, 'unknown') as level,
        coalesce(leaf.role, 'all') as role,
        person.person_no,
        leaf.outcome,
        cast(replace(leaf.week, '-W', '') as integer) as week_no,
        leaf.days,
        leaf.event,
        leaf.is_mature,
        leaf.is_clustered,
        count(*) as n,
        sum(leaf.value) as value,
        sum(leaf.divisor) as divisor
    from metrics.leaf as leaf
    left join person on person.person = leaf.person
    group by all
),

-- Adding up by numbers instead of by words takes an eighth of the time.
subject as (
    select
        *,
        dense_rank() over (order by indicator, kind, bound, ask, role) as subject_no
    from (select distinct indicator, kind, bound, ask, role from person_row)
),

place as (
    select
        *,
        dense_rank() over (order by ask, location) as place_no
    from measured.place
),

crossing as (
    select
        *,
        dense_rank() over (order by is_benchmark, cohort, level) as crossing_no
    from measured.crossing
),

added as (
    select
        s.subject_no,
        p.place_no,
        x.crossing_no,
        cast(coalesce(sum(r.n) filter (where r.outcome = 'met'), 0) as bigint) as met,
        cast(coalesce(sum(r.n) filter (where r.outcome = 'not_met'), 0) as bigint) as not_met,
        cast(coalesce(sum(r.n) filter (where r.outcome = 'unknown'), 0) as bigint) as unknown,
        cast(coalesce(sum(r.n) filter (where r.outcome = 'not_evaluable'), 0) as bigint) as not_yet,
        cast(coalesce(sum(r.n) filter (where r.outcome = 'pending'), 0) as bigint) as pending,
        cast(coalesce(sum(r.n) filter (where r.outcome = 'excluded'), 0) as bigint) as excluded,
        cast(coalesce(sum(r.n) filter (where r.is_mature), 0) as bigint) as mature,
        count(distinct r.person_no) as persons,
        count(distinct case when r.is_clustered and r.outcome = 'met' then r.person_no end) as met_persons,
        count(distinct case when r.is_clustered and r.outcome = 'not_met' then r.person_no end) as not_met_persons,
        sum(r.value) as value,
        sum(r.divisor) as divisor,
        count(distinct r.person_no * 1000000 + r.week_no) as person_weeks,
        count(distinct r.week_no) as weeks,
        coalesce(
            list({'days': r.days, 'event': r.event} order by r.days, r.event) filter (where r.days is not null), []
        ) as followed
    from person_row as r
    inner join subject as s
        on s.indicator = r.indicator and s.kind = r.kind and s.bound is not distinct from r.bound and s.ask = r.ask and s.role = r.role
    inner join place as p on p.ask = r.ask and p.member = r.location
    inner join crossing as x
        on x.is_benchmark = (r.ask = 'benchmark') and x.cohort_member = r.cohort and x.level_member = r.level
    group by all
)

select
    s.indicator,
    s.kind,
    s.bound,
    s.ask,
    p.location,
    x.cohort,
    x.level,
    s.role,
    p.as_of,
    a.* exclude (subject_no, place_no, crossing_no)
from added as a
inner join subject as s on s.subject_no = a.subject_no
inner join (select distinct place_no, location, as_of from place) as p on p.place_no = a.place_no
inner join (select distinct crossing_no, cohort, level from crossing) as x on x.crossing_no = a.crossing_no
