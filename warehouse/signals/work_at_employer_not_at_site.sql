-- An employer delivers a contract of 12 hours or more that began within half a year of the end of a trajectory; the site, which
-- does note work of others, notes none, a month later still.
-- One row per trajectory and employer.
select
    {'partner': t.partner, 'delivery_id': t.delivery_id, 'file': t.source_file, 'sheet': t.source_sheet, 'row': t.source_row} as one,
    {'partner': l.partner, 'delivery_id': l.delivery_id, 'file': l.source_file, 'sheet': l.source_sheet, 'row': l.source_row} as other
from accepted.trajectory as t
inner join core.link as l on l.dataset = 'employment' and l.trajectory_id = t.trajectory_id
inner join accepted.employment as e on e.delivery_id = l.delivery_id and e.contract_id = l.record
inner join accepted.delivery as d on d.delivery_id = t.delivery_id
where
    t.work_from is null
    and e.hours_per_week >= 12
    and abs(e.started_on - t.ended_on) <= 183
    and e.started_on <= d.covers_until - 31
    and exists (select 1 from accepted.trajectory as other where other.partner = t.partner and other.work_from is not null)
qualify row_number() over (partition by t.trajectory_id, l.partner order by e.started_on, l.record) = 1
