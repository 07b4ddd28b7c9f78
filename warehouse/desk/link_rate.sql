-- How many of the records that a partner delivered are linked to a person, and in which way.
-- One row per partner and dataset. Key: partner, dataset.
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
from core.link
group by partner, dataset
