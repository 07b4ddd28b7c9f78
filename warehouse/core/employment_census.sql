-- The days on which an employer listed who is employed, in order. A month without a list is not here.
-- is_whole: no row of that list was set apart, so that who is not on it was not employed that day.
-- Of a list that is not whole it takes the next list (or the one before) as well: gone_on is the first day on which
-- somebody is surely gone who is missing from this list on, not_yet_on the last on which somebody is surely not there who
-- is missing up to this list. Null where there is no such list.
-- One row per partner, delivery and day. Key: partner, delivery, state_on.
with employer as (
    select distinct d.partner, d.delivery
    from accepted.employment as e
    inner join accepted.delivery as d on d.delivery_id = e.delivery_id
    where d.kind = 'census'
),

listed as (
    select delivery_id, max(state_on) as state_on
    from accepted.employment
    group by delivery_id
),

told as (
    -- also a list with nobody on it tells who is not employed
    select
        d.partner,
        d.delivery,
        coalesce(l.state_on, d.covers_until) as state_on,
        coalesce(d.quarantined, 0) = 0 as is_whole
    from accepted.delivery as d
    inner join employer as e on e.partner = d.partner and e.delivery = d.delivery
    left join listed as l on l.delivery_id = d.delivery_id
    where d.effective and d.kind = 'census'
),

list as (
    select partner, delivery, state_on, bool_and(is_whole) as is_whole
    from told
    group by partner, delivery, state_on
)

select
    partner,
    delivery,
    state_on,
    is_whole,
    row_number() over employer as number,
    case when is_whole then state_on else lead(state_on) over employer end as gone_on,
    case when is_whole then state_on else lag(state_on) over employer end as not_yet_on,
    max(state_on) over (partition by partner, delivery) as newest_on
from list
window employer as (partition by partner, delivery order by state_on)
