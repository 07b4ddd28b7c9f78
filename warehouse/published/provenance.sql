-- Which deliveries the figures rest on. How many rows they hold is not told here: in a small file that counts people.
-- One row per delivery and dataset. Key: delivery_id, dataset.
select
    partner,
    delivery,
    period,
    delivery_id,
    dataset,
    arrived_at
from disclosed.provenance
