"""What a trial found in a file → which line of the delivery YAML might solve it: for whoever writes the YAML, not for the supplier.

Repeats only what a finding shows already. Decides nothing: a word may also be the partner's mistake.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.nothing import means_nothing
from pipelines.registry import Registry

SHOWN = 12


def of(groups: Iterable[Mapping[str, Any]], registry: Registry, partner: str, delivery: str) -> list[str]:
    """One sentence per column: words that stand for nothing, and words that have no code yet."""
    nothing: dict[tuple[str, str], list[str]] = defaultdict(list)
    unknown: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for finding in groups:
        match = re.fullmatch(r"(\w+)\.(\w+)\.is_(known|readable)", str(finding["rule"]))
        contract = registry.contracts.get(match[1]) if match else None
        if match is None or contract is None or not finding["value"]:
            continue
        if means_nothing(str(finding["value"])):
            nothing[match[2], str(finding["header"])].append(str(finding["value"]))
        elif match[3] == "known":
            vocabulary = contract.column(match[2]).vocabulary or ""
            unknown[match[2], str(finding["header"]), vocabulary].append(str(finding["value"]))
    path = f"partners/{partner}/{delivery}.yaml"
    told = []
    for (column, header), words in nothing.items():
        listed = ", ".join(f"'{word}'" for word in dict.fromkeys(words))
        said = f"{path} · {column}: betekent {listed} onder '{header}' dat er niets staat? Schrijf 'empty: [{listed}]' bij deze kolom, "
        told.append(f"{said}of onder 'formats' als het overal zo is")
    for (column, header, vocabulary), words in unknown.items():
        distinct = list(dict.fromkeys(words))
        listed = ", ".join(f"'{word}': ?" for word in distinct[:SHOWN]) + (", …" if len(distinct) > SHOWN else "")
        codes = sorted(registry.vocabularies.get(vocabulary, {}))
        said = f"{path} · {column}: als de woorden onder '{header}' goed zijn, krijgen ze een code: 'values: {{{listed}}}'; "
        told.append(f"{said}de codes zijn {', '.join(codes)}")
    return told
