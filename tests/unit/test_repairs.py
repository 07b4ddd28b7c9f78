"""A steward maps a word or waives a rule; it becomes YAML that a mistake cannot hide in, and the file is judged again."""

from datetime import date
from pathlib import Path

import pytest

from pipelines import repairs
from pipelines.registry import load_registry
from pipelines.yaml_lines import ConfigurationError
from tests.workplace import Workplace, request, requests

FEBRUARY = "hulpvragen_201602.csv"
DECIDED = {"reason": "Tikfout in hun keuzelijst", "decided_by": "A. Steward", "decided_on": date(2026, 11, 1)}
HANDLED = "help_request.handled_is_not_before_requested"


def map_word(**other: object) -> dict[str, object]:
    own = {"do": "map", "column": "help_request.category", "value": "boodschapen", "to": "groceries"}
    return own | {"delivery": "hulpvragen"} | DECIDED | other


def waiver(**other: object) -> dict[str, object]:
    return {"do": "waive", "rule": HANDLED, "delivery": "hulpvragen"} | DECIDED | other


def refused(place: Workplace, repair: dict[str, object]) -> str:
    with pytest.raises(ConfigurationError) as caught:
        repairs.write(place.sources, "noord", repair)
    assert not (place.sources / "partners" / "noord" / repairs.FILE_NAME).exists()
    assert place.registry.waivers["noord", "hulpvragen"] == ()
    (mistake,) = caught.value.mistakes
    assert "repairs.yaml:4: repairs.0" in mistake
    return mistake


def delivered(**bad: str) -> bytes:
    """Forty good lines and one that is set apart."""
    return requests(*(request(number) for number in range(40)), request(99, **bad))


def test_the_rule_of_these_tests_exists_and_sets_rows_apart(workplace: Workplace) -> None:
    rule = next(rule for rule in workplace.registry.contracts["help_request"].rules if rule.id == HANDLED)
    assert rule.severity == "quarantines"


def test_a_mapped_word_is_used_when_the_file_is_judged_again(workplace: Workplace) -> None:
    first = workplace.deliver("noord", FEBRUARY, delivered(kind="boodschapen"))
    assert (first.used, first.quarantined) == (40, 1)
    repairs.write(workplace.sources, "noord", map_word())
    (again,) = workplace.run()
    assert again.delivery_id == first.delivery_id
    assert (again.used, again.quarantined, again.outcome) == (41, 0, "accepted")
    assert workplace.rows(again, "help_request", "category")[-1] == ("groceries",)
    assert workplace.run() == []


def test_a_waived_rule_tells_and_the_row_counts(workplace: Workplace) -> None:
    first = workplace.deliver("noord", FEBRUARY, delivered(handled="01-02-2016"))
    assert first.quarantined == 1
    repairs.write(workplace.sources, "noord", waiver())
    (again,) = workplace.run()
    assert (again.used, again.quarantined, again.outcome) == (41, 0, "accepted_with_notices")
    (finding,) = again.findings
    assert (finding["rule"], finding["severity"]) == (HANDLED, "notice")
    assert "Vrijgesteld op 01-11-2026 door A. Steward: Tikfout in hun keuzelijst." in finding["sentence"]


def test_a_waiver_for_one_period_touches_no_other(workplace: Workplace) -> None:
    content = delivered(handled="01-02-2016")
    february = workplace.deliver("noord", FEBRUARY, content)
    march = workplace.deliver("noord", "hulpvragen_201603.csv", content + b"\r\n", day=1)
    repairs.write(workplace.sources, "noord", waiver(period="2016-02"))
    (again,) = workplace.run()
    assert again.delivery_id == february.delivery_id
    assert again.quarantined == 0
    assert march.quarantined == 1
    other = ("noord", "trajecten")
    assert workplace.registry.digests[other] == load_registry(workplace.sources).digests[other]


def test_a_repair_touches_only_its_own_delivery(workplace: Workplace) -> None:
    before = workplace.registry.digests
    repairs.write(workplace.sources, "noord", map_word())
    after = workplace.registry.digests
    assert {key for key in after if before[key] != after[key]} == {("noord", "hulpvragen")}


