-- Contracts as employers deliver them, with the person they are linked to (core.link).
-- Somebody who is not in this table may well work elsewhere: absence is never "no work".
-- known_until: the day until which this employer's file tells what happened.
-- One row per contract that belongs to a known person. Key: contract_id, delivery_id.
with linked as (
    select delivery_id, record as contract_id, person
    from core.link
    where dataset = 'employment' and person is not null
)

select
    e.contract_id,
    e.delivery_id,
    l.person,
    e.started_on,
    coalesce(e.ended_on, date '9999-12-31') as last_day,
    e.hours_per_week,
    coalesce(e.state_on, d.covers_until) as known_until
from accepted.employment as e
inner join linked as l on l.delivery_id = e.delivery_id and l.contract_id = e.contract_id
left join accepted.delivery as d on d.delivery_id = e.delivery_id
