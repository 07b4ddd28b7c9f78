"""Every example beside an indicator's SQL gives what it says; a partner reads them in `warehouse/metrics/examples/`."""

import pytest

from pipelines.metrics import load_metrics
from tests.spec.examples import CELL, COUNTED, FOLDER, Example, examples, row_of, run
from tests.spec.tables import METRICS

pytestmark = pytest.mark.xdist_group("examples")  # the page of indicators shows what was worked out here


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_an_example_gives_what_it_says(example: Example) -> None:
    frame = run(example)
    for given in example.gives:
        row = row_of(frame, given)
        if given.get("absent"):
            assert row is None, f"{example.sentence}: there is a figure, where none was expected"
            continue
        assert row is not None, f"{example.sentence}: no figure for {given}"
        for name in set(given) - set(CELL):
            assert name in COUNTED, f"{name} is not something that an example can expect"
            if given[name] is None:
                assert row[name] != row[name], f"{example.sentence}: {name} is {row[name]}, where nothing was expected"
            else:
                assert float(row[name]) == pytest.approx(given[name]), f"{example.sentence}: {name} of {given}"


def test_every_indicator_has_an_example_and_every_example_an_indicator() -> None:
    known = {metric.indicator for metric in load_metrics(METRICS / "metrics.yaml")}
    written = {path.stem for path in FOLDER.glob("*.yaml")}
    assert known - written == set(), "write warehouse/metrics/examples/<indicator>.yaml"
    assert written - known == set(), "these examples belong to no indicator"
