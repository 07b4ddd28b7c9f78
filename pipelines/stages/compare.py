"""Published figures → which differences between one location and the others are demonstrable, and in which words.

Pure, and looks at nothing that was hidden: whoever has the publication can redo it. Does not explain a difference.
"""

import pandas as pd

from pipelines.metrics import Metric
from pipelines.stages.statistics import demonstrable, fisher, newcombe
from pipelines.words import number

COMPARISON = [
    "indicator",
    "location",
    "cohort",
    "level",
    "role",
    "against",
    "p_value",
    "q_passed",
    "difference",
    "low",
    "high",
    "sentence_nl",
    "sentence_en",
]
ENOUGH_RESPONSE = 0.8


def compare(figures: pd.DataFrame, metrics: tuple[Metric, ...], locations: list[str]) -> pd.DataFrame:
    """Each location against the other visible locations together, for every rate of persons counted once; columns as in `COMPARISON`.

    One family: all rates × locations, in the newest school-year pool that can be judged, tested exactly (Fisher) and
    corrected together (Benjamini–Hochberg, q = .05); the size with Newcombe's interval. Participants and interns never
    meet, and below 80 % response nothing is compared.
    """
    rates = {metric.indicator for metric in metrics if metric.kind == "rate" and not metric.clustered}
    pools = figures[
        figures["indicator"].isin(rates)
        & figures["location"].isin(locations)
        & figures["cohort"].str.startswith("pool:")
        & (figures["level"] == "all")
    ]
    rows: list[dict[str, object]] = []
    for (_, _), same in pools.groupby(["indicator", "role"]):
        newest = same[same["cohort"] == same["cohort"].max()]
        visible = newest[(newest["status"] == "final") & ~(newest["response"] < ENOUGH_RESPONSE).fillna(False)]
        if len(visible) >= 2:
            rows += [_against_others(visible, place) for place in visible["location"]]
    for row, passed in zip(rows, demonstrable([float(str(row["p_value"])) for row in rows]), strict=True):
        row.update(q_passed=passed, **_sentences(passed, row))
    return pd.DataFrame(rows, columns=COMPARISON)


def _against_others(visible: pd.DataFrame, place: str) -> dict[str, object]:
    own = visible[visible["location"] == place].iloc[0]
    others = visible[visible["location"] != place]
    counts = (
        int(own["numerator"]),
        int(own["denominator"]),
        int(others["numerator"].sum()),
        int(others["denominator"].sum()),
    )
    low, high = newcombe(*counts)
    return {
        **{name: own[name] for name in ("indicator", "location", "cohort", "level", "role")},
        "against": "others",
        "p_value": fisher(*counts),
        "difference": counts[0] / counts[1] - counts[2] / counts[3],
        "low": low,
        "high": high,
    }


def _sentences(passed: bool, row: dict[str, object]) -> dict[str, str]:
    if not passed:
        return {
            "sentence_nl": "Geen aantoonbaar verschil met de andere locaties samen.",
            "sentence_en": "No demonstrable difference from the other locations together.",
        }
    difference, low, high = (float(str(row[name])) * 100 for name in ("difference", "low", "high"))
    higher = difference > 0
    near, far = sorted((abs(low), abs(high)))
    size = {lang: (number(abs(difference), lang), number(near, lang), number(far, lang)) for lang in ("nl", "en")}
    return {
        "sentence_nl": f"Aantoonbaar {'hoger' if higher else 'lager'} dan de andere locaties samen: {size['nl'][0]} "
        f"procentpunt (tussen {size['nl'][1]} en {size['nl'][2]}). Dit zegt niets over de oorzaak.",
        "sentence_en": f"Demonstrably {'higher' if higher else 'lower'} than the other locations together: "
        f"{size['en'][0]} percentage points (between {size['en'][1]} and {size['en'][2]}). This says nothing about the "
        "cause.",
    }
