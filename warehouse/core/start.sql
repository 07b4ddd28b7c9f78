-- Definitive starts as each ask could see them: facts after its as-of date do not exist here.
-- A person counts once per location and role, with the first definitive start; who stopped within 28 days never started.
-- horizon_on: the planned end; for interns the planned end of the school enrolment that covers the start, else of the one that
-- is linked to this trajectory (null: not linked).
-- left_on: the end of the trajectory; for interns the end of their studies, because a placement ends years before.
-- is_judged: the time for a diploma has passed (183 days after the horizon), or the whole start group has ended.
-- is_left_out: deceased or moved abroad, without a diploma.
-- One row per ask and first definitive start. Key: ask, trajectory_id.
with known as (
    select
        v.ask,
        v.as_of,
        v.location,
        t.trajectory_id,
        p.person,
        t.role,
        t.start_group,
        t.started_on,
        t.planned_end_on,
        case when t.ended_on <= v.as_of then t.ended_on end as ended_on,
        case when t.ended_on <= v.as_of then t.stop_reason end as stop_reason,
        t.status,
        t.target_level,
        t.benefit_at_start,
        t.prior_education,
        t.started_on between v.started_from and v.started_until as is_asked
    from accepted.trajectory as t
    inner join core.person as p on p.trajectory_id = t.trajectory_id
    inner join core.vantage as v on v.location = t.location
    where t.started_on <= v.as_of
),

definitive as (
    select
        *,
        role = 'participant'
        and start_group is not null
        and bool_and(ended_on is not null) over (partition by ask, location, role, start_group) as group_has_ended
    from known
    where
        status <> 'not_started'
        and not (status = 'stopped' and ended_on is not null and ended_on - started_on <= 28)
),

first_start as (
    select *
    from definitive
    where is_asked
    qualify row_number() over (partition by ask, location, role, person order by started_on, trajectory_id) = 1
),

possible_study as (
    select
        s.ask,
        s.trajectory_id,
        e.planned_until,
        case when e.enrolled_until <= s.as_of then e.enrolled_until end as ended_on,
        e.enrolled_from <= s.started_on and coalesce(e.enrolled_until, s.started_on) >= s.started_on as covers_start,
        coalesce(list_contains(e.trajectories, s.trajectory_id), false) as is_linked
    from first_start as s
    inner join core.study as e on e.person = s.person
    where s.role = 'intern' and e.planned_until is not null
),

study as (
    select *
    from possible_study
    where covers_start or is_linked
    qualify
        row_number() over (
            partition by ask, trajectory_id
            order by covers_start desc, case when covers_start then planned_until end desc, planned_until, ended_on
        ) = 1
)

select
    s.ask,
    s.as_of,
    s.location,
    s.trajectory_id,
    s.person,
    s.role,
    d.cohort,
    s.target_level as level,
    s.started_on,
    case when s.role = 'intern' then study.planned_until else s.planned_end_on end as horizon_on,
    s.ended_on,
    case when s.role = 'intern' then coalesce(study.ended_on, award.awarded_on) else s.ended_on end as left_on,
    award.awarded_on,
    award.level as diploma_level,
    s.benefit_at_start,
    s.prior_education,
    s.stop_reason,
    coalesce(s.stop_reason in ('deceased', 'moved_abroad'), false) and award.awarded_on is null as is_left_out,
    s.group_has_ended
    or coalesce(
        case when s.role = 'intern' then study.planned_until else s.planned_end_on end + 183 <= s.as_of, false
    ) as is_judged
from first_start as s
inner join core.day as d on d.day = s.started_on
left join study on study.ask = s.ask and study.trajectory_id = s.trajectory_id
left join core.diploma as award on award.trajectory_id = s.trajectory_id and award.awarded_on <= s.as_of
