-- Two trajectories with the same person key ran at the same time for more than a month: twins, or one person twice.
-- One row per pair of trajectories.
select
    {'partner': t.partner, 'delivery_id': t.delivery_id, 'file': t.source_file, 'sheet': t.source_sheet, 'row': t.source_row} as one,
    {'partner': l.partner, 'delivery_id': l.delivery_id, 'file': l.source_file, 'sheet': l.source_sheet, 'row': l.source_row} as other
from core.person as one
inner join core.person as two on two.person_key = one.person_key and two.trajectory_id > one.trajectory_id
inner join accepted.trajectory as t on t.trajectory_id = one.trajectory_id
inner join accepted.trajectory as l on l.trajectory_id = two.trajectory_id
where
    (one.gender = two.gender) is distinct from false
    and t.status <> 'not_started'
    and l.status <> 'not_started'
    and least(one.until_on, two.until_on) - greatest(one.started_on, two.started_on) > 31
