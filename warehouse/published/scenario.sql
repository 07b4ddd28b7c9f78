-- The versions of what the MKBA assumes; illustrative: adopted by nobody, to show how it is computed.
-- One row per scenario set and version. Key: these two.
select
    scenario_set,
    scenario_version,
    label_nl,
    label_en,
    status,
    adopted_on,
    cast(price_year as integer) as price_year,
    discount_rate
from disclosed.scenario
order by adopted_on, scenario_set, scenario_version
