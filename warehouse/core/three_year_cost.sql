-- What a site spent in its three newest closed years on end: money really spent, all kinds and payers; euros.
-- A year is closed when it is over on the as-of date. Fewer than three years on end: the site is not here.
-- One row per ask and site. Key: ask, site.
with seen_from as (
    select v.ask, l.site, min(v.as_of) as as_of, min(v.started_from) as started_from, max(v.started_until) as started_until
    from core.vantage as v
    inner join agreed.location as l on l.location = v.location
    group by v.ask, l.site
),

closed as (
    select s.ask, s.site, c.year, sum(c.amount_eur) as eur
    from core.cost as c
    inner join seen_from as s on s.site = c.site
    where
        c.basis = 'actual'
        and make_date(c.year, 12, 31) <= least(s.as_of, s.started_until)
        and make_date(c.year, 1, 1) >= s.started_from
    group by s.ask, s.site, c.year
),

newest as (
    select ask, site, max(year) as last_year
    from closed
    group by ask, site
)

select
    c.ask,
    c.site,
    p.location,
    make_date(min(c.year), 1, 1) as from_on,
    make_date(max(c.year), 12, 31) as until_on,
    sum(c.eur) as eur
from closed as c
inner join newest as n on n.ask = c.ask and n.site = c.site and c.year > n.last_year - 3
inner join core.partner_place as p on p.partner = c.site
group by c.ask, c.site, p.location
having count(*) = 3
