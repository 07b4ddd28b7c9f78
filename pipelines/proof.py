"""What every audience may not see → a page that shows, per hidden count, what an outsider and each member can infer.

Only for the demo: the page tells real values, so of real people it would be the leak that it disproves.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipelines.stages.disclose.audit import EPSILON, rooms, targets
from pipelines.stages.disclose.protect import Evidence, Protection
from pipelines.stages.disclose.system import Attacker, Floats

TIGHTEST = 40
Room = tuple[Attacker, Floats, Floats]
"""A reader, and the smallest and largest value that it cannot rule out, per count."""

HEAD = """# Bewijs van geheimhouding (demo)

Gemaakt door `wlb proof`; niet met de hand aanpassen. De getallen komen uit de demo en gaan over niemand.

Een verborgen telling is hier een telling die te klein is om te tonen, met de letterlijke waarde. Daarnaast staat tussen
welke waarden wie leest haar *niet* kan kiezen: voor beide uitersten is een andere tabel gevonden die klopt met elk
gepubliceerd getal, met elke optelling over locaties, jaren en niveaus, met tellingen die in twee indicatoren dezelfde zijn,
met wat de lezer zelf aanleverde en met wat eerder is gepubliceerd. De werkelijke ruimte is dus ten minste zo groot.
Wat een lezer zelf aanleverde (“eigen”) hoeft voor hem niet geheim te zijn.
Twee locaties die hun cijfers samenleggen kunnen de derde altijd uitrekenen; daartegen beschermt dit niet.
"""


def page(editions: list[tuple[str, int, pd.DataFrame, Protection]]) -> str:
    """Markdown: per audience a summary, and the counts with the least room. Each edition: name, T, cells, protection."""
    return HEAD + "".join("\n".join(_edition(*edition)) for edition in editions)


def _edition(name: str, threshold: int, cells: pd.DataFrame, protection: Protection) -> Iterator[str]:
    own, hidden = int(protection.primary.sum()), int(protection.hidden.sum())
    yield f"\n## {name} (T = {threshold})\n"
    yield f"{len(cells)} cijfers; {own} verborgen om de eigen tellingen, {hidden - own} om niet terug te rekenen te zijn.\n"
    seen = [(evidence, _seen(evidence)) for evidence in protection.evidence]
    per_reader: dict[str, list[tuple[Floats, Floats]]] = {}
    for evidence, found in seen:
        for reader, low, high in found:
            asked = _of_others(evidence, reader)
            per_reader.setdefault(reader.name, []).append(((high - low)[asked], evidence.group.system.width[asked]))
    yield "| lezer | te kleine tellingen van anderen | kleinste ruimte | waarvan te smal |"
    yield "|---|---:|---:|---:|"
    for reader_name, parts in per_reader.items():
        room, wanted = (np.concatenate(column) for column in zip(*parts, strict=True))
        least = f"{room.min():.0f}" if len(room) else "–"
        yield f"| {reader_name} | {len(room)} | {least} | {int((room < wanted - EPSILON).sum())} |"
    readers = list(per_reader)
    yield f"\nDe {TIGHTEST} tellingen met de minste ruimte (van … tot en met …):\n"
    yield "| indicator | plaats | cohort | niveau | rol | telling | waarde | " + " | ".join(readers) + " |"
    yield "|---|---|---|---|---|---|---:|" + "---|" * len(readers)
    rows = [row for evidence, found in seen for row in _rows(evidence, found, cells, readers)]
    for _, text in sorted(rows)[:TIGHTEST]:
        yield text
    yield ""


def _seen(evidence: Evidence) -> list[Room]:
    group = evidence.group
    found = rooms(group.system, evidence.hidden, group.attackers, evidence.changes)
    return [(reader, low, high) for reader, (low, high) in zip(group.attackers, found, strict=True)]


def _of_others(evidence: Evidence, reader: Attacker) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Counts that are too small to be shown, in which somebody is whom this reader did not deliver."""
    system = evidence.group.system
    return (
        targets(system, evidence.hidden, every=False)
        & ~reader.known
        & (reader.least < np.maximum(system.value, EPSILON))
    )


def _rows(
    evidence: Evidence, found: list[Room], cells: pd.DataFrame, readers: list[str]
) -> Iterator[tuple[float, str]]:
    group = evidence.group
    by_name = {room[0].name: room for room in found}
    for count in np.flatnonzero(targets(group.system, evidence.hidden, every=False)):
        cell = cells.loc[group.rows[group.system.figure[count]]]
        told = [_told(by_name.get(reader), evidence, int(count)) for reader in readers]
        width = min(
            (float(high[count] - low[count]) for reader, low, high in found if _of_others(evidence, reader)[count]),
            default=np.inf,
        )
        name = [cell[part] for part in ("indicator", "location", "cohort", "level", "role")]
        yield width, f"| {' | '.join([*name, group.names[count], f'{group.system.value[count]:.0f}', *told])} |"


def _told(room: Room | None, evidence: Evidence, count: int) -> str:
    if room is None:
        return "als buitenstaander"
    reader, low, high = room
    return f"{low[count]:.0f}–{high[count]:.0f}" if _of_others(evidence, reader)[count] else "eigen"
