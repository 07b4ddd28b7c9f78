-- Voortijdig schoolverlaten (vsv): of everyone under 23 who was enrolled on 1 October, who was enrolled nowhere a year later
-- without a basic qualification? Everyone counts once, in the count year in which the trajectory began, or the next.
-- Only as far as a school delivers its edition of that count year; provisional until that edition is final. Whoever a school
-- does not name is unknown, unless an enrolment or a diploma shows otherwise. Only count years that end while this definition
-- is in force.
-- One row per ask and starter under 23. Key: ask, location, person, role.
with counted as (
    select s.*, y.count_year, make_date(y.count_year, 10, 1) as october, make_date(y.count_year + 1, 10, 1) as next_october
    from core.start as s
    inner join (select cast(unnest(range(2000, 2060)) as integer) as count_year) as y
        on
            y.count_year - (year(s.started_on) - (s.started_on < make_date(year(s.started_on), 10, 1))::integer) in (0, 1)
),

enrolled as (
    select c.*, e.partner, e.known_until, e.under_23_until
    from counted as c
    inner join core.study as e
        on
            e.person = c.person
            and e.enrolled_from <= c.october
            and coalesce(e.enrolled_until, e.known_until) >= c.october
            and not coalesce(list_contains(e.not_in, c.count_year), false)
    where c.october <= c.as_of
    qualify row_number() over (partition by c.ask, c.trajectory_id order by c.count_year, e.enrolled_from desc, e.partner) = 1
),

named as (
    -- the school that the student was at decides; elsewhere it is another agreement
    select c.ask, c.trajectory_id, min(e.status) as status, bool_or(e.under_23_on_1_october) as is_under_23
    from enrolled as c
    inner join core.link as l on l.dataset = 'early_leaver' and l.person = c.person and l.partner = c.partner
    inner join accepted.early_leaver as e
        on
            e.delivery_id = l.delivery_id
            and e.student_key || '|' || e.count_year = l.record
            and e.count_year = c.count_year
    group by c.ask, c.trajectory_id
),

edition as (
    select partner, count_year, bool_and(coalesce(edition = 'final', false)) as is_final
    from accepted.early_leaver
    group by partner, count_year
),

otherwise_known as (
    select
        c.ask,
        c.trajectory_id,
        exists (
            select 1
            from core.study as e
            where
                e.person = c.person
                and e.known_until >= c.next_october
                and e.enrolled_from <= c.next_october
                and coalesce(e.enrolled_until >= c.next_october, true)
                and not coalesce(list_contains(e.not_in, c.count_year + 1), false)
        )
        or exists (
            select 1 from core.basic_qualification as q where q.person = c.person and q.awarded_on <= c.next_october
        ) as is_no_early_leaver
    from enrolled as c
)

select
    c.ask,
    c.location,
    y.cohort,
    c.level,
    c.role,
    c.person,
    coalesce(d.is_final, false) as is_final,
    case
        when c.is_left_out or n.status = 'exempt' then 'excluded'
        when c.next_october > least(c.as_of, c.known_until) or d.count_year is null then 'not_evaluable'
        when coalesce(n.is_under_23, c.under_23_until >= c.count_year) is null then 'unknown'
        when n.status = 'early_leaver' then 'met'
        when n.status in ('qualified', 'enrolled') or o.is_no_early_leaver then 'not_met'
        else 'unknown'
    end as outcome
from enrolled as c
inner join core.day as y on y.day = c.october
inner join agreed.indicator as i
    on
        i.indicator = 'early_leaving_rate'
        and c.next_october between coalesce(i.valid_from, date '1900-01-01') and coalesce(i.valid_to, date '9999-12-31')
left join edition as d on d.partner = c.partner and d.count_year = c.count_year
left join named as n on n.ask = c.ask and n.trajectory_id = c.trajectory_id
left join otherwise_known as o on o.ask = c.ask and o.trajectory_id = c.trajectory_id
where coalesce(n.is_under_23, c.under_23_until >= c.count_year, true)
