-- Whose a delivered record can be: the trajectory with its number, or, without a number that is known, every trajectory
-- with its person key.
-- One row per record and possible trajectory. Key: dataset, delivery_id, record, trajectory_id.
with by_number as (
    select r.*, p.trajectory_id as found, p.person, p.started_on, true as is_by_number, true as same_gender
    from core.person_record as r
    inner join core.person as p on p.trajectory_id = r.trajectory_id
),

by_key as (
    select
        r.*,
        p.trajectory_id as found,
        p.person,
        p.started_on,
        false as is_by_number,
        (p.gender = r.gender) is distinct from false as same_gender
    from core.person_record as r
    inner join core.person as p on p.person_key = r.person_key
    where not exists (select 1 from core.person as n where n.trajectory_id = r.trajectory_id)
),

candidate as (
    select * from by_number
    union all
    select * from by_key
)

select
    c.dataset,
    c.delivery_id,
    c.record,
    c.found as trajectory_id,
    c.person,
    c.started_on,
    c.is_by_number,
    c.same_gender,
    coalesce(c.started_on <= c.starts_by and p.until_on >= c.ends_from, false) as dates_fit
from candidate as c
inner join core.person as p on p.trajectory_id = c.found
