-- The source rows of which a record is linked to nobody, by their place in the partner's own file: nothing about the person.
-- What stands in every monthly list is told once, by the newest list.
-- One row per dataset, source row and reason. Key: dataset, delivery_id, source_sheet, source_row, how.
with newest as (
    select l.*
    from core.link as l
    left join accepted.delivery as d on d.delivery_id = l.delivery_id
    qualify row_number() over (partition by l.partner, l.dataset, l.record order by d.period desc, l.delivery_id desc) = 1
)

select distinct
    partner,
    dataset,
    delivery_id,
    source_file,
    source_sheet,
    source_row,
    how
from newest
where person is null
