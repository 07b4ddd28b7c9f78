"""A list in words that nobody knows becomes a proposal when a person says what it is."""

from pathlib import Path

import pytest

from pipelines.onboarding import command
from pipelines.onboarding.propose import Proposal, propose
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from tests.unit.test_onboarding_proposal import asked

REGISTRY = load_registry(SOURCES)


def jargon(folder: Path) -> Path:
    """Questions and calls in one list: the first column says which row is which."""
    rows = [
        f"K;{i};D{i % 9};{i % 28 + 1:02}-09-2026;bakkie;;;" if i % 2 else f"L;{i - 1 if i > 1 else 1};;;;{i % 28 + 1:02}-09-2026;1:30;{7000 + i}"
        for i in range(1, 80)
    ]  # fmt: skip
    path = folder / "kloppers 2026-09.txt"
    path.write_text("\n".join(["Wat;Klop;Deur;Erin;Waarvoor;Langs;Zolang;Bon", *rows]), encoding="utf-8")
    return path


def proposed(path: Path, **told: tuple[str, ...]) -> Proposal:
    (found,) = propose([path], "zwolle", REGISTRY, SOURCES, 60, told)
    return found


def test_what_is_not_recognised_says_how_to_tell(tmp_path: Path) -> None:
    found = proposed(jargon(tmp_path))
    assert found.delivery["tables"] == []
    assert asked(found, "--as 'kloppers=trajectory'", "help_request")


def test_rows_of_two_kinds_become_two_fills_when_somebody_says_so(tmp_path: Path) -> None:
    found = proposed(jargon(tmp_path), kloppers=("help_request", "visit"))
    requests, visits = found.delivery["tables"][0]["fills"]
    assert (requests["dataset"], requests["when"], requests["when_matches"]) == ("help_request", ["Wat"], "^K$")
    assert (visits["dataset"], visits["when"], visits["when_matches"]) == ("visit", ["Wat"], "^L$")
    assert visits["columns"]["visited_on"] == {"from": "Langs"}
    assert requests["columns"]["requested_on"] == {"from": "Erin"}
    assert all(name in requests["columns"] for name in ("request_id", "category", "status"))
    assert asked(found, "'K' onder 'Wat'")


@pytest.mark.parametrize(("said", "why"), [("kloppers=vragen", "there is no dataset"), ("=visit", "no table is named")])
def test_a_dataset_that_does_not_exist_is_refused(tmp_path: Path, said: str, why: str) -> None:
    with pytest.raises(command.Refused, match=why):
        command.onboard([jargon(tmp_path)], "zwolle", tmp_path / "to", SOURCES, 60, as_json=True, told=[said])
