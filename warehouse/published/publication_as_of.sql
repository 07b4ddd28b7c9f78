-- Until when each location is complete; its figures look no further.
-- One row per location. Key: location.
select location, as_of
from core.vantage
where ask = 'benchmark'
