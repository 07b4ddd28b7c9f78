-- Gekoppeld: of the records about people that schools, employers and municipalities delivered with a number or a name, how
-- many belong to somebody we know? A record with neither cannot be linked by anyone (excluded).
-- What stands in every monthly list counts once, as the newest list has it. Not per location: whose an unlinked record is,
-- is not known.
-- One row per delivered record. Key: partner, dataset, record.
with newest as (
    select l.*
    from core.link as l
    left join accepted.delivery as d on d.delivery_id = l.delivery_id
    qualify row_number() over (partition by l.partner, l.dataset, l.record order by d.period desc, l.delivery_id desc) = 1
)

select
    'benchmark' as ask,
    'elsewhere' as location,
    'none' as cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    coalesce(person, partner || '|' || dataset || '|' || record) as person,
    case when how = 'no_key' then 'excluded' when person is not null then 'met' else 'not_met' end as outcome
from newest
