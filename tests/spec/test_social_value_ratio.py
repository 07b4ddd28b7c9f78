"""Baten-kostenverhouding (MKBA): social_value_ratio.

Small figures in, euros out. The assumptions of these tests are round, so that a reader can follow them by heart:
someone who keeps a job is worth 1.000 euro a year for two years, of which half would have happened anyway.
"""

from datetime import date
from typing import Any

import duckdb
import pandas as pd
import pytest
import yaml

from pipelines.claims import Claim, Published, Statement
from pipelines.scenarios import ScenarioSet
from pipelines.stages.appraise import Period, appraise, for_claims
from pipelines.stages.build import create_tables
from pipelines.stages.claim.verdict import check
from pipelines.stages.measure import MEASURED
from tests.spec.tables import METRICS, ROOT, rows, warehouse

ASSUMED = """
scenario_set: rond
version: '1.0'
adopted_on: 2020-01-01
status: illustrative
label: {nl: Rond, en: Round}
price_year: 2014
price_changes: {source: niemand, percent: {2014: 0, 2015: 25}}
discount_rate: {base: 0, low: 0, high: 0.05, source: niemand}
in_kind:
  - contribution: guidance
    label: {nl: Begeleiding, en: Guidance}
    payer: school
    hours_per_year: {base: 100, low: 0, high: 100, source: niemand}
    eur_per_hour: {base: 20, low: 20, high: 20, source: niemand}
benefits:
  - benefit: work
    label: {nl: Werk, en: Work}
    counted_by: sustained_work_starters
    role: participant
    value_eur: {base: 1000, low: 500, high: 1500, source: niemand}
    years: {base: 2, low: 1, high: 3, source: niemand}
    deadweight: {base: 0.5, low: 0.25, high: 0.75, source: niemand}
    displacement: {base: 0, low: 0, high: 0.1, source: niemand}
    attribution: {base: 1, low: 0.5, high: 1, source: niemand}
    drop_off: {base: 0, low: 0, high: 0.5, source: niemand}
"""
SCHOOL_YEAR = Period("2014/15", date(2014, 8, 1), date(2015, 7, 31))
CALENDAR_YEAR = Period("2014", date(2014, 1, 1), date(2014, 12, 31))
PAID = """
    site  | year | amount_eur | open_items
    noord | 2014 | 10000      | 0
    """
FIGURES = """
    location | cohort | status | numerator
    noord    | 2014   | final  | 24
    """


def scenario(**changed: Any) -> ScenarioSet:
    """The round assumptions, with what a test changes."""
    return ScenarioSet.model_validate(yaml.safe_load(ASSUMED) | changed)


def appraised(figures: str = FIGURES, paid: str = PAID, *periods: Period, **changed: Any) -> dict[str, pd.DataFrame]:
    """The tables of the MKBA from text tables of figures and costs."""
    figured = pd.DataFrame(rows(figures)).assign(indicator="sustained_work_starters", role="participant", level="all")
    figured["hidden"] = figured["status"] == "hidden"
    figured["numerator"] = (
        pd.to_numeric(figured["numerator"], errors="coerce").astype("Float64").mask(figured["hidden"])
    )
    costs = pd.DataFrame(rows(paid)).astype({"year": int, "amount_eur": float, "open_items": int})
    return appraise([scenario(**changed)], costs, figured, periods or (CALENDAR_YEAR,))


def only(frame: pd.DataFrame) -> "pd.Series[Any]":
    """The one row of a frame."""
    assert len(frame) == 1
    return frame.iloc[0]


def test_benefits_are_counts_times_value_less_what_is_not_our_doing() -> None:
    row = only(appraised()["value"])
    assert row["benefits_before_eur"] == 24 * 1000 * 2
    assert row["benefits_eur"] == 24 * 1000 * 2 * 0.5
    assert row["status"] == "final"


def test_costs_are_everybodys_in_kind_too() -> None:
    row = only(appraised()["value"])
    assert (row["in_kind_eur"], row["costs_eur"]) == (100 * 20, 10_000 + 100 * 20)


def test_a_ratio_of_2_80_is_a_balance_of_1_80_per_euro() -> None:
    row = only(appraised(FIGURES.replace("24", "28"), PAID.replace("10000", "8000"))["value"])
    assert (row["ratio"], row["balance_per_euro"]) == (2.8, 1.8)


def test_at_the_break_even_deadweight_benefits_are_exactly_the_costs() -> None:
    before = only(appraised()["value"])
    assert before["break_even_deadweight"] == 0.75
    work = yaml.safe_load(ASSUMED)["benefits"][0]
    work["deadweight"] |= {"base": 0.75}
    assert only(appraised(benefits=[work])["value"])["ratio"] == 1


