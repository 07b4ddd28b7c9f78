-- National figures to look at beside our own; a line across our figures is drawn only when one was counted the same way
-- (comparable).
-- series: what may be joined by a line. Another population, breakdown or edition of a page is another series, and so is
-- what comes from a change of the count on (break_before).
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
    break_before,
    note,
    dense_rank() over (order by indicator, population, breakdown, edition) || '.' || stretch as series
from (
    select
        *,
        count(*) filter (where break_before) over (
            partition by indicator, population, breakdown, edition
            order by period
            rows between unbounded preceding and current row
        ) as stretch
    from agreed.reference
)
order by indicator, population, breakdown, edition, period
