-- Who took part in which trajectory. The person key (family name without prefix, first initial, birth date) tells that two
-- trajectories are one person's, unless something speaks against it. Another gender: twins share the key. More than a month
-- at the same time: then only what one location delivers, one after the other, is one person's; the rest may be twins.
-- A trajectory without a key is a person by itself. until_on: the last day, or the planned one while it is not known.
-- One row per trajectory. Key: trajectory_id.
with trajectory as (
    select
        trajectory_id,
        person_key,
        nullif(gender, 'x') as gender,
        location,
        started_on,
        greatest(started_on, coalesce(ended_on, planned_end_on, started_on)) as until_on,
        status <> 'not_started' as took_part
    from accepted.trajectory
    qualify row_number() over (partition by trajectory_id order by period desc, delivery_id desc, source_row) = 1
),

key_of_both as (
    select person_key
    from trajectory
    where person_key is not null
    group by person_key
    having count(distinct gender) > 1
),

told as (
    select
        t.*,
        case
            when b.person_key is null then t.person_key
            when t.gender is not null then t.person_key || '/' || t.gender
        end as same
    from trajectory as t
    left join key_of_both as b on b.person_key = t.person_key
),

at_once as (
    select one.same, one.location, bool_or(one.location = other.location) as at_one_location
    from told as one
    inner join told as other on other.same = one.same and other.trajectory_id <> one.trajectory_id
    where
        one.took_part
        and other.took_part
        and least(one.until_on, other.until_on) - greatest(one.started_on, other.started_on) > 31
    group by one.same, one.location
)

select
    t.trajectory_id,
    t.person_key,
    t.gender,
    t.location,
    t.started_on,
    t.until_on,
    case
        when t.same is null then t.trajectory_id
        when not exists (select 1 from at_once as a where a.same = t.same) then t.same
        when exists (select 1 from at_once as a where a.same = t.same and a.location = t.location and a.at_one_location)
            then t.trajectory_id
        else t.same || '@' || t.location
    end as person
from told as t
