"""The indicators' words are complete, strict, and every mistake is named with its line."""

from pathlib import Path

import pytest

from pipelines.metrics import indicator_frame, load_metrics
from pipelines.reference import load_reference, load_succession
from pipelines.yaml_lines import ConfigurationError

ROOT = Path(__file__).resolve().parents[2]
METRICS = ROOT / "warehouse" / "metrics"


def test_every_indicator_has_sql_and_words_in_two_languages() -> None:
    metrics = load_metrics(METRICS / "metrics.yaml")
    frame = indicator_frame(metrics, METRICS)
    assert len(frame) == len(list(METRICS.glob("*.sql")))
    words = [name for name in frame.columns if name.endswith(("_nl", "_en"))]
    assert (frame[words].map(len) > 0).all().all()
    assert frame["sql"].str.startswith("-- ").all()


def test_all_mistakes_come_back_together_with_their_lines(tmp_path: Path) -> None:
    text = (METRICS / "metrics.yaml").read_text(encoding="utf-8")
    first = text[: text.index("  - indicator: diploma_rate_leavers")]
    broken = first.replace("    kind: rate\n", "    kind: rates\n    colour: red\n").replace("    direction: up\n", "")
    path = tmp_path / "metrics.yaml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(ConfigurationError) as failed:
        load_metrics(path)
    told = "\n".join(failed.value.mistakes)
    assert "kind" in told
    assert "unknown key" in told
    assert "required and missing" in told


def test_an_indicator_without_sql_and_sql_without_an_indicator_are_mistakes(tmp_path: Path) -> None:
    text = (METRICS / "metrics.yaml").read_text(encoding="utf-8")
    (tmp_path / "metrics.yaml").write_text(text[: text.index("  - indicator: diploma_rate_leavers")], encoding="utf-8")
    (tmp_path / "stray.sql").write_text("select 1", encoding="utf-8")
    with pytest.raises(ConfigurationError) as failed:
        load_metrics(tmp_path / "metrics.yaml")
    assert len(failed.value.mistakes) == 2


def test_national_figures_are_fractions_with_a_source_and_an_edition() -> None:
    frame = load_reference(ROOT / "sources" / "reference" / "national.csv")
    work = frame[(frame["indicator"] == "work_rate_starters") & (frame["breakdown"] == "totaal")]
    # One page, one year, two definitions: any job, and at least twelve hours a week.
    assert set(work.loc[work["period"] == "oktober 2019", "value"]) == {0.796, 0.703}
    assert frame[["source", "edition"]].notna().all().all()
    assert not frame["comparable"].any()


def test_a_reference_row_without_a_source_or_with_a_strange_number_is_named(tmp_path: Path) -> None:
    path = tmp_path / "national.csv"
    path.write_text(
        "indicator;population;period;breakdown;unit;value;source;edition;comparable;break_before;note\n"
        "a;NL;2019;;%;79,6;;uitgave;nee;nee;\n"
        "a;NL;2019;;%;veel;bron;uitgave;nee;nee;\n"
        "a;NL;2020;;%;79,6;bron;uitgave;nee;misschien;\n"
        "a;NL;2021;;%;79,6;bron;uitgave;nee;nee;\n"
        "a;NL;2021;;%;80,1;bron;uitgave;nee;nee;\n"
        "a;NL;2021;;%;80,1;bron;latere uitgave;nee;nee;\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigurationError) as failed:
        load_reference(path)
    assert [mistake.split(":")[1] for mistake in failed.value.mistakes] == ["2", "3", "4", "6"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("9142;95769;bron;", "five digits"),
        ("91420;95769;;", "a source"),
        ("91420;95769;bron;\n91420;25251;bron;", "twice"),
        ("91420;95769;bron;\n95769;91420;bron;", "succeed itself"),
    ],
)
def test_a_succession_of_codes_that_cannot_be_is_named_with_its_line(tmp_path: Path, rows: str, told: str) -> None:
    path = tmp_path / "crebo_succession.csv"
    path.write_text(f"crebo;succeeded_by;source;note\n{rows}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=told):
        load_succession(path)


def test_every_renumbered_code_stands_with_its_source() -> None:
    frame = load_succession(ROOT / "sources" / "reference" / "crebo_succession.csv")
    assert frame["source"].str.startswith("https://wetten.overheid.nl/").all()
    assert frame["crebo"].is_unique


def test_a_definition_is_valid_from_before_it_is_valid_to(tmp_path: Path) -> None:
    text = (METRICS / "metrics.yaml").read_text(encoding="utf-8")
    path = tmp_path / "metrics.yaml"
    path.write_text(text.replace("valid_to: 2025-12-31", "valid_to: 2004-12-31"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="valid_to must not be earlier"):
        load_metrics(path)
