"""Each chart's Vega-Lite specification is as it was looked at; a change shows as a difference in `specs/`.

After looking at a changed chart: `UPDATE_SPECS=1 python -m pytest tests/dashboard/test_chart_specs.py`.
"""

import json
import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

from dashboards import charts
from dashboards.drawing import specification
from dashboards.exports import picture
from dashboards.look import DARK, LIGHT, Look

SPECS = Path(__file__).parent / "specs"
SIDE = pd.DataFrame(
    {
        "label": ["Noord Molen", "Oost Werf 1", "West Brink"],
        "text": ["84 % (130 van 155)", "8 van de 13", "• verborgen"],
        "value": [0.84, 0.615, None],
        "low": [0.77, 0.36, None],
        "high": [0.89, 0.82, None],
        "own": [True, False, False],
        "small": [False, True, False],
    }
)
FUNNEL = pd.DataFrame(
    {"label": ["Noord", "Oost"], "text": ["84 %", "76 %"], "people": [64, 108], "value": [0.84, 0.76],
     "own": [True, False], "differs": [False, True]}
)  # fmt: skip
LINES = pd.DataFrame(
    {"people": [50, 108], "target": [0.82, 0.82], "low_95": [0.7, 0.74], "high_95": [0.92, 0.89],
     "low_998": [0.63, 0.69], "high_998": [0.96, 0.92]}
)  # fmt: skip
YEARS = pd.DataFrame(
    {"label": ["2022/23", "2023/24", "2024/25"], "text": ["84 %", "• verborgen", "70 %, voorlopig"], "value": [0.84, None, 0.7],
     "low": [0.77, None, 0.6], "high": [0.89, None, 0.8], "mean": [0.8, None, 0.8], "limit_low": [0.7, None, 0.7],
     "limit_high": [0.9, None, 0.9], "piece": [1, 1, 2], "whole": [True, True, False], "signal": [True, False, False],
     "note": ["", "•", "voorlopig"]}
)  # fmt: skip
CURVE = pd.DataFrame(
    {"day": [0, 91, 182], "value": [1.0, 0.8, 0.7], "low": [None, 0.7, 0.6], "high": [None, 0.9, 0.8], "series": "werk"}
)
RISK = pd.DataFrame({"day": [0, 182], "n": ["186", "120"]})
TORNADO = pd.DataFrame(
    {"label": ["Aantal jaren", "Waarde"], "at_low": [1.6, 2.6], "at_high": [3.3, 2.1], "low_text": ["1", "12"],
     "high_text": ["5", "30"], "text": ["1 tot 5", "12 tot 30"]}
)  # fmt: skip
EUROS = pd.DataFrame(
    {
        "label": ["Kosten", "Werk"],
        "text": ["400.000 euro", "• verborgen"],
        "value": [400000.0, None],
        "is_cost": [True, False],
    }
)
FEW = pd.DataFrame(
    {"label": ["Noord", "Oost"], "text": ["8 van de 13", "16 van de 28"], "met": [8, 16], "people": [13, 28]}
)
FIELD = pd.DataFrame(
    {"indicator": ["Diploma", "Diploma"], "place": ["Noord", "Oost"], "text": ["84 %", "• verborgen"], "under": ["130 van 155", ""],
     "differs": [True, False]}
)  # fmt: skip
Drawn = Callable[[Look], alt.LayerChart]
CHARTS: dict[str, Drawn] = {
    "interval": lambda look: charts.figures.interval_chart(SIDE, "in procenten", (0.775, "landelijk"), look),
    "amount": lambda look: charts.figures.amount_chart(SIDE, look),
    "steps": lambda look: charts.figures.steps_chart(SIDE, look),
    "funnel": lambda look: charts.spread.funnel_chart(
        FUNNEL, LINES, ("mensen", "procent"), ("alle", "95 %", "99,8 %"), look
    ),
    "trend": lambda look: charts.over_time.trend_chart(
        YEARS, True, "in procenten", ("gemiddelde", "boven", "onder"), look
    ),
    "curve": lambda look: charts.over_time.curve_chart(CURVE, RISK, ("dagen", "procent", "nog gevolgd"), 182, look),
    "tornado": lambda look: charts.value.tornado_chart(TORNADO, 2.4, "baten per euro", look),
    "benefit": lambda look: charts.value.benefit_chart(EUROS, look),
    "icons": lambda look: charts.people.icon_chart(FEW, look),
    "matrix": lambda look: charts.people.matrix_chart(FIELD, look),
}


def spec(chart: alt.LayerChart) -> dict[str, Any]:
    """The specification without the library's version, which changes with every update."""
    found = {key: value for key, value in chart.to_dict().items() if key not in ("$schema", "usermeta")}
    return dict(json.loads(json.dumps(found)))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_as_it_was_looked_at(name: str) -> None:
    path = SPECS / f"{name}.json"
    found = spec(CHARTS[name](LIGHT))
    if os.environ.get("UPDATE_SPECS"):
        path.write_text(json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CHARTS)
def test_what_a_page_is_sent_is_the_chart_that_was_looked_at(name: str) -> None:
    chart = CHARTS[name](LIGHT)
    whole, sent = chart.to_dict(), specification(chart)
    frames = sent.pop("datasets")
    assert all(isinstance(frame, pd.DataFrame) for frame in frames.values())
    rows = whole.pop("datasets")
    shapes = [(len(rows[told]), len(frames[name])) for told, name in zip(_data(whole), _data(sent), strict=True)]
    assert all(one == other for one, other in shapes)
    assert sent == whole


def _data(spec: dict[str, Any]) -> list[str]:
    """The names of the data of a chart and its layers, taken out: they are told in another way to a page."""
    layers = [one.pop("data")["name"] for one in (spec, *spec["layer"]) if "data" in one]
    return [str(name) for name in layers]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_on_a_dark_page_has_none_of_the_light_colours(name: str) -> None:
    drawn = json.dumps(spec(CHARTS[name](DARK)))
    light = {str(getattr(LIGHT, part.name)) for part in fields(Look) if part.name not in ("shades", "decimal")} | set(
        LIGHT.shades
    )
    assert [colour for colour in light if colour in drawn] == []


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_fetches_nothing(name: str) -> None:
    found = spec(CHARTS[name](LIGHT))
    assert '"url"' not in json.dumps(found)


def test_a_year_that_is_not_whole_is_hatched_and_a_gap_is_not_bridged() -> None:
    whole = YEARS.assign(whole=True)
    hatched, plain = (spec(charts.over_time.trend_chart(rows, True, "", ("", "", ""))) for rows in (YEARS, whole))
    assert len(hatched["layer"]) == len(plain["layer"]) + 1
    line = next(layer for layer in plain["layer"] if layer["mark"]["type"] == "line")
    assert line["encoding"]["detail"]["field"] == "piece"


def test_icons_stand_one_for_every_person() -> None:
    drawn = spec(charts.people.icon_chart(FEW))
    people = max(drawn["datasets"].values(), key=len)
    assert len(people) == 13 + 28
    assert sum(person["met"] for person in people) == 8 + 16


def test_a_picture_is_a_png_with_its_title() -> None:
    drawn = picture(CHARTS["interval"](LIGHT), "Diplomarendement", "Kopgroep benchmark · publicatie x")
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) > 10_000