def test_there_is_no_break_even_when_costs_are_higher_than_all_benefits() -> None:
    assert only(appraised(paid=PAID.replace("10000", "99000"))["value"])["break_even_deadweight"] is None


def test_the_range_has_every_assumption_unfavourable_and_every_one_favourable() -> None:
    row = only(appraised()["value"])
    worst = 24 * 500 / 1.05 * 0.25 * 0.9 * 0.5 / 12_000
    best = 24 * 1500 * 3 * 0.75 / 10_000
    assert (row["ratio_low"], row["ratio_high"]) == (pytest.approx(worst), pytest.approx(best))


def test_the_tornado_moves_one_assumption_at_a_time_and_begins_with_the_widest() -> None:
    found = appraised()["tornado"].set_index("assumption")
    assert list(found["swing"]) == sorted(found["swing"], reverse=True)
    deadweight = found.loc["work.deadweight"]
    assert (deadweight["ratio_at_low"], deadweight["ratio"], deadweight["ratio_at_high"]) == (3, 2, 1)
    assert (deadweight["label_nl"], deadweight["label_en"]) == (
        "Werk: had ook zonder ons bestaan",
        "Work: would have happened anyway",
    )


def test_what_is_certain_is_no_bar_of_the_tornado() -> None:
    assert "guidance.eur_per_hour" not in set(appraised()["tornado"]["assumption"])
    assert "guidance.eur_per_hour" in set(appraised()["assumption"]["assumption"])


def test_a_school_year_costs_five_months_of_one_year_and_seven_of_the_next_in_one_years_prices() -> None:
    figures = FIGURES.replace("2014 ", "2014/15 ")
    paid = """
        site  | year | amount_eur | open_items
        noord | 2014 | 12000      | 0
        noord | 2015 | 15000      | 0
        """
    row = only(appraised(figures, paid, SCHOOL_YEAR)["value"])
    # 1.250 euro a month in 2015 is 1.000 euro a month in the prices of 2014.
    assert row["costs_eur"] - row["in_kind_eur"] == 12_000


def test_in_kind_hours_count_only_at_the_sites_that_get_them() -> None:
    given = yaml.safe_load(ASSUMED)["in_kind"][0]
    assert only(appraised(in_kind=[given | {"sites": ["zuid"]}])["value"])["in_kind_eur"] == 0
    assert only(appraised(in_kind=[given | {"sites": ["noord"]}])["value"])["in_kind_eur"] == 2000


def test_a_benefit_within_the_year_itself_is_not_discounted() -> None:
    work = yaml.safe_load(ASSUMED)["benefits"][0] | {"years": {"base": 1, "low": 1, "high": 1, "source": "niemand"}}
    rate = {"base": 0.25, "low": 0.25, "high": 0.25, "source": "niemand"}
    later = only(appraised(benefits=[work], discount_rate=rate)["value"])
    at_once = only(appraised(benefits=[work | {"starts_after": 0}], discount_rate=rate)["value"])
    assert (later["benefits_before_eur"], at_once["benefits_before_eur"]) == (24_000 / 1.25, 24_000)


@pytest.mark.parametrize(
    ("figures", "paid", "status", "reason"),
    [
        (FIGURES.replace("final ", "hidden"), PAID, "hidden", "too_few_people"),
        (FIGURES.replace("final ", "not_evaluable "), PAID, "not_evaluable", "not_evaluable"),
        (FIGURES.replace("noord ", "zuid  "), PAID, "not_computed", "no_figure"),
        (FIGURES, PAID.replace("10000", "0    "), "not_computed", "no_costs"),
        (FIGURES, PAID.replace("10000", "-5   "), "not_computed", "no_costs"),
    ],
    ids=["hidden figure", "not evaluable yet", "no figure", "nothing paid", "more repaid than paid"],
)
def test_without_its_figures_or_costs_a_row_carries_no_number(
    figures: str, paid: str, status: str, reason: str
) -> None:
    found = appraised(figures, paid)
    row = only(found["value"])
    assert (row["status"], row["reason"]) == (status, reason)
    assert row.drop(["location", "cohort", "scenario_set", "scenario_version", "status", "reason"]).isna().all()
    assert found["value_benefit"].empty
    assert found["tornado"].empty


def test_a_year_of_which_the_costs_lack_or_whose_prices_are_unknown_is_not_computed() -> None:
    figures = FIGURES.replace("2014 ", "2014/15 ")
    half = appraised(figures, PAID, SCHOOL_YEAR)["value"]
    assert list(half["reason"]) == ["no_costs"]
    paid = PAID + "    noord | 2015 | 10000 | 0\n"
    unknown = appraised(figures, paid, SCHOOL_YEAR, price_changes={"source": "niemand", "percent": {"2014": 0}})[
        "value"
    ]
    assert list(unknown["reason"]) == ["no_price_index"]


