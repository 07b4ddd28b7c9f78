"""`docs/indicators.md` is what the words, the SQL and the examples say today."""

from functools import cache

import pytest

from pipelines.metrics import load_metrics
from tests.spec import indicators_page
from tests.spec.indicators_page import PAGE
from tests.spec.tables import METRICS

pytestmark = pytest.mark.xdist_group("examples")  # each is worked out once, by the worker that also tests it
page = cache(indicators_page.page)


def test_the_page_of_indicators_is_current() -> None:
    assert page() == PAGE.read_text(encoding="utf-8"), "run `make indicators`"


def test_the_page_shows_definition_sql_and_a_worked_example_of_every_indicator() -> None:
    sections = page().split("\n## ")[1:]
    metrics = load_metrics(METRICS / "metrics.yaml")
    assert len(sections) == len(metrics)
    for metric, section in zip(metrics, sections, strict=True):
        assert metric.numerator.nl in section
        assert (METRICS / f"{metric.indicator}.sql").read_text(encoding="utf-8").strip() in section
        assert "**Voorbeeld" in section
        assert "geeft:" in section
