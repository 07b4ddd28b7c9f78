-- Whose each delivered record is, and how that is known. Of several people the one of the same gender, else the one with a
-- trajectory whose dates fit; when that is still not one, nobody: it is listed, never guessed.
-- how: by_number · by_person (one person has this key) · by_person_and_dates (the dates chose between trajectories)
--      · ambiguous (more than one person) · unmatched (nobody is known by this number or key) · no_key (neither was delivered).
-- trajectory_id: null as well when the person is known and no trajectory of theirs fits the dates.
-- One row per delivered record. Key: dataset, delivery_id, record.
with decided as (
    select
        dataset,
        delivery_id,
        record,
        bool_or(is_by_number) as is_by_number,
        case
            when count(distinct person) = 1 then min(person)
            when count(distinct person) filter (where same_gender) = 1 then min(person) filter (where same_gender)
            when count(distinct person) filter (where same_gender and dates_fit) = 1
                then min(person) filter (where same_gender and dates_fit)
        end as person,
        count(distinct person) > 1 and count(distinct person) filter (where same_gender) <> 1 as dates_chose
    from core.link_candidate
    group by dataset, delivery_id, record
),

own as (
    select c.*, count(*) over (partition by c.dataset, c.delivery_id, c.record) as trajectories
    from core.link_candidate as c
    inner join decided as d
        on d.dataset = c.dataset and d.delivery_id = c.delivery_id and d.record = c.record and d.person = c.person
),

chosen as (
    select *
    from own
    where dates_fit or is_by_number
    qualify row_number() over (partition by dataset, delivery_id, record order by started_on desc, trajectory_id) = 1
)

select
    r.dataset,
    r.delivery_id,
    r.record,
    r.partner,
    r.source_file,
    r.source_sheet,
    r.source_row,
    c.trajectory_id,
    d.person,
    case
        when d.is_by_number then 'by_number'
        when d.person is not null and (d.dates_chose or c.trajectories > 1) then 'by_person_and_dates'
        when d.person is not null then 'by_person'
        when d.record is not null then 'ambiguous'
        when r.trajectory_id is null and r.person_key is null then 'no_key'
        else 'unmatched'
    end as how
from core.person_record as r
left join decided as d on d.dataset = r.dataset and d.delivery_id = r.delivery_id and d.record = r.record
left join chosen as c on c.dataset = r.dataset and c.delivery_id = r.delivery_id and c.record = r.record
