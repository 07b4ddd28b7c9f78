-- Everything that partners deliver about one person and that has to find its trajectory: what it is known by, and when it was.
-- A dataset takes part in linking by a select here; `record` is its own key as one text.
-- A trajectory fits the dates of a record when it began on or before `starts_by` and had not ended before `ends_from`.
-- One row per delivered record. Key: dataset, delivery_id, record.

-- a job may come years after a trajectory, never before it
select
    'employment' as dataset,
    delivery_id,
    contract_id as record,
    partner,
    source_file,
    source_sheet,
    source_row,
    trajectory_id,
    person_key,
    nullif(gender, 'x') as gender,
    coalesce(started_on, state_on) as starts_by,
    date '0001-01-01' as ends_from
from accepted.employment
union all
-- an enrolment and its trajectory run at the same time
select
    'enrolment' as dataset,
    delivery_id,
    student_key || '|' || enrolment_no as record,
    partner,
    source_file,
    source_sheet,
    source_row,
    trajectory_id,
    person_key,
    nullif(gender, 'x') as gender,
    coalesce(enrolled_until, planned_until, date '9999-12-31') as starts_by,
    enrolled_from as ends_from
from accepted.enrolment
union all
-- a diploma comes during a trajectory or within a year after it
select
    'diploma' as dataset,
    delivery_id,
    student_key || '|' || diploma_no as record,
    partner,
    source_file,
    source_sheet,
    source_row,
    trajectory_id,
    person_key,
    nullif(gender, 'x') as gender,
    awarded_on as starts_by,
    awarded_on - 366 as ends_from
from accepted.diploma
union all
-- a count year runs from 1 October
select
    'early_leaver' as dataset,
    delivery_id,
    student_key || '|' || count_year as record,
    partner,
    source_file,
    source_sheet,
    source_row,
    trajectory_id,
    person_key,
    cast(null as varchar) as gender,
    coalesce(left_on, make_date(count_year + 1, 9, 30)) as starts_by,
    coalesce(left_on - 366, make_date(count_year, 10, 1)) as ends_from
from accepted.early_leaver
union all
-- money goes to a trajectory while it runs, or to work in the year after; a sum for a whole year is about nobody
select
    'funding' as dataset,
    delivery_id,
    funding_id as record,
    partner,
    source_file,
    source_sheet,
    source_row,
    trajectory_id,
    person_key,
    cast(null as varchar) as gender,
    coalesce(make_date(year, 12, 31), date '9999-12-31') as starts_by,
    coalesce(make_date(year - 1, 1, 1), date '0001-01-01') as ends_from
from accepted.funding
where trajectory_id is not null or person_key is not null or year is null
union all
-- a site knows the number of its own participants
select
    'placement' as dataset,
    delivery_id,
    placement_id as record,
    partner,
    source_file,
    source_sheet,
    source_row,
    trajectory_id,
    cast(null as varchar) as person_key,
    cast(null as varchar) as gender,
    coalesce(ended_on, planned_end_on, started_on) as starts_by,
    started_on as ends_from
from accepted.placement
union all
-- who calls former participants has their number
select
    'follow_up' as dataset,
    delivery_id,
    trajectory_id || '|' || moment as record,
    partner,
    source_file,
    source_sheet,
    source_row,
    trajectory_id,
    cast(null as varchar) as person_key,
    cast(null as varchar) as gender,
    asked_on as starts_by,
    date '0001-01-01' as ends_from
from accepted.follow_up
