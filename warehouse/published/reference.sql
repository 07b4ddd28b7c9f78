-- National figures to look at beside our own; a line is drawn only when one was counted the same way (comparable).
-- One row per indicator, population, period, breakdown and edition. Key: these five.
select
    indicator,
    population,
    period,
    breakdown,
    unit,
    value,
    source,
    edition,
    comparable,
    note
from agreed.reference
