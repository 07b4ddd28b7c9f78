"""What a reader hands on: text cells with coordinates in a DuckDB table, and what it left out on the way.

Does not read; `text` and `workbook` do.
"""

from collections import Counter
from dataclasses import dataclass, field

from pipelines.findings import Finding


@dataclass
class Cells:
    """One table of a file as text: DuckDB relation `relation` with `_row` and one column per header, `""` or null when blank.

    `stated_rows` is the number of rows that the file says it has.
    """

    relation: str
    headers: tuple[str, ...]
    sheet: str = ""
    source_rows: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    damaged: list[tuple[int, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    corrected: Counter[str] = field(default_factory=Counter)
    words: dict[str, set[str]] = field(default_factory=dict)
    stated_rows: int | None = None


def distinct_headers(raw: list[str]) -> tuple[str, ...]:
    """Header texts made unique: the second `Datum` becomes `Datum (2)`, a nameless column `kolom 7`."""
    seen: Counter[str] = Counter()
    names = []
    for position, header in enumerate(raw, start=1):
        label = " ".join(header.replace("\u00a0", " ").split()) or f"kolom {position}"
        seen[label.lower()] += 1
        names.append(label if seen[label.lower()] == 1 else f"{label} ({seen[label.lower()]})")
    return tuple(names)
