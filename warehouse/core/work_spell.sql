-- Contracts as employers deliver them, joined to the person by the site's trajectory number.
-- Somebody who is not in this table may well work elsewhere: absence is never "no work".
-- known_until: the day until which this employer's file tells what happened.
-- One row per contract that belongs to a known person. Key: contract_id, delivery_id.
with person as (
    select distinct trajectory_id, coalesce(person_key, trajectory_id) as person
    from accepted.trajectory
)

select
    e.contract_id,
    e.delivery_id,
    p.person,
    e.started_on,
    coalesce(e.ended_on, date '9999-12-31') as last_day,
    e.hours_per_week,
    coalesce(e.state_on, d.covers_until) as known_until
from accepted.employment as e
inner join person as p on p.trajectory_id = e.trajectory_id
left join accepted.delivery as d on d.delivery_id = e.delivery_id
