-- Requests for help that were handled in the period an ask is about, as far as it could know.
-- One row per ask and handled request. Key: ask, request_id.
select
    v.ask,
    v.location,
    d.cohort,
    r.handled_on,
    r.request_id,
    r.client_key
from accepted.help_request as r
inner join core.vantage as v on v.location = r.location
inner join core.day as d on d.day = r.handled_on
where
    r.status = 'handled'
    and r.handled_on between v.started_from and v.started_until
    and r.handled_on <= v.as_of
