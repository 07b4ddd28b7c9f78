-- Work as employers tell it: contracts as they deliver them, and stretches of employment derived from monthly lists;
-- joined to the person they are linked to (core.link). Somebody who is not in this table may well work elsewhere:
-- absence is never "no work".
-- A monthly list gives a range for the first and the last day (maandmeting); started_on and last_day are its middle, or
-- the site's note about work at this employer when it lies in the range. Of a contract the range is that one day.
-- started_from is 1900-01-01 when the first day is unknown: started_on is then the first day that work is known.
-- A contract of zero hours tells nothing about how much somebody works: its hours are unknown.
-- known_until: the day until which this employer's file tells what happened.
-- One row per contract or stretch that belongs to a known person. Key: contract_id, delivery_id, started_until.
with employment as (
    select
        e.partner,
        e.contract_id,
        e.delivery_id,
        coalesce(e.started_on, date '1900-01-01') as started_from,
        coalesce(e.started_on, e.state_on) as started_until,
        coalesce(e.ended_on, date '9999-12-31') as ended_from,
        coalesce(e.ended_on, date '9999-12-31') as ended_until,
        e.hours_per_week,
        coalesce(e.state_on, d.covers_until) as known_until
    from accepted.employment as e
    left join accepted.delivery as d on d.delivery_id = e.delivery_id
    where d.kind is distinct from 'census'
    union all
    select
        partner,
        contract_id,
        delivery_id,
        started_from,
        started_until,
        ended_from,
        ended_until,
        hours_per_week,
        known_until
    from core.employment_spell
),

told as (
    -- a number or name that lacks on one monthly list may stand on another; lists that contradict each other tell nothing
    select record as contract_id, min(person) as person
    from core.link
    where dataset = 'employment'
    group by record
    having count(distinct person) = 1
),

linked as (
    select e.*, t.person
    from employment as e
    inner join told as t on t.contract_id = e.contract_id
),

noted as (
    -- the site's note counts when it names this employer and is at most 183 days older than what the lists prove
    select l.contract_id, l.delivery_id, l.started_until, max(t.work_from) as started_on
    from linked as l
    inner join core.person as p on p.person = l.person
    inner join accepted.trajectory as t on t.trajectory_id = p.trajectory_id
    inner join agreed.party as y on y.partner = l.partner and lower(y.name) = lower(t.employer)
    where
        t.work_from between greatest(l.started_from, l.started_until - 183) and l.started_until
        and l.started_from < l.started_until
        and t.work is distinct from false
    group by l.contract_id, l.delivery_id, l.started_until
)

select
    l.contract_id,
    l.delivery_id,
    l.person,
    coalesce(
        n.started_on,
        case
            when l.started_from > date '1900-01-01' then l.started_from + cast((l.started_until - l.started_from) // 2 as integer)
            else l.started_until
        end
    ) as started_on,
    coalesce(n.started_on, l.started_from) as started_from,
    coalesce(n.started_on, l.started_until) as started_until,
    l.ended_from + cast((l.ended_until - l.ended_from) // 2 as integer) as last_day,
    l.ended_from,
    l.ended_until,
    nullif(l.hours_per_week, 0) as hours_per_week,
    l.known_until
from linked as l
left join noted as n
    on n.contract_id = l.contract_id and n.delivery_id = l.delivery_id and n.started_until = l.started_until
