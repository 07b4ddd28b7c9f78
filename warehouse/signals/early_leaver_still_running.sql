-- The school reports that somebody left early; the site still has the trajectory as running, a month later.
-- One row per trajectory and school.
select
    {'partner': t.partner, 'delivery_id': t.delivery_id, 'file': t.source_file, 'sheet': t.source_sheet, 'row': t.source_row} as one,
    {'partner': l.partner, 'delivery_id': l.delivery_id, 'file': l.source_file, 'sheet': l.source_sheet, 'row': l.source_row} as other
from accepted.trajectory as t
inner join core.link as l on l.dataset = 'early_leaver' and l.trajectory_id = t.trajectory_id
inner join accepted.early_leaver as e
    on e.delivery_id = l.delivery_id and e.student_key || '|' || e.count_year = l.record
inner join accepted.delivery as d on d.delivery_id = t.delivery_id
where
    e.status = 'early_leaver'
    and t.status = 'running'
    and t.ended_on is null
    and e.left_on between t.started_on and d.covers_until - 31
qualify row_number() over (partition by t.trajectory_id, l.partner order by e.left_on, l.record) = 1
