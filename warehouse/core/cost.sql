-- What a site costs in a calendar year, by kind, by who pays, budgeted and spent; euros. A repayment is negative.
-- One row per site, year, kind, payer and basis. Key: these five.
select
    partner as site,
    year,
    kind,
    payer,
    basis,
    amount_eur
from accepted.cost
