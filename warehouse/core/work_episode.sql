-- Contracts of at least 12 hours a week with at most 31 days without work between them are one job.
-- The ranges of the first and the last day (see work_spell) are those of the whole stretch.
-- One row per person and unbroken stretch of work. Key: person, started_on.
with paid as (
    select person, started_on, started_from, started_until, last_day, ended_from, ended_until, known_until
    from core.work_spell
    where hours_per_week >= 12
),

after_the_last as (
    select
        *,
        max(last_day) over (
            partition by person
            order by started_on, last_day
            rows between unbounded preceding and 1 preceding
        ) as worked_until
    from paid
),

numbered as (
    select
        *,
        count(*) filter (where started_on > worked_until + 32) over (
            partition by person
            order by started_on, last_day
            rows between unbounded preceding and current row
        ) as episode
    from after_the_last
)

select
    person,
    min(started_on) as started_on,
    min(started_from) as started_from,
    min(started_until) as started_until,
    max(last_day) as last_day,
    max(ended_from) as ended_from,
    max(ended_until) as ended_until,
    max(known_until) as known_until
from numbered
group by person, episode