def test_an_unknown_cell_may_be_waived_where_nothing_needs_it(workplace: Workplace) -> None:
    column = workplace.registry.contracts["enrolment"].column("exit_reason")
    assert column.unknown == "notice"
    changed = repairs.with_waivers(
        workplace.registry.contracts,
        [repairs.Waived.model_validate(waiver(rule="help_request.requested_on.is_readable"))],
    )
    assert changed["help_request"].column("requested_on").unknown == "notice"
    assert changed["visit"] is workplace.registry.contracts["visit"]


@pytest.mark.parametrize(
    ("repair", "said"),
    [
        (map_word(delivery="hulp"), "delivers no 'hulp'; there are hulpvragen, trajecten"),
        (map_word(column="visit.setting"), "gives no dataset 'visit'"),
        (map_word(column="help_request.categry"), "did you mean 'category'?"),
        (map_word(column="help_request.request_id"), "has no vocabulary"),
        (map_word(to="grocery"), "is no code of vocabulary 'help_category'; did you mean 'groceries'?"),
        (map_word(value="Koken"), "'Koken' is known already"),
        (map_word(value="boodschappen"), "is known already"),
        (map_word(reason=" "), "no reason"),
        (map_word(decided_by=""), "at least 1"),
        (map_word(column="category"), "pattern"),
        (map_word(colour="red"), "unknown key"),
        (waiver(rule="help_request.handled_is_not_before"), f"did you mean '{HANDLED}'?"),
        (waiver(rule="visit.hours_are_sensible"), "gives no dataset 'visit'"),
        (waiver(rule="help_request.key_stands_once"), "would count twice"),
        (waiver(rule="help_request.client_key.is_filled"), "cannot be counted"),
        (waiver(rule="help_request.category.is_known"), "cannot be waived"),
        (waiver(rule="help_request.requested_by.is_known"), "sets no rows apart"),
        (waiver(rule="help_request.request_id.is_readable"), "map the word or correct the cell"),
        (waiver(period="2016-13"), "pattern"),
        (waiver(decided_on="gisteren"), "date"),
        ({"do": "forget"} | DECIDED, "map"),
    ],
)
def test_a_repair_of_what_does_not_exist_is_a_mistake_with_its_line(
    workplace: Workplace, repair: dict[str, object], said: str
) -> None:
    assert said in refused(workplace, repair)


def test_on_a_page_a_steward_reads_why_in_dutch_and_nothing_of_the_file(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WLB_LANGUAGE", "nl")
    with pytest.raises(repairs.NotRepaired) as caught:
        repairs.write(workplace.sources, "noord", map_word(value="Koken"))
    assert str(caught.value) == "'Koken' is al bekend en hoeft niet te worden gekoppeld"


def test_a_notice_is_not_waived_but_explained(workplace: Workplace) -> None:
    rules = workplace.registry.contracts["trajectory"].rules
    notice = next(rule.id for rule in rules if rule.severity == "notice")
    assert "only a rule that quarantines" in refused(workplace, waiver(rule=notice, delivery="trajecten"))


def test_what_is_needed_is_always_said(workplace: Workplace) -> None:
    for lacking in ("reason", "decided_by", "decided_on", "delivery", "value"):
        without = {name: value for name, value in map_word().items() if name != lacking}
        assert "required and missing" in refused(workplace, without)


def test_the_same_repair_twice_is_a_mistake_and_the_first_stays(workplace: Workplace) -> None:
    path = repairs.write(workplace.sources, "noord", waiver())
    path.write_text("# van Anna\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    load_registry.cache_clear()
    before = path.read_text(encoding="utf-8")
    with pytest.raises(ConfigurationError, match="twice"):
        repairs.write(workplace.sources, "noord", waiver())
    assert path.read_text(encoding="utf-8") == before
    repairs.write(workplace.sources, "noord", map_word())
    assert path.read_text(encoding="utf-8").startswith("# van Anna\n# What a datasteward repaired")
    assert len(workplace.registry.waivers["noord", "hulpvragen"]) == 1


def test_a_file_for_a_partner_that_delivers_nothing_is_a_mistake(workplace: Workplace, tmp_path: Path) -> None:
    assert tmp_path
    with pytest.raises(ConfigurationError, match="delivers no 'hulpvragen'"):
        repairs.write(workplace.sources, "nergens", map_word())
