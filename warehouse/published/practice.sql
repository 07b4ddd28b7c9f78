-- How sites work, of the last year that each told about, and where to ask. A practice beside an outcome is no cause of it.
-- Told among sites: the public gets none, except of the demo. elective_code, study_hours and agreed_on: of an elective
-- (keuzedeel) that was agreed with a school.
-- One row per site, theme and title. Key: these three.
select
    p.site,
    a.name as site_name,
    a.mailbox,
    p.year,
    p.theme,
    p.theme_nl,
    p.theme_en,
    p.title,
    p.description,
    p.with_partner,
    p.since,
    p.contact_role,
    p.elective_code,
    p.study_hours,
    p.agreed_on,
    p.coordinators,
    p.contact_moments_per_day,
    p.placement_weeks
from core.practice as p
inner join agreed.party as a on a.partner = p.site
cross join disclosed.publication as o
where p.is_newest and (o.audience <> 'public' or o.demo)
order by p.site, p.theme, p.title
