-- Where a partner's own figures belong: at its only location, else at the site as a whole; a partner without locations
-- belongs to everything together only.
-- One row per partner. Key: partner.
select
    p.partner,
    case
        when count(l.location) = 0 then 'elsewhere'
        when count(l.location) = 1 then min(l.location)
        else min(l.site)
    end as location
from agreed.party as p
left join agreed.location as l on l.partner = p.partner
group by p.partner
