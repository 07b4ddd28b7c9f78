-- Vaste cliënten volgens de locatie: how many clients does the site itself mark as regular? Beside the count from visits:
-- the two differ where a site means something else by it.
-- A figure of this moment: it belongs to no school year.
-- One row per ask, location and client marked regular on the as-of date. Key: ask, location, person.
select
    v.ask,
    v.location,
    'none' as cohort,
    cast(null as varchar) as level,
    cast(null as varchar) as role,
    c.client_key as person
from accepted.client as c
inner join core.vantage as v on v.location = c.location
where c.regular and c.client_from <= v.as_of and coalesce(c.client_until >= v.as_of, true)
