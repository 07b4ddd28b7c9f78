-- Startkwalificatie: of everyone who definitively started without a basic qualification, who got one in time?
-- A basic qualification is a diploma of mbo level 2 or higher; level 1 is none. In time is 183 days after the
-- planned end. Who already had one is not in it; of whom that is not known, the outcome is not known either.
-- One row per ask and first definitive start. Key: ask, location, person, role.
with entrant as (
    select
        s.*,
        coalesce(s.prior_education in ('none', 'primary', 'special', 'vmbo', 'mbo1'), false) as came_without,
        exists (
            select 1
            from core.basic_qualification as q
            where q.person = s.person and q.awarded_on between s.started_on and least(s.as_of, s.horizon_on + 183)
        ) as got_one
    from core.start as s
    where
        coalesce(s.prior_education not in ('mbo2', 'mbo3', 'mbo4', 'havo', 'vwo', 'higher'), true)
        and not exists (
            select 1 from core.basic_qualification as q where q.person = s.person and q.awarded_on < s.started_on
        )
)

select
    ask,
    location,
    cohort,
    level,
    role,
    person,
    case
        when is_left_out then 'excluded'
        when horizon_on is null or not is_judged then 'not_evaluable'
        when not came_without then 'unknown'
        when got_one then 'met'
        else 'not_met'
    end as outcome
from entrant
