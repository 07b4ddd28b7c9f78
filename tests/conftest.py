"""What many tests share: a place to take deliveries in, the demo's files, and Great Expectations loaded once."""

import json
import os
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from pipelines.stages import validate
from tests import demo_files
from tests.workplace import Workplace, make_workplace

os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"

TESTS = Path(__file__).parent
# Watching which lines run makes Python half as fast again, libraries too. It is done where each part is tried by itself and
# where the whole is refused; not where the same lines run a hundred times over, or in another process.
NOT_WATCHED = (
    "browser", "dashboard", "property", "spec",
    "integration/test_onboarding_known_partners.py", "integration/test_provenance.py",
    *(f"unit/test_{name}.py" for name in (
        "contracts", "demo_employers", "demo_schools", "lineage", "school_dialects", "site_deliveries", "stewards",
    )),
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One test that needs the whole demo goes before what stands alone."""
    needing = [item for item in items if "demo" in getattr(item, "fixturenames", ())]
    if needing:
        items.remove(needing[0])
        items.insert(0, needing[0])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What is not watched, with all that it asks for."""
    watching = Coverage.current() if any(item.path.is_relative_to(TESTS / place) for place in NOT_WATCHED) else None
    if watching:
        watching.stop()
    try:
        return (yield)
    finally:
        if watching:
            watching.start()


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own WLB_ settings may decide whether a test passes."""
    for name in [name for name in os.environ if name.startswith("WLB_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def great_expectations() -> Any:
    """Loading it costs seconds, so it is loaded once, and only for tests that judge rows."""
    return validate.load_great_expectations()


@dataclass(frozen=True)
class Written:
    """A data folder as `wlb demo` leaves it, a copy of its inbox that stays, and what the command said."""

    data: Path
    inbox: Path
    files: list[str]


@pytest.fixture(scope="session")
def written_demo(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The whole demo, written once by the command as a person would call it, however many workers there are."""
    with demo_files.shared(tmp_path_factory, "demo") as data:
        inbox, told = data.with_name("demo_inbox"), data.with_name("demo_files.json")
        if not told.exists():
            said = demo_files.command(data, "demo", "--json")
            shutil.copytree(data / "inbox", inbox)
            told.write_text(said, encoding="utf-8")
        return Written(data, inbox, json.loads(told.read_text(encoding="utf-8"))["files"])


@pytest.fixture
def workplace(tmp_path: Path, great_expectations: Any) -> Workplace:
    """An empty data folder with a key and a demo mark, invented partners, and the real contracts."""
    assert great_expectations
    return make_workplace(tmp_path)
