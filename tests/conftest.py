"""What many tests share: a place to take deliveries in, and Great Expectations loaded once."""

import os
from pathlib import Path
from typing import Any

import pytest

from pipelines.stages import validate
from tests.workplace import Workplace, make_workplace

os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One test that needs the whole demo goes first: it is taken in while another worker is busy with the browser."""
    needing = [item for item in items if "demo" in getattr(item, "fixturenames", ())]
    if needing:
        items.remove(needing[0])
        items.insert(0, needing[0])


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own WLB_ settings may decide whether a test passes."""
    for name in [name for name in os.environ if name.startswith("WLB_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def great_expectations() -> Any:
    """Loading it costs seconds, so it is loaded once, and only for tests that judge rows."""
    return validate._great_expectations()


@pytest.fixture
def workplace(tmp_path: Path, great_expectations: Any) -> Workplace:
    """An empty data folder with a key and a demo mark, invented partners, and the real contracts."""
    assert great_expectations
    return make_workplace(tmp_path)
