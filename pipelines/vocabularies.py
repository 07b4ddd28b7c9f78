"""One CSV of codes → its terms: the words that a column may hold, in Dutch and English.

Does not know contracts or partners.
"""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Term:
    """One code of a vocabulary with its words."""

    code: str
    nl: str
    en: str


def load_vocabulary(path: Path, mistakes: list[str]) -> dict[str, Term]:
    """The terms of one file by code; what is wrong with it is added to `mistakes`, with file and line."""
    terms: dict[str, Term] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter=";"), start=2):
            if not (row.get("code") and row.get("nl") and row.get("en")):
                mistakes.append(f"{path}:{number}: each code needs a Dutch and an English text")
            elif row["code"] in terms:
                mistakes.append(f"{path}:{number}: code '{row['code']}' stands here twice")
            else:
                terms[row["code"]] = Term(row["code"], row["nl"], row["en"])
    return terms
