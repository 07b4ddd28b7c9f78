-- MKBA: what does a site cost in a closed calendar year? The ratio itself is computed from published figures only
-- (pipelines/stages/value.py): benefits = published counts × the assumptions in sources/value; these are the costs below it.
-- Spent, not budgeted; `open_items` counts what was budgeted and not booked yet (p.m.), which keeps the ratio provisional.
-- One row per site, year and payer. Key: these three.
with complete_until as (
    select l.site, min(v.as_of) as as_of
    from core.vantage as v
    inner join agreed.location as l on l.location = v.location
    where v.ask = 'benchmark'
    group by l.site
),

item as (
    select
        site,
        year,
        payer,
        kind,
        sum(amount_eur) filter (where basis = 'actual') as spent_eur,
        sum(amount_eur) filter (where basis = 'budget') as budget_eur
    from core.cost
    group by site, year, payer, kind
)

select
    i.site,
    i.year,
    i.payer,
    coalesce(sum(i.spent_eur), 0) as amount_eur,
    count(*) filter (where i.spent_eur is null and i.budget_eur <> 0) as open_items
from item as i
inner join complete_until as c on c.site = i.site
where make_date(i.year, 12, 31) <= c.as_of
group by i.site, i.year, i.payer
