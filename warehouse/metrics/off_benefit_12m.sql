-- Uit de uitkering na 12 maanden: of the participants who started on a benefit and left, who is off it 12 months later?
-- Judged 366 days after leaving. Known from the municipality's administration, else from the call round; no answer is
-- unknown, not no. Who had no benefit at the start is not in it; of whom that is not known, the outcome is not known either.
-- One row per ask and first definitive start of a participant. Key: ask, location, person, role.
select
    s.ask,
    s.location,
    s.cohort,
    s.level,
    s.role,
    s.person,
    case
        when s.is_left_out then 'excluded'
        when s.ended_on is null or s.ended_on > s.as_of - 366 then 'not_evaluable'
        when s.benefit_at_start is null then 'unknown'
        when b.on_benefit = 'no' then 'met'
        when b.on_benefit = 'yes' then 'not_met'
        else 'unknown'
    end as outcome
from core.start as s
left join core.benefit_answer as b on b.ask = s.ask and b.trajectory_id = s.trajectory_id and b.moment = 12
where s.role = 'participant' and s.benefit_at_start is distinct from 'none'
