"""`wlb feedback` and `wlb repair` as a steward types them: one answer for people, one document for machines, exit 2 with a sentence."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines import cli, receipts, settings
from tests.workplace import Workplace, request, requests

FEBRUARY = "hulpvragen_201602.csv"
REASON = ("--reason", "tikfout", "--by", "A. Steward", "--on", "2026-11-01")


class Said:
    """What a command said and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        """The document on standard output."""
        return json.loads(self.out)


@pytest.fixture
def wlb(workplace: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command in this process, on this test's data folder and agreements."""
    monkeypatch.setenv("WLB_DATA", str(workplace.data))
    monkeypatch.setattr(settings, "SOURCES", workplace.sources)

    def run(*arguments: str) -> Said:
        capsys.readouterr()
        monkeypatch.setattr("sys.argv", ["wlb", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return Said(int(ended.value.code or 0), told.out, told.err)

    return run


def delivered(place: Workplace) -> receipts.Receipt:
    """Forty good lines, a typo and a caller nobody knows."""
    lines = [*(request(number) for number in range(40)), request(41, kind="boodschapen"), request(42, via="de bakker")]
    return place.deliver("noord", FEBRUARY, requests(*lines))


def test_a_delivery_is_given_back_by_its_reference(workplace: Workplace, wlb: Any) -> None:
    receipt = delivered(workplace)
    said = wlb("feedback", receipt.delivery_id, "--json")
    assert said.code == 0
    assert Path(said.json["copy"]).exists()
    assert said.json["password"] is None
    told = wlb("feedback", "noord.hulpvragen.2016-02", "--encrypt")
    assert "Wachtwoord: " in told.out
    assert "14 dagen" in told.out


def test_outside_the_demo_a_copy_always_has_a_password(workplace: Workplace, wlb: Any) -> None:
    receipt = delivered(workplace)
    (workplace.data / "demo.json").unlink()
    assert wlb("feedback", receipt.delivery_id, "--json").json["password"]
    assert wlb("feedback", receipt.delivery_id, "--no-encrypt", "--json").json["password"] is None


def test_a_file_is_given_back_beside_itself(workplace: Workplace, wlb: Any, tmp_path: Path) -> None:
    file = tmp_path / FEBRUARY
    file.write_bytes(requests(*(request(number) for number in range(40)), request(41, kind="boodschapen")))
    said = wlb("feedback", str(file), "--partner", "noord", "--json")
    assert Path(said.json["copy"]).parent == tmp_path
    assert wlb("feedback", str(file), "--partner", "noord").out.split("\n")[1].endswith("; 1 bevinding.")
    assert "niets" in wlb("feedback", str(_good(tmp_path)), "--partner", "noord").out
    assert workplace.receipts() == []


def _good(folder: Path) -> Path:
    path = folder / "hulpvragen_201603.csv"
    path.write_bytes(requests(request(1, handled="05-03-2016")))
    return path


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("feedback", "noord.hulpvragen.1999-01"), "there is no delivery"),
        (("feedback", "nergens.csv", "--partner", "noord"), "there is no file 'nergens.csv'"),
        (("repair", "map", "noord/hulp", "help_request.category", "x", "meal", *REASON), "noord/hulpvragen"),
        (("repair", "map", "noord/hulpvragen", "help_request.category", "x", "meel", *REASON), "did you mean 'meal'?"),
        (("repair", "waive", "noord/hulpvragen", "help_request.key_stands_once", *REASON), "would count twice"),
        (("repair", "explain", "noord.x", "a.b", "omdat", "--by", "Jan"), "there is no delivery"),
        (("repair", "explain", "noord.x", "a.b", " ", "--by", "Jan"), "needs words"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(wlb: Any, arguments: tuple[str, ...], why: str) -> None:
    said = wlb(*arguments)
    assert said.code == 2
    assert why in " ".join(said.err.split())
    assert "Traceback" not in said.err


def test_a_page_gets_its_refusals_in_the_language_of_its_reader(wlb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WLB_LANGUAGE", "nl")
    said = wlb("repair", "waive", "noord/hulpvragen", "help_request.key_stands_once", *REASON)
    assert "is niet vrij te stellen: een rij die er twee keer staat, zou dubbel tellen" in " ".join(said.err.split())
    assert "er is geen levering 'nergens'" in " ".join(wlb("feedback", "nergens").err.split())


def test_a_file_needs_its_partner(wlb: Any, tmp_path: Path) -> None:
    said = wlb("feedback", str(_good(tmp_path)))
    assert said.code == 2
    assert "--partner" in said.err


def test_a_word_is_mapped_and_the_next_run_uses_it(workplace: Workplace, wlb: Any) -> None:
    assert delivered(workplace).quarantined == 1
    said = wlb(
        "repair", "map", "noord/hulpvragen", "help_request.category", "boodschapen", "groceries", *REASON, "--json"
    )
    assert said.code == 0
    assert said.json["file"].endswith("noord/repairs.yaml")
    (again,) = workplace.run()
    assert again.quarantined == 0


def test_a_rule_is_waived_in_other_agreements_than_ours(workplace: Workplace, wlb: Any, tmp_path: Path) -> None:
    other = tmp_path / "elders"
    shutil.copytree(workplace.sources, other)
    rule = "help_request.handled_is_not_before_requested"
    said = wlb("repair", "waive", "noord/hulpvragen", rule, *REASON, "--period", "2016-02", "--sources", str(other))
    assert said.code == 0
    assert "beoordeelt de leveringen opnieuw" in " ".join(said.out.split())
    assert "period: 2016-02" in (other / "partners" / "noord" / "repairs.yaml").read_text(encoding="utf-8")
    assert not (workplace.sources / "partners" / "noord" / "repairs.yaml").exists()


def test_an_explanation_is_kept_and_told_on_the_receipt_at_once(workplace: Workplace, wlb: Any) -> None:
    receipt = delivered(workplace)
    rule = "help_request.requested_by.is_known"
    said = wlb("repair", "explain", receipt.delivery_id, rule, "is mantelzorger", "--by", "Jan", "--json")
    assert said.code == 0
    assert said.json["by"] == "Jan"
    written = (Path(said.json["receipt"]) / "ontvangstbewijs.txt").read_text(encoding="utf-8")
    assert "is mantelzorger" in written
    assert wlb("repair", "explain", receipt.delivery_id, "help_request.category.is_known", "x", "--by", "Jan").code == 2


def test_everything_that_was_repaired_and_explained_can_be_read_back(workplace: Workplace, wlb: Any) -> None:
    assert "niets gerepareerd" in wlb("repair", "list").out
    receipt = delivered(workplace)
    wlb("repair", "map", "noord/hulpvragen", "help_request.category", "boodschapen", "groceries", *REASON)
    wlb(
        "repair",
        "waive",
        "noord/hulpvragen",
        "help_request.handled_is_not_before_requested",
        *REASON,
        "--period",
        "2016-02",
    )
    wlb(
        "repair", "explain", receipt.delivery_id, "help_request.requested_by.is_known", "is mantelzorger", "--by", "Jan"
    )
    found = wlb("repair", "list", "--json").json
    assert [one["do"] for one in found["repairs"]] == ["map", "waive"]
    assert [(one["partner"], one["text"]) for one in found["explanations"]] == [("noord", "is mantelzorger")]
    told = " ".join(wlb("repair", "list", "--partner", "noord").out.split())
    assert "'boodschapen' in help_request.category betekent groceries" in told
    assert "telt niet in februari 2016" in told
    assert "is mantelzorger (Jan" in told
    assert wlb("repair", "list", "--partner", "nergens").code == 2
