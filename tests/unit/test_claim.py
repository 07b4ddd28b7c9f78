"""Published texts beside computed counts: rounding, cutting off, lower bounds, and what may be shown."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.claims import Claim, Published, Statement, load_claims, selection_frame
from pipelines.metrics import load_metrics
from pipelines.stages.claim.verdict import SHOWN, check, verdict
from pipelines.stages.measure import MEASURED
from pipelines.yaml_lines import ConfigurationError

ROOT = Path(__file__).resolve().parents[2]
PLACES = frozenset({"den_haag/schilderswijk", "den_haag/centrum", "dordrecht", "amersfoort/soesterkwartier"})


def percentage(value: float, **more: Any) -> Published:
    return Published(text=f"{value:g} %", value=value, unit="percent", **more)


def judged(published: Published, numerator: int, denominator: int) -> str:
    return verdict(published, Fraction(numerator, denominator), numerator, denominator)


def test_a_percentage_is_reproduced_by_rounding() -> None:
    assert judged(percentage(84), 130, 155) == "reproduced"
    assert judged(percentage(78), 102, 130) == "reproduced"
    assert judged(percentage(83.9, decimals=1), 130, 155) == "reproduced"


def test_66_percent_is_68_of_102_only_by_cutting_off() -> None:
    assert judged(percentage(66), 68, 102) == "reproduced_truncated"
    assert judged(percentage(67), 68, 102) == "reproduced"


def test_78_percent_of_155_is_not_102_people() -> None:
    assert judged(percentage(78), 102, 155) == "not_reproduced"
    assert judged(percentage(78), 121, 155) == "reproduced"


def test_exactly_half_is_rounded_up_whatever_floating_point_thinks() -> None:
    assert judged(percentage(13), 1, 8) == "reproduced"
    assert judged(percentage(12), 1, 8) == "reproduced_truncated"


def test_published_counts_must_agree_exactly_also_when_the_percentage_does() -> None:
    published = percentage(84, numerator=130, denominator=155)
    assert judged(published, 130, 155) == "reproduced"
    assert judged(published, 129, 154) == "not_reproduced"


def test_more_than_is_a_lower_bound() -> None:
    published = Published(text="meer dan 22.000", value=22000, at_least=True)
    assert verdict(published, Fraction(22135), 22135, None) == "reproduced"
    assert verdict(published, Fraction(21999), 21999, None) == "not_reproduced"


def test_nothing_to_divide_by_is_not_evaluable() -> None:
    assert verdict(Published(text="8 van 13", numerator=8, denominator=13), None, 0, 0) == "not_evaluable"


def claim(published: Published) -> Claim:
    return Claim(
        claim="oud", source="folder", location="noord", as_of=date(2017, 1, 31), started_from=date(2011, 9, 1),
        started_until=date(2014, 9, 30),
        statements=(
            Statement(text="Zo was het.", published=published, indicator="work_rate_graduates", role="participant"),
        ),
    )  # fmt: skip


def measurement(numerator: float, denominator: float, not_evaluable: int = 0, **more: Any) -> pd.DataFrame:
    value = numerator / denominator if denominator else None
    row: dict[str, Any] = {
        "indicator": "work_rate_graduates", "ask": "oud", "location": "noord", "cohort": "all", "level": "all",
        "role": "participant", "kind": "rate", "bound": None, "numerator": numerator, "denominator": denominator,
        "not_evaluable": not_evaluable, "value": value, "low": 0.1, "high": 0.9,
    }  # fmt: skip
    return pd.DataFrame([row | more], columns=MEASURED)


def checked(published: Published, measured: pd.DataFrame, demo: bool = False) -> "pd.Series[Any]":
    return check((claim(published),), measured, demo).iloc[0]


def test_counts_that_agree_are_shown() -> None:
    row = checked(percentage(78, numerator=102, denominator=130), measurement(102, 130))
    assert (row["verdict"], row["numerator"], row["denominator"]) == ("reproduced", 102, 130)
    assert row["computed_text"] == "78,5 % (102 van 130)"


def test_counts_that_do_not_agree_are_not_shown_only_the_verdict_is() -> None:
    row = checked(percentage(90), measurement(102, 130))
    assert row["verdict"] == "not_reproduced"
    assert row[[*SHOWN, "computed_text"]].isna().all()
    assert "102" not in row["explanation_nl"] + row["explanation_en"]


def test_what_could_not_be_judged_yet_is_shown_as_such() -> None:
    row = checked(Published(text="8 van 13", numerator=8, denominator=13), measurement(0, 0, not_evaluable=13))
    assert (row["verdict"], row["numerator"], row["denominator"], row["not_evaluable"]) == ("not_evaluable", 0, 0, 13)
    other = checked(Published(text="8 van 13", numerator=8, denominator=13), measurement(0, 0, not_evaluable=12))
    assert other[SHOWN].isna().all()


def test_a_lower_bound_says_at_least() -> None:
    row = checked(Published(text="102 van 155", numerator=102, denominator=155), measurement(102, 155, bound="lower"))
    assert row["computed_text"] == "ten minste 65,8 % (102 van 155)"


def test_cutting_off_is_named_with_what_rounding_gives() -> None:
    row = checked(percentage(66), measurement(68, 102))
    assert "67 %" in row["explanation_nl"]
    assert "67%" in row["explanation_en"]


def test_nothing_delivered_is_not_computed() -> None:
    row = checked(percentage(78), measurement(102, 130, ask="iets_anders"))
    assert row["verdict"] == "not_computed"


def test_on_demo_data_every_explanation_says_so() -> None:
    for measured in (measurement(102, 130), measurement(1, 130), measurement(0, 0)):
        row = checked(percentage(78), measured, demo=True)
        assert row["explanation_nl"].startswith("Nagebouwd met demogegevens.")
        assert row["explanation_en"].startswith("Rebuilt with demonstration data.")


@pytest.mark.parametrize(
    ("cannot", "expected"),
    [("no_base", "not_reproduced"), ("no_figure", "not_reproduced"), ("no_dataset", "not_computed")],
)
def test_what_no_indicator_gives_has_a_reason(cannot: Any, expected: str) -> None:
    loose = Claim(
        claim="los", source="folder", statements=(Statement(text="x", published=percentage(90), cannot=cannot),)
    )
    row = check((loose,), measurement(1, 2), demo=False).iloc[0]
    assert row["verdict"] == expected
    assert row["explanation_nl"]


def indicators() -> frozenset[str]:
    return frozenset(metric.indicator for metric in load_metrics(ROOT / "warehouse" / "metrics" / "metrics.yaml"))


def test_the_claims_of_the_partnership_can_be_read() -> None:
    claims = load_claims(ROOT / "sources" / "claims.yaml", indicators(), PLACES)
    published = {
        (item.claim, statement.indicator): statement.published for item in claims for statement in item.statements
    }
    schilderswijk = "schilderswijk_first_five_years"
    counts = {
        name: (published[schilderswijk, name].numerator, published[schilderswijk, name].denominator)
        for claim_id, name in published
        if claim_id == schilderswijk and name
    }
    assert counts == {
        "diploma_rate_leavers": (130, 155),
        "work_rate_graduates": (102, 130),
        "work_rate_starters": (102, 155),
        "retention_6m_counted": (68, 102),
        "sustained_work_starters": (68, 155),
    }
    assert len(selection_frame(claims)) == 7


def test_all_mistakes_of_a_claims_file_come_back_together_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(
        """claims:
  - claim: a
    source: folder
    location: nergens
    as_of: 2017-01-31
    started_from: 2011-09-01
    started_until: 2014-09-30
    statements:
      - {text: x, published: {text: '1'}, indicator: bestaat_niet, role: all}
  - claim: a
    source: folder
    statements:
      - {text: x, published: {text: '1'}, cannot: no_base}
""",
        encoding="utf-8",
    )
    with pytest.raises(ConfigurationError) as failed:
        load_claims(path, indicators(), PLACES)
    assert [mistake.split(":")[1] for mistake in failed.value.mistakes] == ["4", "9", "10"]


def test_an_indicator_needs_a_selection_and_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(
        """claims:
  - claim: a
    source: folder
    sorce: folder
    statements:
      - {text: x, published: {text: '1'}, indicator: requests_handled, role: all}
""",
        encoding="utf-8",
    )
    with pytest.raises(ConfigurationError) as failed:
        load_claims(path, indicators(), PLACES)
    assert "unknown key" in str(failed.value)
