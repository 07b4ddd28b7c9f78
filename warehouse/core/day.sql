-- The calendar: to which school year and ISO week a day belongs.
-- One row per day. Key: day.
with days as (
    select cast(unnest(range(date '1990-08-01', date '2061-08-01', interval 1 day)) as date) as day
)

select
    day,
    case
        when month(day) >= 8 then year(day) || '/' || right(cast(year(day) + 1 as varchar), 2)
        else year(day) - 1 || '/' || right(cast(year(day) as varchar), 2)
    end as cohort,
    strftime(day, '%G-W%V') as iso_week,
    isodow(day) = 4 as is_thursday
from days
