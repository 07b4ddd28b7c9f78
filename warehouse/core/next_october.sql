-- Where was a graduate on the first 1 October after the diploma: at a higher level, or not?
-- met and not_met are known from what schools deliver. A graduate who is missing there may be at another school: unknown.
-- Not evaluable while no school that knows the graduate delivered a file of that day or later.
-- Who may still graduate is in no count, but keeps the figure provisional (pending; october is null).
-- level: that of the diploma, else the one aimed at. One row per ask and (possible) graduate. Key: ask, trajectory_id.
with graduate as (
    select
        s.ask,
        s.as_of,
        s.location,
        s.trajectory_id,
        s.person,
        s.role,
        s.cohort,
        s.diploma_level as level,
        l.rank,
        make_date(
            cast(year(s.awarded_on) + (s.awarded_on >= make_date(year(s.awarded_on), 10, 1))::integer as integer), 10, 1
        ) as october
    from core.start as s
    inner join core.level as l on l.level = s.diploma_level
    where s.awarded_on is not null
),

destination as (
    select
        g.ask,
        g.trajectory_id,
        bool_or(reached.rank > g.rank) filter (where e.is_there) as is_higher,
        bool_or(e.is_there) as is_enrolled,
        bool_or(e.is_told) as is_told
    from graduate as g
    inner join (
        select
            d.ask,
            d.trajectory_id,
            s.level,
            s.known_until >= d.october as is_told,
            s.known_until >= d.october
            and s.enrolled_from <= d.october
            and coalesce(s.enrolled_until >= d.october, true)
            and not coalesce(list_contains(s.not_in, year(d.october)), false) as is_there
        from graduate as d
        inner join core.study as s on s.person = d.person
    ) as e on e.ask = g.ask and e.trajectory_id = g.trajectory_id
    left join core.level as reached on reached.level = e.level
    group by g.ask, g.trajectory_id
),

said_to_have_left as (
    -- a count year ends on the 1 October after it; whoever left in it was enrolled nowhere on that day
    select distinct g.ask, g.trajectory_id
    from graduate as g
    inner join core.link as l on l.dataset = 'early_leaver' and l.person = g.person
    inner join accepted.early_leaver as e
        on e.delivery_id = l.delivery_id and e.student_key || '|' || e.count_year = l.record
    where e.status in ('early_leaver', 'qualified') and e.count_year = year(g.october) - 1
)

select
    g.ask,
    g.location,
    g.trajectory_id,
    g.person,
    g.role,
    g.cohort,
    g.level,
    g.october,
    case
        when g.october > g.as_of then 'not_evaluable'
        when d.is_higher then 'met'
        when d.is_enrolled or l.trajectory_id is not null then 'not_met'
        when d.is_told then 'unknown'
        else 'not_evaluable'
    end as outcome
from graduate as g
left join destination as d on d.ask = g.ask and d.trajectory_id = g.trajectory_id
left join said_to_have_left as l on l.ask = g.ask and l.trajectory_id = g.trajectory_id
union all
select
    ask,
    location,
    trajectory_id,
    person,
    role,
    cohort,
    level,
    cast(null as date) as october,
    'pending' as outcome
from core.start
where awarded_on is null and not is_left_out and not is_judged
