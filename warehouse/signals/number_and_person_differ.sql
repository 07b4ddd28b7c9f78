-- A record carries the number of a trajectory and the name or birth date of somebody else: a number that was mistyped, or
-- a name that was changed. The number counts.
-- One row per record.
select
    {'partner': t.partner, 'delivery_id': t.delivery_id, 'file': t.source_file, 'sheet': t.source_sheet, 'row': t.source_row} as one,
    {'partner': l.partner, 'delivery_id': l.delivery_id, 'file': l.source_file, 'sheet': l.source_sheet, 'row': l.source_row} as other
from core.link as l
inner join core.person_record as r
    on r.dataset = l.dataset and r.delivery_id = l.delivery_id and r.record = l.record
inner join core.person as p on p.trajectory_id = l.trajectory_id
inner join accepted.trajectory as t on t.trajectory_id = l.trajectory_id
where l.how = 'by_number' and r.person_key <> p.person_key
