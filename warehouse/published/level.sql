-- The levels that figures are about.
-- One row per level. Key: level.
select
    level,
    label_nl,
    label_en,
    cast(position as integer) as position
from core.level
order by position
