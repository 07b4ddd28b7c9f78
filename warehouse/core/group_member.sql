-- Which groups a location, a cohort or a level belongs to: itself, its larger groups, and everything.
-- A row without a level (member 'unknown') belongs to everything only: a missing level is never a group.
-- Likewise a partner without a location ('elsewhere') and a figure of no school year ('none'). A site is a member too, for
-- figures that a site has as a whole, such as its costs.
-- One row per dimension, member and group. Key: dimension, member, label.
with location as (
    select location as member, location as label from agreed.location
    union
    select location as member, site as label from agreed.location
    union
    select location as member, 'all' as label from agreed.location
    union
    select site as member, site as label from agreed.location
    union
    select site as member, 'all' as label from agreed.location
    union
    select 'elsewhere' as member, 'all' as label
),

cohort as (
    select cohort as member, cohort as label from core.cohort where kind = 'year'
    union
    select cohort as member, pool as label from core.cohort where kind = 'year'
    union
    select cohort as member, 'all' as label from core.cohort where kind = 'year'
    union
    select 'none' as member, 'all' as label
),

level as (
    select level as member, level as label from core.level where kind = 'level'
    union
    select level as member, pair as label from core.level where pair is not null
    union
    select level as member, 'all' as label from core.level where kind = 'level'
    union
    select 'unknown' as member, 'all' as label
)

select 'location' as dimension, member, label from location
union all
select 'cohort' as dimension, member, label from cohort
union all
select 'level' as dimension, member, label from level
