-- How somebody's week went, all files together. A week that lies in two months comes in the files of both: whoever was there
-- on one of its days was there, and a mark of the other days counts only for who was not.
-- One row per trajectory and ISO week. Key: trajectory_id, iso_week.
select
    trajectory_id,
    iso_week,
    arg_min(status, list_position(['present', 'ill', 'excused', 'no_show', 'holiday'], status)) as status
from accepted.attendance
group by trajectory_id, iso_week
