-- Starters who may still become job finders: the time for their diploma, or for work after it, has not passed.
-- One row per ask and trajectory. Key: ask, trajectory_id.
select
    s.ask,
    s.location,
    s.trajectory_id,
    s.person,
    s.role,
    s.cohort,
    s.level
from core.start as s
left join core.graduate as g on g.ask = s.ask and g.trajectory_id = s.trajectory_id
where (s.awarded_on is null and not s.is_left_out and not s.is_judged) or g.outcome = 'not_evaluable'
