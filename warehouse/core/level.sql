-- The levels that a figure can be about: each mbo level, the two pairs, and everything together.
-- `rank` orders real levels.
-- One row per level. Key: level.
select level, kind, rank, pair, label_nl, label_en, position
from (
    values
    ('all', 'all', null, null, 'Alle niveaus', 'All levels', 0),
    ('mbo1-2', 'pair', null, null, 'Mbo 1 en 2', 'Mbo 1 and 2', 1),
    ('mbo3-4', 'pair', null, null, 'Mbo 3 en 4', 'Mbo 3 and 4', 2),
    ('vmbo', 'level', 0, null, 'Vmbo', 'Vmbo', 3),
    ('mbo1', 'level', 1, 'mbo1-2', 'Mbo 1', 'Mbo 1', 4),
    ('mbo2', 'level', 2, 'mbo1-2', 'Mbo 2', 'Mbo 2', 5),
    ('mbo3', 'level', 3, 'mbo3-4', 'Mbo 3', 'Mbo 3', 6),
    ('mbo4', 'level', 4, 'mbo3-4', 'Mbo 4', 'Mbo 4', 7)
) as l (level, kind, rank, pair, label_nl, label_en, position)
