-- Does what a former participant answered say that there was no work? Only the round of about six months after the end
-- can say so: a "no" on the last day is a "not yet". A "yes" in either round speaks against it.
-- One row per ask and trajectory with an answer. Key: ask, trajectory_id.
select
    ask,
    trajectory_id,
    bool_or(in_work = 'no' and moment = 6) and not bool_or(in_work = 'yes' and moment in (0, 6)) as says_no
from core.answer
group by ask, trajectory_id
