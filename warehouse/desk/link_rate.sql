-- How many of the records that a partner delivered are linked to a person, and in which way. What stands in every monthly
-- list counts once, as the newest list has it.
-- One row per partner and dataset. Key: partner, dataset.
with newest as (
    select l.*
    from core.link as l
    left join accepted.delivery as d on d.delivery_id = l.delivery_id
    qualify row_number() over (partition by l.partner, l.dataset, l.record order by d.period desc, l.delivery_id desc) = 1
)

select
    partner,
    dataset,
    count(*) as records,
    count(*) filter (where how = 'by_number') as by_number,
    count(*) filter (where how = 'by_person') as by_person,
    count(*) filter (where how = 'by_person_and_dates') as by_person_and_dates,
    count(*) filter (where how = 'ambiguous') as ambiguous,
    count(*) filter (where how = 'unmatched') as unmatched,
    count(*) filter (where how = 'no_key') as no_key,
    count(*) filter (where person is not null) / count(*) as rate
from newest
group by partner, dataset
