-- Starters who were ill for more than 90 days in their trajectory: marked ill in every planned week of a stretch of 91 days or
-- more (a holiday or a week without a mark does not end it), or stopped because of illness. How long that was is not delivered,
-- so this is the widest reading.
-- One row per ask and first definitive start. Key: ask, trajectory_id.
with marked as (
    select
        ask,
        trajectory_id,
        thursday,
        status = 'ill' as is_ill,
        row_number() over (partition by ask, trajectory_id order by thursday)
        - row_number() over (partition by ask, trajectory_id, status = 'ill' order by thursday) as stretch
    from core.planned_week
    where status <> 'holiday'
),

long_stretch as (
    select distinct ask, trajectory_id
    from marked
    where is_ill
    group by ask, trajectory_id, stretch
    having max(thursday) - min(thursday) + 7 > 90
)

select s.ask, s.trajectory_id
from core.start as s
left join long_stretch as l on l.ask = s.ask and l.trajectory_id = s.trajectory_id
where l.trajectory_id is not null or s.stop_reason = 'illness'
