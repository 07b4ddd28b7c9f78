-- What former participants (or those who know them) answered when asked about work, as far as each ask could know.
-- Not reached, and 'unknown', are no answer.
-- One row per ask, trajectory and moment (0, 6 or 12 months after the end). Key: ask, trajectory_id, moment.
select
    s.ask,
    s.trajectory_id,
    f.moment,
    f.asked_on,
    f.in_work
from accepted.follow_up as f
inner join core.start as s on s.trajectory_id = f.trajectory_id
where f.asked_on <= s.as_of and f.reached is distinct from false and f.in_work in ('yes', 'no')
