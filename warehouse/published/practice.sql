-- How each site says it works, with whom, and whom to ask. Beside an outcome a practice is no cause of it, and asking never depends
-- on a difference. Of an elective: its code, its hours and the day of the agreement; the school is with_partner.
-- mailbox: of the site as a whole, never of a person; is_newest: of the last year that this site told about.
-- One row per site, year, theme and title. Key: these four.
select
    p.site,
    s.name as site_name,
    p.year,
    p.is_newest,
    p.theme,
    p.theme_nl,
    p.theme_en,
    p.title,
    p.description,
    p.with_partner,
    p.since,
    p.elective_code,
    p.elective_hours,
    p.agreed_on,
    p.coordinators,
    p.contact_moments_per_day,
    p.placement_weeks,
    p.contact_role,
    s.mailbox
from core.practice as p
inner join agreed.party as s on s.partner = p.site
order by p.theme, s.name, p.year desc, p.title
