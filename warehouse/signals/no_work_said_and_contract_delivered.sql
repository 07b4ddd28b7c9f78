-- Somebody answered "no work" on a day on which an employer delivers a contract of 12 hours or more.
-- One row per answer and employer.
select
    {'partner': f.partner, 'delivery_id': f.delivery_id, 'file': f.source_file, 'sheet': f.source_sheet, 'row': f.source_row} as one,
    {'partner': l.partner, 'delivery_id': l.delivery_id, 'file': l.source_file, 'sheet': l.source_sheet, 'row': l.source_row} as other
from accepted.follow_up as f
inner join core.person as p on p.trajectory_id = f.trajectory_id
inner join core.link as l on l.dataset = 'employment' and l.person = p.person
inner join accepted.employment as e on e.delivery_id = l.delivery_id and e.contract_id = l.record
where
    f.in_work = 'no'
    and e.hours_per_week >= 12
    and f.asked_on between e.started_on and coalesce(e.ended_on, e.state_on, f.asked_on)
qualify row_number() over (partition by f.trajectory_id, f.moment, l.partner order by e.started_on, l.record) = 1
