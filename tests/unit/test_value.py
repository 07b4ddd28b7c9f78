"""The sums of the MKBA on a worked value, and a scenario file whose every mistake is named with its line."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pipelines.metrics import load_metrics
from pipelines.registry import load_registry
from pipelines.scenarios import ScenarioSet, load_scenarios
from pipelines.settings import SOURCES
from pipelines.stages import value
from pipelines.stages.value import Counted
from pipelines.valuing import scenarios
from pipelines.yaml_lines import ConfigurationError
from tests.spec.tables import METRICS

KINDS = (("sustained_work_starters", "rate"), ("hours_of_informal_care", "count"), ("hours_per_request", "ratio"))
OURS = SOURCES / "value" / "kopgroep_1.0.yaml"


def read(folder: Path) -> tuple[ScenarioSet, ...]:
    return load_scenarios(folder, KINDS, frozenset({"noord"}), frozenset({"school", "care_organisation"}))


def written(folder: Path, *changes: tuple[str, str], name: str = "kopgroep_1.0.yaml") -> Path:
    """Our own scenario file with some text replaced."""
    text = OURS.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def exactly(number: float) -> dict[str, object]:
    return {"base": number, "low": number, "high": number, "source": "uitgewerkt voorbeeld"}


def test_the_worked_value_comes_out_to_the_cent() -> None:
    """68 jobs of 14.000 euro a year for three years: 989.771,06 now, and 1,6496 per euro of 600.000."""
    scenario = ScenarioSet.model_validate(
        {
            "scenario_set": "worked", "version": "1.0", "adopted_on": date(2026, 1, 1), "status": "illustrative",
            "label": {"nl": "a", "en": "a"}, "price_year": 2014, "discount_rate": exactly(0.0225),
            "price_changes": {"source": "geen", "percent": {2014: 0}},
            "benefits": [
                {
                    "benefit": "work", "label": {"nl": "a", "en": "a"}, "counted_by": "sustained_work_starters",
                    "role": "participant", "value_eur": exactly(14000), "years": exactly(3), "deadweight": exactly(0.35),
                    "displacement": exactly(0.1), "attribution": exactly(0.8), "drop_off": exactly(0.25),
                }
            ],
        }
    )  # fmt: skip
    money = value.worth(scenario, Counted({"work": Fraction(68)}, Fraction(600_000)), value.base(scenario))
    assert round(float(money.benefits), 2) == 989_771.06
    assert round(float(money.ratio), 6) == 1.649618
    assert round(float(money.balance_per_euro), 6) == 0.649618


def test_prices_of_one_year_in_those_of_another_go_both_ways() -> None:
    scenario = read(SOURCES / "value")[0]
    assert value.in_prices_of(scenario, 2014) == 1
    assert value.in_prices_of(scenario, 2013) == Fraction("1.01")
    assert value.in_prices_of(scenario, 2016) == 1 / (Fraction("1.006") * Fraction("1.003"))
    assert value.in_prices_of(scenario, 2010) is None


def test_a_school_year_is_five_months_of_one_year_and_seven_of_the_next() -> None:
    assert value.months_by_year(date(2014, 8, 1), date(2015, 7, 31)) == {2014: 5, 2015: 7}
    assert value.months_by_year(date(2014, 1, 1), date(2014, 12, 31)) == {2014: 12}


def test_our_own_scenario_sets_fit_what_we_count_and_every_assumption_has_a_source() -> None:
    found = scenarios(load_registry(SOURCES), load_metrics(METRICS / "metrics.yaml"))
    assert [(one.scenario_set, one.version, one.status) for one in found] == [("kopgroep", "1.0", "illustrative")]
    named = found[0].assumptions
    assert all(one.assumption.source for one in named.values())
    assert named["sustained_work.deadweight"].label("nl").endswith(": had ook zonder ons bestaan")
    assert named["discount_rate"].label("en") == "discount rate"


MISTAKES = [
    (("deadweight: {base: 0.35, low: 0.2", "deadweight: {base: 0.35, low: 0.4"), "low ≤ base ≤ high"),
    (("deadweight: {base: 0.35, low: 0.2, high: 0.5", "deadweight: {base: 0.35, low: 0.2, high: 35"), "less than or equal to 1"),
    (("years: {base: 3, low: 1", "years: {base: 3, low: 1.5"), "integer"),
    ((", source: 'ter illustratie; na drie jaar is niets meer gemeten'", ""), "required and missing"),
    (("counted_by: sustained_work_starters", "counted_by: sustained_work"), "there is no indicator 'sustained_work'"),
    (("counted_by: hours_of_informal_care", "counted_by: hours_per_request"), "not counted by 'hours_per_request'"),
    (("payer: school", "payer: kerk"), "'kerk' is no funder"),
    (("payer: school", "payer: school\n    sites: [zuid]"), "'zuid' is no site"),
    (("price_year: 2014", "price_year: 2030"), "the price year 2030 is not in this list"),
    (("benefit: informal_care", "benefit: sustained_work"), "'sustained_work' stands here twice"),
    (("contribution: guidance_by_schools", "contribution: guidance_by_care_organisations"), "stands here twice"),
    (("version: '1.0'", "version: '1.1'"), "must be called kopgroep_1.1.yaml"),
    (("high: 0.029", "high: 1"), "a discount rate is a fraction below 1"),
    (("starts_after: 1", "starts_after: 2"), "starts_after"),
    (("status: illustrative", "status: waar"), "status"),
    (("label: {nl: Duurzaam werk in plaats van uitkering, en: ", "label: {nl: Duurzaam werk, de: "), "unknown key"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), MISTAKES, ids=[told for _, told in MISTAKES])
def test_a_mistake_in_a_scenario_set_is_named_with_file_and_line(
    change: tuple[str, str], told: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError) as failed:
        read(written(tmp_path, change))
    line = next(one for one in failed.value.mistakes if told in one)
    assert line.startswith(f"{tmp_path}/kopgroep_1.0.yaml:")
    assert int(line.split(":")[1]) > 1


def test_all_mistakes_of_all_files_come_back_together(tmp_path: Path) -> None:
    written(tmp_path, ("payer: school", "payer: kerk"), ("price_year: 2014", "price_year: 2030"))
    written(tmp_path, ("status: illustrative", "status: waar"), name="kopgroep_1.1.yaml")
    written(tmp_path, name="kopgroep_1.2.yaml")
    with pytest.raises(ConfigurationError) as failed:
        read(tmp_path)
    told = "\n".join(failed.value.mistakes)
    for words in (
        "'kerk' is no funder",
        "price year 2030",
        "kopgroep_1.1.yaml",
        "version 1.0 of 'kopgroep' exists already",
    ):
        assert words in told


def test_versions_come_in_the_order_in_which_they_were_adopted(tmp_path: Path) -> None:
    written(tmp_path)
    newer = (("version: '1.0'", "version: '1.1'"), ("adopted_on: 2026-11-22", "adopted_on: 2027-01-01"))
    written(tmp_path, *newer, name="kopgroep_1.1.yaml")
    assert [one.version for one in read(tmp_path)] == ["1.0", "1.1"]
