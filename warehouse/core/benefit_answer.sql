-- Whether a former participant was on a benefit, six or twelve months after leaving, as far as each ask could know.
-- An answer counts from day 182 (12 months: 365) after leaving on. A municipality's administration beats what was said on the
-- telephone; of two of one kind the later counts, and of two on one day "yes".
-- One row per ask, trajectory and moment with an answer. Key: ask, trajectory_id, moment.
select
    s.ask,
    s.trajectory_id,
    f.moment,
    f.benefit as on_benefit
from accepted.follow_up as f
inner join core.start as s on s.trajectory_id = f.trajectory_id
where
    f.asked_on <= s.as_of
    and f.reached is distinct from false
    and f.benefit in ('yes', 'no')
    and f.asked_on >= s.ended_on + case f.moment when 6 then 182 when 12 then 365 end
qualify
    row_number() over (
        partition by s.ask, s.trajectory_id, f.moment
        order by f.source = 'municipality' desc, f.asked_on desc, f.benefit desc
    ) = 1
