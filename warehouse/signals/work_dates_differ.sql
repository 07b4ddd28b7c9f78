-- Site and employer both know a job that began within half a year of each other, on different days.
-- Of several contracts the nearest first day is compared.
-- One row per trajectory and employer.
with paired as (
    select
        {'partner': t.partner, 'delivery_id': t.delivery_id, 'file': t.source_file, 'sheet': t.source_sheet, 'row': t.source_row} as one,
        {'partner': l.partner, 'delivery_id': l.delivery_id, 'file': l.source_file, 'sheet': l.source_sheet, 'row': l.source_row} as other,
        t.work_from <> e.started_on as is_different
    from accepted.trajectory as t
    inner join core.person as p on p.trajectory_id = t.trajectory_id
    inner join core.link as l on l.dataset = 'employment' and l.person = p.person
    inner join accepted.employment as e on e.delivery_id = l.delivery_id and e.contract_id = l.record
    where abs(e.started_on - t.work_from) <= 183
    qualify
        row_number() over (
            partition by t.trajectory_id, l.partner
            order by abs(e.started_on - t.work_from), l.record
        ) = 1
)

select one, other
from paired
where is_different
