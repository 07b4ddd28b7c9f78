-- What linked people study, as their schools tell it. A programme whose code was renumbered is the same study: enrolments
-- of one student in one programme line and learning path that follow each other within a summer (92 days) are one.
-- known_until: the day until which the school's file tells. not_in: count years of which the school says "not enrolled on
-- 1 October". under_23_until: the last year in which the student is under 23 on 1 October.
-- One row per person, school, student, programme line, path and unbroken stretch. Key: these five and enrolled_from.
with enrolment as (
    select
        l.person,
        l.trajectory_id,
        e.partner,
        e.student_key,
        coalesce(p.programme_line, e.crebo, e.level) as programme_line,
        e.level,
        e.learning_path,
        e.enrolled_from,
        e.enrolled_until,
        e.planned_until,
        e.exit_reason,
        d.covers_until as known_until,
        case when e.on_1_october = false then e.count_year end as not_in,
        e.last_count_year_under_23
    from accepted.enrolment as e
    inner join core.link as l
        on
            l.dataset = 'enrolment'
            and l.delivery_id = e.delivery_id
            and l.record = e.student_key || '|' || e.enrolment_no
            and l.person is not null
    left join core.programme_line as p on p.crebo = e.crebo
    left join accepted.delivery as d on d.delivery_id = e.delivery_id
),

after_the_last as (
    select
        *,
        lag(enrolled_until) over student as left_last,
        lag(exit_reason) over student as left_because,
        lag(enrolled_from) over student as began_last
    from enrolment
    window student as (
        partition by person, partner, student_key, programme_line, learning_path
        order by enrolled_from, enrolled_until nulls last
    )
),

numbered as (
    select
        *,
        count(*) filter (
            where
            began_last is null or left_last is null or enrolled_from > left_last + 92 or left_because = 'diploma'
        ) over (
            partition by person, partner, student_key, programme_line, learning_path
            order by enrolled_from, enrolled_until nulls last
            rows between unbounded preceding and current row
        ) as stretch
    from after_the_last
)

select
    person,
    partner,
    student_key,
    programme_line,
    learning_path,
    min(enrolled_from) as enrolled_from,
    arg_max_null(enrolled_until, enrolled_from) as enrolled_until,
    max(planned_until) as planned_until,
    arg_max(level, enrolled_from) as level,
    max(known_until) as known_until,
    list(distinct trajectory_id) filter (where trajectory_id is not null) as trajectories,
    list(distinct not_in) filter (where not_in is not null) as not_in,
    max(last_count_year_under_23) as under_23_until
from numbered
group by person, partner, student_key, programme_line, learning_path, stretch
