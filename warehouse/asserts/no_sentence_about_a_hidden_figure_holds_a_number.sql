-- What is hidden may not come back in words.
select f.indicator, f.location, f.cohort, f.level, f.role
from published.figure as f
inner join published.conclusion as c
    on
        c.indicator = f.indicator
        and c.location = f.location
        and c.cohort = f.cohort
        and c.level = f.level
        and c.role = f.role
where f.hidden and regexp_matches(c.sentence_nl || c.sentence_en, '[0-9]')
