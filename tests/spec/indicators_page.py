"""Indicators, their SQL and their examples → `docs/indicators.md`; `python -m tests.spec.indicators_page` writes it.

Every figure on the page comes out of the real SQL at the moment of writing. Decides nothing: the words stand in
`warehouse/metrics/metrics.yaml`, the examples beside it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from pipelines import words
from pipelines.metrics import Metric, load_metrics
from pipelines.stages.build import read_sources, tables_behind
from tests.spec.examples import Example, cell_of, examples, row_of, run
from tests.spec.tables import HOLIDAYS, METRICS, PLACES, ROOT, rows

PAGE = ROOT / "docs" / "indicators.md"
DIRECTION = {"up": "hoger is beter", "down": "lager is beter", "neutral": "hoger of lager is niet beter"}
KIND = {
    "rate": "aandeel",
    "survival": "kans (Kaplan–Meier)",
    "count": "som",
    "people": "aantal mensen",
    "ratio": "verhouding",
    "per_week": "gemiddelde per week",
    "value": "uitgerekend uit gepubliceerde cijfers, kosten en aannames",
}
COLUMNS = {
    "numerator": "teller",
    "denominator": "noemer",
    "not_evaluable": "niet te beoordelen",
    "excluded": "buiten de telling",
    "value": "waarde",
}
WHERE = {"location": "plaats", "cohort": "schooljaar", "level": "niveau", "role": "rol"}
NAMES = {"all": "alle", "participant": "deelnemers", "intern": "stagiairs"}
DELIVERIES = {
    "due_delivery": "Leveringen die verwacht werden",
    "first_try": "Eerste bestanden",
    "figure": "Gepubliceerde cijfers",
    "assumption": "Aannames",
}
INTRO = """# Wat elk cijfer betekent, hoe het geteld wordt, en een voorbeeld

Deze pagina is gemaakt met `make indicators`; een test faalt als zij niet meer klopt. De woorden staan in `warehouse/metrics/metrics.yaml`, de telling in
`warehouse/metrics/<naam>.sql`, de voorbeelden in `warehouse/metrics/examples/<naam>.yaml`. Elk voorbeeld is echt door die SQL gegaan, en is ook een test.

**Zo lees je een voorbeeld.** Een rij is wat een partij leverde. Een kolom die er niet staat heeft een gewone waarde: locatie noord/haven, rol deelnemer, begonnen op
2 februari 2015, gepland tot 25 januari 2016, bezoeken van 2 uur. Een `-` is: niet ingevuld. `2016-01-25 + 183` is 183 dagen na die datum. De rij van tekens (`marks`) is
een presentielijst, week voor week vanaf `from_week`: `1` aanwezig, `z` ziek, `a` afgemeld, `x` weg zonder bericht, `v` vakantie, `.` geen teken.
Alles is bekend tot en met de peildatum; wat daarna gebeurt bestaat in het voorbeeld niet.
"""


def page() -> str:
    """The whole page as Markdown."""
    metrics = load_metrics(METRICS / "metrics.yaml")
    sections = "\n".join("\n".join(_section(metric)) for metric in metrics)
    contents = "\n".join(f"- [{metric.label.nl}](#{metric.indicator})" for metric in metrics)
    made_up = f"De plaatsen en vakanties in de voorbeelden:\n\n{_table(rows(PLACES))}\n\n{_table(rows(HOLIDAYS))}"
    return f"{INTRO}\n{made_up}\n\n{contents}\n\n{sections}"


def _section(metric: Metric) -> Iterator[str]:
    yield f"## <a id='{metric.indicator}'></a>{metric.label.nl}\n"
    yield f"*{metric.question.nl}* {metric.purpose.nl}\n"
    horizon = f" · te beoordelen na {metric.horizon_days} dagen" if metric.horizon_days else ""
    bound = " · een ondergrens" if metric.bound else ""
    interval = " · interval door personen opnieuw te trekken" if metric.clustered else ""
    yield f"`{metric.indicator}` · {KIND[metric.kind]} · {DIRECTION[metric.direction]}{bound}{horizon}{interval} · versie {metric.version}\n"
    yield "| | |\n|---|---|"
    for name, key in (
        ("Teller", "numerator"),
        ("Noemer", "denominator"),
        ("Niet te beoordelen", "not_evaluable"),
        ("Buiten de telling", "excluded"),
    ):
        yield f"| **{name}** | {getattr(metric, key).nl} |"
    yield f"\n```sql\n{(METRICS / f'{metric.indicator}.sql').read_text(encoding='utf-8').strip()}\n```\n"
    behind = ", ".join(f"[{name}](../warehouse/core/{name}.sql)" for name in _core_behind(metric.indicator))
    yield f"Rust op: {behind}\n" if behind else ""
    own = [example for example in examples() if example.indicator == metric.indicator]
    for example in own:
        yield f"**Voorbeeld{f' {example.number}' if len(own) > 1 else ''}. {example.sentence}** {example.why}\n"
        yield "\n".join(_worked(example))


def _worked(example: Example) -> Iterator[str]:
    for name, text in example.tables.items():
        yield f"{DELIVERIES.get(name) or words.dataset(name).capitalize()}:\n\n{_table(rows(text))}\n"
    yield f"Peildatum {example.as_of} geeft:\n\n{_results(run(example), example.gives)}\n"


def _results(frame: pd.DataFrame, gives: Sequence[dict[str, Any]]) -> str:
    """The figures that the example is about, as the SQL gives them now."""
    told = [name for name in WHERE if any(cell_of(given)[name] != "all" for given in gives)]
    found = []
    for given in gives:
        where = {WHERE[name]: NAMES.get(cell_of(given)[name], cell_of(given)[name]) for name in told}
        row = row_of(frame, given)
        figures = {title: "geen cijfer" if row is None else _number(row[name]) for name, title in COLUMNS.items()}
        found.append(where | figures)
    return _table(found)


def _number(value: float) -> str:
    return "–" if pd.isna(value) else words.number(float(value), "nl", None if float(value) == int(value) else 3)


def _table(found: Sequence[dict[str, str]]) -> str:
    head = list(found[0])
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row[name].replace('|', '/') for name in head)} |" for row in found)])


def _core_behind(indicator: str) -> list[str]:
    reads = {
        f"{s}.{source.name}": source.reads
        for s in ("core", "metrics")
        for source in read_sources(ROOT / "warehouse" / s, s)
    }
    behind = tables_behind(f"metrics.{indicator}", reads)
    return [table.removeprefix("core.") for table in behind if table.startswith("core.")]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
