-- A school delivers a diploma at the target level or higher; the site says that there is none, a month later still.
-- One row per trajectory and school.
select
    {'partner': t.partner, 'delivery_id': t.delivery_id, 'file': t.source_file, 'sheet': t.source_sheet, 'row': t.source_row} as one,
    {'partner': l.partner, 'delivery_id': l.delivery_id, 'file': l.source_file, 'sheet': l.source_sheet, 'row': l.source_row} as other
from accepted.trajectory as t
inner join core.link as l on l.dataset = 'diploma' and l.trajectory_id = t.trajectory_id
inner join core.diploma as award on award.trajectory_id = t.trajectory_id
inner join accepted.delivery as d on d.delivery_id = t.delivery_id
where not t.diploma and award.awarded_on <= d.covers_until - 31
qualify row_number() over (partition by t.trajectory_id, l.partner order by l.record) = 1
