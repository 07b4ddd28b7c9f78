-- Who delivers, and whether the newest delivery came in time.
-- One row per partner that delivers. Key: partner.
select
    partner,
    name,
    on_time,
    last_period,
    expected_period,
    state
from disclosed.freshness
