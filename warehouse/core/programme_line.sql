-- Programme codes that succeeded each other are one line, named by the newest code: 91420 → 95769 → 25251.
-- A code that was never renumbered is not here: it is its own line.
-- One row per code that was succeeded. Key: crebo.
with recursive walked as (
    select crebo, succeeded_by as programme_line, 1 as step
    from agreed.crebo_succession
    union all
    select w.crebo, s.succeeded_by as programme_line, w.step + 1 as step
    from walked as w
    inner join agreed.crebo_succession as s on s.crebo = w.programme_line
    where w.step < 20
)

select crebo, arg_max(programme_line, step) as programme_line
from walked
group by crebo
