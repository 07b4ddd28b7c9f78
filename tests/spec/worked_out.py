"""An example of the MKBA: delivered costs, published figures and assumptions as text tables → the ratio as a figure."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from pipelines.scenarios import ScenarioSet
from pipelines.stages.appraise import INDICATOR, Period, appraise
from tests.spec.tables import resting, rows

SITE = "noord"
PERIODS = (Period("2014/15", date(2014, 8, 1), date(2015, 7, 31)),)


def worked_out(as_of: str, tables: Mapping[str, str]) -> pd.DataFrame:
    """The benefits, the costs and their ratio as numerator, denominator and value; one benefit, prices that do not change."""
    delivered = {name: text for name, text in tables.items() if name not in ("figure", "assumption")}
    delivered["cost"] = with_site(delivered["cost"])
    con = resting(INDICATOR, as_of, "", delivered)
    costs = con.execute(f"select * from metrics.{INDICATOR}").df()
    con.close()
    shown = pd.DataFrame(rows(tables["figure"])).assign(location=SITE, level="all")
    shown["hidden"] = shown["status"] == "hidden"
    shown["numerator"] = pd.to_numeric(shown["numerator"], errors="coerce")
    assumed = {row["assumption"]: float(row["base"]) for row in rows(tables["assumption"])}
    scenario = _scenario(assumed, str(shown["indicator"][0]), str(shown["role"][0]))
    found = appraise([scenario], costs, shown, PERIODS)["value"]
    figures = found.rename(columns={"benefits_eur": "numerator", "costs_eur": "denominator", "ratio": "value"})
    counts = dict.fromkeys(("not_evaluable", "excluded", "unknown", "persons"))
    figures = figures[["location", "cohort", "numerator", "denominator", "value"]].assign(**counts)
    return figures.assign(indicator=INDICATOR, ask="benchmark", level="all", role="all").astype({"value": float})


def with_site(costs: str) -> str:
    """Costs without a partner are those of the one site of the examples."""
    head, *lines = costs.strip().splitlines()
    return "\n".join([f"partner | {head}", *(f"{SITE} | {line}" for line in lines)])


def _scenario(assumed: Mapping[str, float], counted_by: str, role: str) -> ScenarioSet:
    fixed = {name: {"base": v, "low": v, "high": v, "source": "voorbeeld"} for name, v in assumed.items()}
    label = {"nl": "Voorbeeld", "en": "Example"}
    rate = fixed.pop("discount_rate")
    return ScenarioSet.model_validate(
        {
            "scenario_set": "example", "version": "1.0", "adopted_on": date(2026, 1, 1), "status": "illustrative",
            "label": label, "price_year": 2014, "price_changes": {"source": "geen", "percent": {2014: 0, 2015: 0}},
            "discount_rate": rate,
            "benefits": [{"benefit": "work", "label": label, "counted_by": counted_by, "role": role, **fixed}],
        }
    )  # fmt: skip
