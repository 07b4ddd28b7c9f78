-- Everything that the MKBA assumes, with who says so.
-- One row per scenario set and assumption. Key: scenario_set, scenario_version, assumption.
select
    scenario_set,
    scenario_version,
    assumption,
    label_nl,
    label_en,
    unit,
    base,
    low,
    high,
    source,
    cast(position as integer) as position
from disclosed.assumption
order by scenario_set, scenario_version, position
