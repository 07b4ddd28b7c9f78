"""From samples of an unknown site to accepted rows, as the five steps in sources/README.md say, without a line of code."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipelines import ingest
from pipelines.onboarding import command
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from pipelines.yaml_lines import ConfigurationError
from tests import newcomer
from tests.integration.conftest import Wlb
from tests.workplace import Workplace

ADMISSION = {"basis": "overeenkomst", "purpose": "vergelijken", "agreement": "Zwolle 2026", "retention_days": "400"}


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    """The workplace of the tests, with the list of header words."""
    (workplace.sources / "headers.yaml").write_bytes((SOURCES / "headers.yaml").read_bytes())
    return workplace


def onboard(place: Workplace, to: Path, *files: Path) -> None:
    command.onboard(list(files), "zwolle", to, place.sources, 60, as_json=True)


def test_an_unseen_site_becomes_live_by_the_five_steps(
    place: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples = tmp_path / "samples"
    samples.mkdir()
    files = [newcomer.participants(samples), newcomer.help_requests(samples), newcomer.presence(samples)]
    to = tmp_path / "proposal"
    onboard(place, to, *files)
    told = json.loads(capsys.readouterr().out)
    assert told["mistakes"] == []
    datasets = [["trajectory"], ["help_request"], ["attendance"]]
    assert [delivery["datasets"] for delivery in told["deliveries"]] == datasets
    _points_at_lines(told)
    trying = load_registry(place.sources, to)
    for file in files:
        _, trial = ingest.try_out(place.settings, trying, file, "zwolle", rehearsal=True)
        assert trial.error is None
        assert trial.outcome.quarantined == 0
    assert "zwolle" not in place.registry.parties
    _agree(place, to)
    for number, file in enumerate(files):
        receipt = place.deliver("zwolle", file.name, file.read_bytes(), day=number)
        assert receipt.is_accepted, receipt.sentence
    assert {dataset: count for r in place.receipts() for dataset, count in r.records.items()} == {
        "trajectory": 120,
        "help_request": 60,
        "attendance": 150,
    }


def key_of(question: dict[str, Any]) -> str:
    return str(question["place"][-1]) if question["place"] else "title"


def _points_at_lines(told: dict[str, Any]) -> None:
    """Every question names a line of a file that says what it is about; what only a person knows is left open."""
    asked = [question for delivery in told["deliveries"] for question in delivery["questions"]] + told["party"]
    for question in asked:
        line = Path(question["file"]).read_text(encoding="utf-8").split("\n")[question["line"] - 1]
        assert not line.lstrip().startswith("#")
        assert question["open"] == (" ?? " in line or key_of(question) == "admission")
        key = key_of(question)
        assert f"{key}:" in line or key.isdigit() or "- name:" in line, (line, question)
    assert {question["place"][-1] for question in told["party"]} == {
        "name", "kind", "valid_from", "locations", "delivers", "admission",
    }  # fmt: skip


def _agree(place: Workplace, to: Path) -> None:
    """Step 4: copy the YAML, put the entry in the registry with its admission."""
    own = place.sources / "partners" / "zwolle"
    own.mkdir()
    for path in (to / "partners" / "zwolle").iterdir():
        (own / path.name).write_bytes(path.read_bytes())
    entry = (to / "partners.yaml").read_text(encoding="utf-8").split("partners:\n")[1]
    for name, answer in ADMISSION.items():
        entry = re.sub(rf"{name}: \?\?.*", f"{name}: {answer}", entry)
    with (place.sources / "partners.yaml").open("a", encoding="utf-8") as registry:
        registry.write(f"\n{entry}")
    load_registry.cache_clear()


def test_a_proposal_is_tried_without_key_or_admission_and_nothing_is_kept(place: Workplace, tmp_path: Path) -> None:
    (place.data / "demo.key").unlink()
    (place.data / "demo.json").unlink()
    file = newcomer.help_requests(tmp_path)
    onboard(place, tmp_path / "proposal", file)
    trying = load_registry(place.sources, tmp_path / "proposal")
    _, trial = ingest.try_out(place.settings, trying, file, "zwolle", rehearsal=True)
    assert trial.error is None
    _, strict = ingest.try_out(place.settings, trying, file, "zwolle")
    assert strict.error is not None
    assert "grondslag" in str(strict.error)
    assert not list((place.data / "work").glob("*"))


def test_a_placeholder_is_named_by_check(place: Workplace, tmp_path: Path) -> None:
    file = tmp_path / "bezoeken_202609.csv"
    rows = [f"B{i};V{i};{i % 28 + 1:02}-09-2026;{i % 3 + 1},50" for i in range(40)]
    file.write_text("\n".join(["Bezoeknummer;Hulpvraagnr;Datum bezoek;Uren", *rows]), encoding="utf-8")
    command.onboard([file], "noord", tmp_path / "proposal", place.sources, 60, as_json=True)
    _, trial = ingest.try_out(place.settings, load_registry(place.sources, tmp_path / "proposal"), file, "noord")
    assert trial.error is not None
    assert "kolom '?? Locatie' ontbreekt" in str(trial.error)


def test_a_second_file_joins_the_same_proposal_and_work_is_never_overwritten(place: Workplace, tmp_path: Path) -> None:
    to = tmp_path / "proposal"
    onboard(place, to, newcomer.participants(tmp_path))
    load_registry.cache_clear()
    onboard(place, to, newcomer.help_requests(tmp_path))
    load_registry.cache_clear()
    party = load_registry(place.sources, to).parties["zwolle"]
    assert [plan.delivery for plan in party.delivers] == ["overzicht_deelnemers", "hulp"]
    with pytest.raises(command.Refused, match="may have been worked on"):
        onboard(place, to, newcomer.help_requests(tmp_path))


@pytest.mark.parametrize(
    ("partner", "to", "said"), [("Zwolle!", "proposal", "cannot be an id"), ("zwolle", "sources/partners", "lies in")]
)
def test_what_cannot_be_meant_is_refused(place: Workplace, tmp_path: Path, partner: str, to: str, said: str) -> None:
    file = newcomer.help_requests(tmp_path)
    with pytest.raises(command.Refused, match=said):
        command.onboard([file], partner, place.sources.parent / to, place.sources, 60, as_json=True)


def test_mistakes_in_what_is_tried_are_named_in_its_own_folder(place: Workplace, tmp_path: Path) -> None:
    to = tmp_path / "proposal"
    onboard(place, to, newcomer.help_requests(tmp_path))
    path = to / "partners" / "zwolle" / "hulp.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: increment", "kind: maandelijks"), encoding="utf-8")
    load_registry.cache_clear()
    with pytest.raises(ConfigurationError) as caught:
        load_registry(place.sources, to)
    assert any(str(path) in mistake for mistake in caught.value.mistakes)


def test_the_command_tells_people_what_it_asks_and_what_to_do_next(wlb: Wlb, tmp_path: Path) -> None:
    file = newcomer.staff(tmp_path)
    said = wlb(tmp_path / "data", "onboard", str(file), "--partner", "zorggroep", "--to", str(tmp_path / "proposal"))
    assert said.code == 0, said.err
    assert "kolom 'BSN' bevat" in said.out.splitlines()[1]
    assert f"wlb check {file} --partner zorggroep --sources {tmp_path / 'proposal'}" in said.out
    assert not [name for name in newcomer.FAMILY if f" {name}" in said.out]
    tried = wlb(
        tmp_path / "data",
        "check",
        str(file),
        "--partner",
        "zorggroep",
        "--sources",
        str(tmp_path / "proposal"),
        "--json",
    )
    assert tried.code == 1
    assert tried.json["findings"][0]["rule"] == "file.carries_no_bsn"
