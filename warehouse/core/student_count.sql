-- Students on 1 October by institution, path, level and programme (DUO open data). A newer edition replaces the years
-- that it contains; older years stay. An empty count is unknown, not zero.
-- programme_line: codes that succeeded each other are one programme, so that a trend does not break at a new number.
-- One row per brin, learning path, level, crebo and year. Key: these five.
with edition as (
    select s.*, d.arrived_at
    from accepted.student_count as s
    inner join accepted.delivery as d on d.delivery_id = s.delivery_id
),

newest_of_year as (
    select *
    from edition
    qualify dense_rank() over (partition by partner, year order by period desc, arrived_at desc, delivery_id desc) = 1
)

select
    n.brin,
    n.learning_path,
    n.level,
    n.crebo,
    coalesce(p.programme_line, n.crebo) as programme_line,
    n.year,
    n.men,
    n.women,
    n.total,
    n.partner,
    n.delivery_id
from newest_of_year as n
left join core.programme_line as p on p.crebo = n.crebo
