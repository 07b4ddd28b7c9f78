-- Until which day each delivery that decides a partner's as-of date is complete, without a gap before it.
-- A register is complete until its newest state; increments only as far as they join up.
-- One row per partner and delivery. Key: partner, delivery.
with deciding as (
    select distinct partner, delivery
    from agreed.delivery_plan
    where decides_as_of
),

effective as (
    select d.partner, d.delivery, d.kind, d.covers_from, d.covers_until
    from accepted.delivery as d
    inner join deciding on deciding.partner = d.partner and deciding.delivery = d.delivery
    where d.effective and d.covers_until is not null
),

joined_up as (
    select
        *,
        max(covers_until) over (
            partition by partner, delivery
            order by covers_from, covers_until
            rows between unbounded preceding and 1 preceding
        ) as reached_before
    from effective
),

numbered as (
    select
        *,
        count(*) filter (where kind = 'increment' and covers_from > reached_before + 1) over (
            partition by partner, delivery
            order by covers_from, covers_until
            rows between unbounded preceding and current row
        ) as gaps_before
    from joined_up
)

select
    partner,
    delivery,
    max(covers_until) as as_of
from numbered
where gaps_before = 0
group by partner, delivery
