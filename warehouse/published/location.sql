-- The places that figures are about: each location, each site, and all together.
-- One row per place. Key: location.
with place as (
    select location, label, site, site_label, partner, 'location' as kind from agreed.location
),

site as (
    select distinct site as location, site_label as label, site, site_label, partner, 'site' as kind from agreed.location
),

everything as (
    select
        'all' as location,
        'Alle locaties' as label,
        'all' as site,
        'Alle locaties' as site_label,
        cast(null as varchar) as partner,
        'all' as kind
),

together as (
    select * from everything
    union all
    select * from site
    union all
    select * from place
)

select
    location,
    label,
    site,
    site_label,
    partner,
    kind,
    cast(row_number() over (order by kind, site_label, label) - 1 as integer) as position
from together
order by position