def test_a_period_that_nobody_paid_for_has_no_row() -> None:
    assert appraised(FIGURES, PAID, Period("2016", date(2016, 1, 1), date(2016, 12, 31)))["value"].empty


@pytest.mark.parametrize(
    ("figures", "paid"), [(FIGURES.replace("final ", "provisional "), PAID), (FIGURES, PAID.replace("| 0", "| 1"))]
)
def test_a_provisional_figure_or_an_open_bill_keeps_the_ratio_provisional(figures: str, paid: str) -> None:
    assert only(appraised(figures, paid)["value"])["status"] == "provisional"


def test_every_scenario_set_and_version_is_worked_out_beside_the_other() -> None:
    figured = pd.DataFrame(rows(FIGURES)).assign(
        indicator="sustained_work_starters", role="participant", level="all", hidden=False, numerator=24.0
    )
    costs = pd.DataFrame(rows(PAID)).astype({"year": int, "amount_eur": float, "open_items": int})
    found = appraise([scenario(), scenario(version="1.1")], costs, figured, (CALENDAR_YEAR,))
    assert list(found["value"]["scenario_version"]) == ["1.0", "1.1"]
    assert list(found["scenario"]["scenario_version"]) == ["1.0", "1.1"]


COSTS = """
    partner | year | kind     | payer        | basis  | amount_eur
    noord   | 2017 | staff    | municipality | actual | 1000
    noord   | 2017 | staff    | municipality | budget | 1200
    noord   | 2017 | training | municipality | budget | 50
    noord   | 2017 | travel   | municipality | budget | 0
    noord   | 2017 | staff    | school       | actual | 300
    noord   | 2017 | staff    | school       | budget | 300
    noord   | 2018 | staff    | school       | actual | 500
    noord   | 2019 | staff    | school       | actual | 700
    """


def booked(as_of: str) -> set[tuple[Any, ...]]:
    """The costs that the MKBA counts, from delivered costs."""
    con: duckdb.DuckDBPyConnection = warehouse(as_of, "", {"cost": COSTS})
    create_tables(con, ROOT / "warehouse" / "core", "core")
    create_tables(con, METRICS, "metrics")
    return set(
        con.execute("select site, year, payer, amount_eur, open_items from metrics.social_value_ratio").fetchall()
    )


def test_costs_are_what_was_spent_in_closed_years_and_a_bill_that_is_to_come_is_told() -> None:
    assert booked("2018-12-30") == {("noord", 2017, "municipality", 1000, 1), ("noord", 2017, "school", 300, 0)}
    assert ("noord", 2018, "school", 500, 0) in booked("2018-12-31")


CLAIMED = Claim(
    claim="oud", source="krant", location="noord", as_of=date(2014, 12, 31), started_from=date(2014, 1, 1),
    started_until=date(2014, 12, 31),
    statements=(
        Statement(
            text="De verhouding is 2,80.", indicator="social_value_ratio", role="all",
            published=Published(text="2,80", value=2.80, decimals=2),
        ),
    ),
)  # fmt: skip
YEARS = (Period("2013/14", date(2013, 8, 1), date(2014, 7, 31)), SCHOOL_YEAR)


def verdict(numerator: str, status: str = "final") -> "pd.Series[Any]":
    """What becomes of the claim when so many people kept a job in the school year nearest to it."""
    figures = f"location|cohort|status|numerator\nnoord|2013/14|{status}|{numerator}\nnoord|2014/15|final|1000"
    paid = "site|year|amount_eur|open_items\n" + "\n".join(f"noord|{year}|8000|0" for year in (2013, 2014, 2015))
    found = appraised(figures, paid, *YEARS)
    measured = pd.concat([pd.DataFrame(columns=MEASURED), for_claims([CLAIMED], found, YEARS)])
    return only(check((CLAIMED,), measured, demo=False))


def test_a_claimed_ratio_gets_a_verdict_beside_the_ratio_of_the_nearest_school_year() -> None:
    same = verdict("28")
    assert (same["verdict"], same["computed_text"][:4]) == ("reproduced", "2,80")
    other = verdict("14")
    assert (other["verdict"], other["computed_text"][:4]) == ("not_reproduced", "1,40")
    assert "schooljaar 2013/14" in other["computed_text"]
    assert "Met welke aannames er toen gerekend is, is niet bekend." in other["explanation_nl"]
    assert other[["numerator", "denominator", "value", "low", "high"]].isna().all()


def test_a_claimed_ratio_beside_which_nothing_may_be_shown_is_not_computed() -> None:
    hidden = appraised("location|cohort|status|numerator\nnoord|2013/14|hidden|-", PAID, *YEARS)
    assert for_claims([CLAIMED], hidden, YEARS).empty
