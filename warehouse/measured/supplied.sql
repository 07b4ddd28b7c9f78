-- Of how many people in a figure each supplier that is no site knows itself that they reached it: it delivered a dataset about
-- them that the figure rests on. Somebody's employer knows that they work, not whether they have a diploma; and a supplier
-- knows a yes, not a no: another employer or school may know better, and who is not yet due or excluded only the site knows.
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
        count(*) as n
    from metrics.leaf as leaf
    inner join own on own.person = leaf.person and own.indicator = leaf.indicator
    where leaf.ask = 'benchmark' and leaf.outcome = 'met'
    group by all
)

select
    r.partner,
    r.indicator,
    p.location,
    x.cohort,
    x.level,
    r.role,
    cast(sum(r.n) as bigint) as met
from person_row as r
inner join measured.place as p on p.ask = 'benchmark' and p.member = r.location
inner join measured.crossing as x on x.is_benchmark and x.cohort_member = r.cohort and x.level_member = r.level
group by all
