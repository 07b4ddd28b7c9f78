-- Of how many people in a figure each supplier that is no site knows the outcome itself: it delivered a dataset about them
-- that the figure rests on. Somebody's employer knows that they work, not whether they have a diploma.
-- One row per supplier, indicator, location, cohort, level and role. Key: these six.
with own as (
    select distinct l.partner, i.indicator, l.person
    from core.link as l
    inner join agreed.party as p on p.partner = l.partner and p.kind <> 'site'
    inner join agreed.indicator as i on list_contains(string_split(i.sources, ', '), l.dataset)
    where l.person is not null
),

person_row as (
    select
        own.partner,
        leaf.indicator,
        leaf.location,
        leaf.cohort,
        coalesce(leaf.level, 'unknown') as level,
        coalesce(leaf.role, 'all') as role,
        leaf.outcome,
        count(*) as n
    from metrics.leaf as leaf
    inner join own on own.person = leaf.person and own.indicator = leaf.indicator
    where leaf.ask = 'benchmark' and leaf.outcome is not null
    group by all
)

select
    r.partner,
    r.indicator,
    p.location,
    x.cohort,
    x.level,
    r.role,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'met'), 0) as bigint) as met,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'not_met'), 0) as bigint) as not_met,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'unknown'), 0) as bigint) as unknown,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'not_evaluable'), 0) as bigint) as not_yet,
    cast(coalesce(sum(r.n) filter (where r.outcome = 'excluded'), 0) as bigint) as excluded
from person_row as r
inner join measured.place as p on p.ask = 'benchmark' and p.member = r.location
inner join measured.crossing as x on x.is_benchmark and x.cohort_member = r.cohort and x.level_member = r.level
group by all
