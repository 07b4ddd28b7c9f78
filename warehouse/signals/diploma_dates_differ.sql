-- Site and school both know a diploma, on different days. Of several diplomas the nearest day is compared.
-- One row per trajectory and school.
with paired as (
    select
        {'partner': t.partner, 'delivery_id': t.delivery_id, 'file': t.source_file, 'sheet': t.source_sheet, 'row': t.source_row} as one,
        {'partner': l.partner, 'delivery_id': l.delivery_id, 'file': l.source_file, 'sheet': l.source_sheet, 'row': l.source_row} as other,
        t.diploma_on <> d.awarded_on as is_different
    from accepted.trajectory as t
    inner join core.link as l on l.dataset = 'diploma' and l.trajectory_id = t.trajectory_id
    inner join accepted.diploma as d
        on d.delivery_id = l.delivery_id and d.student_key || '|' || d.diploma_no = l.record
    where t.diploma_on is not null
    qualify
        row_number() over (
            partition by t.trajectory_id, l.partner
            order by abs(d.awarded_on - t.diploma_on), l.record
        ) = 1
)

select one, other
from paired
where is_different
