-- How a site works, one practice a row, with the words of its theme. A practice beside an outcome is no cause of it.
-- is_newest: of the last year that this site told about; its numbers stand on a row of their own, the others are null.
-- One row per site, year, theme and title. Key: these four.
select
    p.partner as site,
    p.year,
    p.theme,
    c.nl as theme_nl,
    c.en as theme_en,
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
    p.placement_weeks,
    p.year = max(p.year) over (partition by p.partner) as is_newest
from accepted.practice as p
inner join agreed.code as c on c.vocabulary = 'practice_theme' and c.code = p.theme
