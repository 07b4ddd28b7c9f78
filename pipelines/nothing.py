"""Texts that people type where nothing is known, or where something was taken out: `n.v.t.`, `onbekend`, `***`.

Does not decide that a cell is empty: only the words under `empty` in a delivery YAML do. This tells which words to ask about.
"""

import re

WORDS = frozenset((
    "-", "--", "–", "—", "?", "??", ".", "…", "n.v.t.", "nvt", "n.v.t", "niet van toepassing", "onb.", "onb", "onbekend", "niet bekend",
    "nog niet bekend", "nog onbekend", "n.n.b.", "nnb", "n.n.b", "n.b.", "nb", "n.t.b.", "ntb", "tba", "tbd", "volgt", "navragen",
    "#n/b", "#n/a", "n/a", "n.a.", "null", "none", "unknown", "(leeg)", "(blank)", "[leeg]", "<leeg>", "leeg", "niet ingevuld",
    "geen", "nihil", "niks", "niets", "geheim", "anoniem", "afgeschermd", "verwijderd", "gemaskeerd", "masked", "redacted", "privacy",
))  # fmt: skip
# What is left when somebody took the value out: stars, crosses, hashes, or dots instead of it; or a count that is kept small.
MASKED = re.compile(r"(?i)[*#•█]+|x{3,}|[-–—._/]{2,}|[\d ]*[*•]{2,}[\d ]*|<\s?\d{1,2}")


def means_nothing(text: str) -> bool:
    """True for a text that more likely stands for nothing than for a value."""
    plain = text.strip().lower()
    return plain in WORDS or MASKED.fullmatch(plain) is not None
