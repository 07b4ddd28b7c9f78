-- Cells as counts that can be published or hidden: numerator, denominator, not evaluable, excluded, and maturity.
-- `unknown` counts as not evaluable, except for a lower bound, whose base is everyone whose horizon has passed.
-- waiting: whose horizon has not passed; maturity: the share whose horizon has, for counts the share of the school year.
-- A pool is there only when its last school year is over and everyone in that year can be judged.
-- One row per indicator, ask, location, cohort, level and role. Key: these six.
with counted as (
    select
        c.indicator,
        c.kind,
        c.bound,
        c.ask,
        c.location,
        c.cohort,
        c.level,
        c.role,
        c.as_of,
        case c.kind
            when 'rate' then c.met
            when 'count' then c.value
            when 'ratio' then c.value
            when 'per_week' then c.person_weeks
            when 'people' then c.persons
        end as numerator,
        case c.kind
            when 'rate' then c.met + c.not_met + case when c.bound = 'lower' then c.unknown else 0 end
            when 'survival' then c.met
            when 'ratio' then c.divisor
            when 'per_week' then c.weeks
        end as denominator,
        c.not_yet + case when c.bound = 'lower' then 0 else c.unknown end as not_evaluable,
        c.unknown,
        c.excluded,
        case
            when c.kind in ('rate', 'survival') then c.met + c.not_met + c.unknown + c.not_yet + c.pending - c.mature
            else 0
        end as waiting,
        c.persons,
        c.met_persons,
        c.not_met_persons,
        case
            when c.kind in ('rate', 'survival') then c.mature / nullif(c.met + c.not_met + c.unknown + c.not_yet + c.pending, 0)
            when h.kind = 'all' or c.as_of >= h.ends_on then 1.0
            else greatest(c.as_of - h.starts_on + 1, 0) / (h.ends_on - h.starts_on + 1)
        end as maturity,
        c.followed,
        h.kind as cohort_kind,
        h.ends_on,
        h.last_year
    from measured.cell as c
    inner join core.cohort as h on h.cohort = c.cohort
)

select
    c.indicator,
    c.kind,
    c.bound,
    c.ask,
    c.location,
    c.cohort,
    c.level,
    c.role,
    cast(c.numerator as double) as numerator,
    cast(c.denominator as double) as denominator,
    c.not_evaluable,
    c.unknown,
    c.excluded,
    c.waiting,
    c.persons,
    c.met_persons,
    c.not_met_persons,
    cast(c.maturity as double) as maturity,
    c.followed
from counted as c
left join counted as y
    on
        y.indicator = c.indicator
        and y.ask = c.ask
        and y.location = c.location
        and y.level = c.level
        and y.role = c.role
        and y.cohort = c.last_year
where c.cohort_kind <> 'pool' or (c.as_of >= c.ends_on and coalesce(y.maturity, 1.0) = 1.0)
