-- This publication itself. as_of: until when all locations are complete.
-- One row. Key: version.
select
    p.version,
    p.built_at,
    p.audience,
    p.demo,
    p.code,
    (select min(v.as_of) from core.vantage as v where v.ask = 'benchmark') as as_of,
    p.threshold,
    p.run
from disclosed.publication as p
