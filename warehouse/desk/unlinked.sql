-- The source rows of which a record is not linked to anybody, by their place in the partner's own file: nothing about the person.
-- One row per dataset, source row and reason. Key: dataset, delivery_id, source_sheet, source_row, how.
select
    partner,
    dataset,
    delivery_id,
    source_file,
    source_sheet,
    source_row,
    how
from core.link
where person is null
group by all
