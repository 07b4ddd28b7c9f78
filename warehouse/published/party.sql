-- Everyone who makes the partnership, also those who deliver nothing.
-- One row per party. Key: partner.
select
    partner,
    name,
    kind,
    place,
    role_nl,
    role_en,
    delivers
from agreed.party
