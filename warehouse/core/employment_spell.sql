-- Monthly lists of who is employed → stretches of employment, as far as comparing the lists can tell.
-- A month without a list is no dismissal. Neither is one list without somebody when rows of that list were set apart:
-- it takes a whole list, or two lists in a row. Work began after the last list without, and ended before the first list
-- without: a range of days. It began on an unknown day (1900-01-01) for who stands on the first list, and runs on
-- (9999-12-31) for who stands on the last. A change of hours begins a new stretch.
-- known_until: the last day that the lists tell of this person.
-- One row per contract and stretch. Key: partner, delivery, contract_id, last_seen_on.
with listed as (
    select
        d.partner,
        d.delivery,
        e.contract_id,
        e.delivery_id,
        e.started_on,
        e.ended_on,
        e.hours_per_week,
        c.state_on,
        c.number
    from accepted.employment as e
    inner join accepted.delivery as d on d.delivery_id = e.delivery_id and d.kind = 'census' and d.effective
    inner join core.employment_census as c
        on c.partner = d.partner and c.delivery = d.delivery and c.state_on = coalesce(e.state_on, d.covers_until)
),

compared as (
    select
        *,
        lag(number) over contract as previous,
        lag(hours_per_week) over contract as previous_hours
    from listed
    window contract as (partition by partner, delivery, contract_id order by number)
),

judged as (
    select
        c.*,
        c.previous is null
        or c.number - c.previous > 2
        or coalesce(between_them.is_whole, false)
        or c.hours_per_week is distinct from c.previous_hours as begins
    from compared as c
    left join core.employment_census as between_them
        on
            between_them.partner = c.partner
            and between_them.delivery = c.delivery
            and c.number - c.previous = 2
            and between_them.number = c.number - 1
),

numbered as (
    select
        *,
        count(*) filter (where begins) over (
            partition by partner, delivery, contract_id
            order by number
            rows between unbounded preceding and current row
        ) as stretch
    from judged
),

seen as (
    select
        partner,
        delivery,
        contract_id,
        stretch,
        hours_per_week,
        arg_max(delivery_id, number) as delivery_id,
        max(started_on) as started_on,
        max(ended_on) as ended_on,
        min(number) as first_number,
        max(number) as last_number,
        min(state_on) as first_seen_on,
        max(state_on) as last_seen_on
    from numbered
    group by partner, delivery, contract_id, stretch, hours_per_week
),

neighbours as (
    select
        s.*,
        coalesce(lead(s.first_number) over contract = s.last_number + 1, false) as goes_on,
        coalesce(lag(s.last_number) over contract = s.first_number - 1, false) as went_before
    from seen as s
    window contract as (partition by s.partner, s.delivery, s.contract_id order by s.first_number)
),

bounded as (
    select
        n.*,
        coalesce(case when n.went_before then before.state_on else before.not_yet_on end + 1, date '1900-01-01') as absent_until,
        coalesce(case when n.goes_on then after.state_on else after.gone_on end - 1, date '9999-12-31') as absent_from,
        here.newest_on
    from neighbours as n
    inner join core.employment_census as here
        on here.partner = n.partner and here.delivery = n.delivery and here.number = n.last_number
    left join core.employment_census as before
        on before.partner = n.partner and before.delivery = n.delivery and before.number = n.first_number - 1
    left join core.employment_census as after
        on after.partner = n.partner and after.delivery = n.delivery and after.number = n.last_number + 1
)

select
    partner,
    delivery,
    contract_id,
    delivery_id,
    case when went_before then absent_until else coalesce(started_on, absent_until) end as started_from,
    case when went_before then first_seen_on else coalesce(started_on, first_seen_on) end as started_until,
    first_seen_on,
    last_seen_on,
    case when absent_from < date '9999-12-31' then coalesce(ended_on, last_seen_on) else absent_from end as ended_from,
    case when absent_from < date '9999-12-31' then coalesce(ended_on, absent_from) else absent_from end as ended_until,
    hours_per_week,
    case when absent_from < date '9999-12-31' then newest_on else last_seen_on end as known_until
from bounded
