"""What every audience may not see → a page that shows, per hidden count, what an outsider and each member can infer.

Only for the demo: the page tells real values, so of real people it would be the leak that it disproves.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipelines.stages.disclose.audit import Seen
from pipelines.stages.disclose.hide import targets
from pipelines.stages.disclose.protect import Evidence, Protection

TIGHTEST = 40
HEAD = """# Bewijs van geheimhouding (demo)

Gemaakt door `wlb proof`; niet met de hand aanpassen. De getallen komen uit de demo en gaan over niemand.

Een verborgen telling is hier een telling die te klein is om te tonen, met de letterlijke waarde. Daarnaast staat tussen
welke waarden wie leest haar *niet* kan kiezen: voor beide uitersten is een andere tabel gevonden die klopt met elk
gepubliceerd getal, met elke optelling over locaties, jaren en niveaus, met tellingen die in twee indicatoren dezelfde zijn,
met wat de lezer zelf aanleverde en met wat eerder is gepubliceerd. De werkelijke ruimte is dus ten minste zo groot.
Twee locaties die hun cijfers samenleggen kunnen de derde altijd uitrekenen; daartegen beschermt dit niet.
"""


def page(editions: list[tuple[str, int, pd.DataFrame, Protection]]) -> str:
    """Markdown: per audience a summary, and the counts with the least room. Each edition: name, T, cells, protection."""
    return HEAD + "".join("\n".join(_edition(*edition)) for edition in editions)


def _edition(name: str, threshold: int, cells: pd.DataFrame, protection: Protection) -> Iterator[str]:
    own, hidden = int(protection.primary.sum()), int(protection.hidden.sum())
    yield f"\n## {name} (T = {threshold})\n"
    yield f"{len(cells)} cijfers; {own} verborgen om de eigen tellingen, {hidden - own} om niet terug te rekenen te zijn.\n"
    yield "| lezer | te kleine tellingen van anderen | kleinste ruimte | waarvan te smal |"
    yield "|---|---:|---:|---:|"
    for reader, rooms, wanted in _rooms(protection):
        least = f"{rooms.min():.0f}" if len(rooms) else "–"
        yield f"| {reader} | {len(rooms)} | {least} | {int((rooms < wanted - 1e-6).sum())} |"
    readers = [reader for reader, _, _ in _rooms(protection)]
    yield f"\nDe {TIGHTEST} tellingen met de minste ruimte (van … tot en met …; “eigen”: de lezer leverde haar zelf):\n"
    yield "| indicator | plaats | cohort | niveau | rol | telling | waarde | " + " | ".join(readers) + " |"
    yield "|---|---|---|---|---|---|---:|" + "---|" * len(readers)
    rows = [row for evidence in protection.evidence for row in _rows(evidence, cells, readers)]
    for _, text in sorted(rows, key=lambda row: row[0])[:TIGHTEST]:
        yield text
    yield ""


def _rooms(protection: Protection) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Per reader the room of every small count that is not its own, and the room that it must have."""
    found: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {}
    for evidence in protection.evidence:
        system = evidence.group.system
        for seen in evidence.seen:
            asked = targets(system, evidence.hidden, every=False) & ~seen.attacker.known
            found.setdefault(seen.attacker.name, []).append((seen.width()[asked], system.width[asked]))
    return [
        (name, np.concatenate([room for room, _ in rooms]), np.concatenate([wanted for _, wanted in rooms]))
        for name, rooms in found.items()
    ]


def _rows(evidence: Evidence, cells: pd.DataFrame, readers: list[str]) -> Iterator[tuple[float, str]]:
    group = evidence.group
    by_name = {seen.attacker.name: seen for seen in evidence.seen}
    for count in np.flatnonzero(targets(group.system, evidence.hidden, every=False)):
        cell = cells.loc[group.rows[group.system.figure[count]]]
        told = [_told(by_name.get(reader), int(count)) for reader in readers]
        room = min((float(s.width()[count]) for s in evidence.seen if not s.attacker.known[count]), default=np.inf)
        name = [cell[part] for part in ("indicator", "location", "cohort", "level", "role")]
        yield room, f"| {' | '.join([*name, group.names[count], f'{group.system.value[count]:.0f}', *told])} |"


def _told(seen: Seen | None, count: int) -> str:
    if seen is None:
        return "als buitenstaander"
    if seen.attacker.known[count]:
        return "eigen"
    return f"{seen.low[count]:.0f}–{seen.high[count]:.0f}"
