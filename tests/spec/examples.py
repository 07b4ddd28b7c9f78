"""`warehouse/metrics/examples/*.yaml` → small cases that are run through the real SQL, as tests and on `docs/indicators.md`.

An example is a sentence, small tables, and what the indicator gives on them. Tables are written as in `tables.py`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from pipelines.stages.appraise import INDICATOR
from tests.spec.tables import METRICS, one
from tests.spec.worked_out import worked_out

FOLDER = METRICS / "examples"
CELL = {"ask": "benchmark", "location": "all", "cohort": "all", "level": "all", "role": "participant"}
_RUN: dict[str, pd.DataFrame] = {}
COUNTED = ("numerator", "denominator", "not_evaluable", "excluded", "unknown", "persons", "value")


@dataclass(frozen=True)
class Example:
    """One case: what it shows (Dutch), the rows that go in, and the figures that come out."""

    indicator: str
    number: int
    sentence: str
    why: str
    as_of: str
    tables: dict[str, str]
    gives: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        """How a test report calls it."""
        return f"{self.indicator}-{self.number}"


def run(example: Example) -> pd.DataFrame:
    """All figures of the example's indicator on its tables, through the SQL in `warehouse/`."""
    if example.name not in _RUN:
        if example.indicator == INDICATOR:
            _RUN[example.name] = worked_out(example.as_of, example.tables)
            return _RUN[example.name]
        con, frame = one(example.indicator, as_of=example.as_of, **example.tables)
        con.close()
        _RUN[example.name] = frame
    return _RUN[example.name]


@cache
def examples(folder: Path = FOLDER) -> tuple[Example, ...]:
    """Every example, per indicator in the order of its file."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
            unknown = set(case) - {"example", "why", "as_of", "tables", "gives"}
            assert not unknown, f"{path}: {unknown} means nothing in an example"
            as_of = str(case.get("as_of", "2018-12-31"))
            found.append(
                Example(
                    path.stem, number, case["example"], case.get("why", ""), as_of, case["tables"], tuple(case["gives"])
                )
            )
    return tuple(found)


def cell_of(given: dict[str, Any]) -> dict[str, str]:
    """Which figure an expectation is about; what it does not say is the ordinary: everywhere, everyone, participants."""
    return {name: str(given.get(name, ordinary)) for name, ordinary in CELL.items()}


def row_of(frame: pd.DataFrame, given: dict[str, Any]) -> "pd.Series[Any] | None":
    """The figure that an expectation is about, or None when there is none."""
    for name, value in cell_of(given).items():
        frame = frame[frame[name] == value]
    assert len(frame) <= 1, f"{len(frame)} figures for {cell_of(given)}"
    return frame.iloc[0] if len(frame) else None
