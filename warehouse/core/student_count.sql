-- Students on 1 October by institution, path, level and programme (DUO open data). A newer edition replaces the years
-- that it contains; older years stay. An empty count is unknown, not zero.
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

select brin, learning_path, level, crebo, year, men, women, total, partner, delivery_id
from newest_of_year
