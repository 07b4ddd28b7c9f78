-- Did a starter go on to a programme of a higher level, begun at most 183 days after the end (see work_in_time)?
-- Higher than the diploma that was got here, else than the level aimed at. school_told: the school that knows this person
-- delivered a file of after that time, so that going on there would be known. Another school may know more.
-- One row per ask and first definitive start that a school knows. Key: ask, trajectory_id.
select
    s.ask,
    s.trajectory_id,
    bool_or(
        reached.rank > own.rank
        and e.enrolled_from > s.started_on
        and e.enrolled_from <= w.found_until
        and e.enrolled_from <= e.known_until
        and coalesce(e.enrolled_until >= w.ended_on, true)
    ) as studies_on,
    bool_or(e.known_until >= w.found_until) as school_told
from core.start as s
inner join core.work_in_time as w on w.ask = s.ask and w.trajectory_id = s.trajectory_id
inner join core.level as own on own.level = coalesce(s.diploma_level, s.level)
inner join core.study as e on e.person = s.person
left join core.level as reached on reached.level = e.level
group by s.ask, s.trajectory_id
