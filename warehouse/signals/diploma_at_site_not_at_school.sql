-- The site notes a diploma; a school that delivers diplomas and enrolled this person delivered none, a month later still.
-- One row per trajectory and school.
select
    {'partner': t.partner, 'delivery_id': t.delivery_id, 'file': t.source_file, 'sheet': t.source_sheet, 'row': t.source_row} as one,
    {'partner': l.partner, 'delivery_id': l.delivery_id, 'file': l.source_file, 'sheet': l.source_sheet, 'row': l.source_row} as other
from accepted.trajectory as t
inner join core.link as l on l.dataset = 'enrolment' and l.trajectory_id = t.trajectory_id
inner join accepted.delivery as d on d.delivery_id = l.delivery_id
where
    t.diploma_on <= d.covers_until - 31
    and t.diploma is distinct from false
    and exists (select 1 from accepted.diploma as given where given.partner = l.partner)
    and not exists (
        select 1
        from core.link as award
        where award.dataset = 'diploma' and award.trajectory_id = t.trajectory_id
    )
qualify row_number() over (partition by t.trajectory_id, l.partner order by l.record) = 1
