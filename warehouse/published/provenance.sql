-- Which deliveries the figures rest on, and how many rows of each were used.
-- One row per delivery and dataset. Key: delivery_id, dataset.
select
    partner,
    delivery,
    period,
    delivery_id,
    dataset,
    arrived_at,
    rows,
    used,
    quarantined
from disclosed.provenance
