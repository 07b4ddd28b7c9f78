-- What a site costs in a calendar year, by kind, by who pays, budgeted and spent; euros. A repayment is negative.
-- A later delivery that speaks of a year again (a list of earlier years) replaces what was said of that year before.
-- One row per site, year, kind, payer and basis. Key: these five.
select
    partner as site,
    year,
    kind,
    payer,
    basis,
    amount_eur
from accepted.cost
qualify rank() over (partition by partner, year, basis order by period desc, delivery_id desc) = 1
