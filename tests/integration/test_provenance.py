"""Every published figure of the demo resolves to receipts, SQL, definition, code and run; and the commands that tell so."""

import pytest

from pipelines.behind import MADE
from pipelines.ledger import open_ledger, published
from pipelines.settings import ROOT
from pipelines.stages.publish import current
from pipelines.tracing import COUNTED, trace
from tests.integration.conftest import Demo, Wlb


def test_every_published_figure_resolves(demo: Demo) -> None:
    path = current(demo.data / "published" / "public")
    assert path is not None
    ledger = open_ledger(path, demo.data)
    assert len(ledger.figures) > 1000
    used = {receipt.delivery_id for receipt in demo.receipts if receipt.is_accepted}
    versions = {(figure["indicator"], figure["definition_version"]) for figure in ledger.figures}
    assert versions <= {(name, told["version"]) for name, told in ledger.indicators.items()}
    # What a figure rests on follows from its indicator and location; cohort, level and role choose among the same rows.
    for figure in {(figure["indicator"], figure["location"]): figure for figure in ledger.figures}.values():
        traced = trace(ledger, figure)
        assert traced.deliveries, figure
        assert {one.delivery_id for one in traced.deliveries} <= used
        assert all(one.file and one.arrived_at and one.sha256 and one.run for one in traced.deliveries)
        if traced.datasets:  # without: a figure about the deliveries themselves
            assert {one.dataset for one in traced.deliveries} <= set(traced.datasets)
        assert traced.as_of
        assert traced.sql
        assert traced.publication["code"]
        assert traced.publication["run"]
        assert figure["definition_version"] == traced.definition["version"]
        assert not traced.changed_since
    assert all((ROOT / path).exists() for path in traced.sql)


@pytest.mark.parametrize("table", sorted({*MADE, "claim"}))
def test_what_stands_in_any_other_table_resolves_too(demo: Demo, table: str) -> None:
    path = current(demo.data / "published" / "public")
    assert path is not None
    ledger = open_ledger(path, demo.data)
    rows = published(path, table)
    assert rows
    for row in rows[:: max(1, len(rows) // 12)]:
        traced = trace(ledger, row)
        assert traced.deliveries or row["status"] == "not_computed", row
        assert all(one.file and one.run for one in traced.deliveries)
        assert traced.sql
        assert all((ROOT / name).exists() for name in (*traced.sql, *traced.also))
        assert traced.rests_on or table == "claim"
        if table in COUNTED:
            assert row["definition_version"] == traced.definition["version"]
        else:
            assert {one.delivery_id for one in traced.deliveries} <= {
                one.delivery_id for one in ledger.receipts.values()
            }


def test_the_ratio_leads_to_its_costs_its_figures_and_its_assumptions(demo: Demo, wlb: Wlb) -> None:
    location, cohort = demo.published("select location, cohort from value where status = 'final' order by all")[0]
    asked = ("trace", "social_value_ratio", "--location", location, "--cohort", cohort)
    told = wlb(demo.data, *asked, "--json").json
    (counted,) = demo.published(
        "select list(distinct indicator order by indicator) from value_benefit"
        f" where location = '{location}' and cohort = '{cohort}'"
    )
    assert sorted({one["indicator"] for one in told["rests_on"]}) == counted[0]
    assert {one["location"] for one in told["rests_on"]} == {location}
    assert "cost" in {one["dataset"] for one in told["deliveries"]}
    assert "sources/value/kopgroep_1.0.yaml" in told["also"]
    assert "baten €" in wlb(demo.data, *asked).out


def test_a_claim_leads_to_the_same_sources_as_the_figure_it_is_about(demo: Demo, wlb: Wlb) -> None:
    told = wlb(
        demo.data, "trace", "work_rate_graduates", "--claim", "schilderswijk_first_five_years", "--steward", "--json"
    ).json
    assert (told["figure"]["numerator"], told["figure"]["denominator"]) == (102, 130)
    assert {"trajectory", "follow_up"} <= {one["dataset"] for one in told["deliveries"]}
    assert all(one["rows"]["used"] > 0 for one in told["deliveries"])
    assert told["sql"][-1] == "warehouse/published/claim.sql"
    ratio = wlb(demo.data, "trace", "social_value_ratio", "--claim", "dordrecht_social_value_2014", "--json").json
    assert "cost" in {one["dataset"] for one in ratio["deliveries"]}
    assert wlb(demo.data, "trace", "work_rate_graduates", "--claim", "iets_anders").code == 2
    assert wlb(demo.data, "trace", "work_rate_graduates", "--table", "iets_anders").code == 2


def test_a_municipality_s_money_is_no_source_of_a_diploma_rate(demo: Demo) -> None:
    sources = dict(demo.published("select indicator, sources from indicator"))
    assert sources["diploma_rate_starters"] == "diploma, enrolment, trajectory"
    assert sources["requests_handled"] == "help_request"
    assert {name for name, told in sources.items() if "funding" in told} == {"link_rate"}


def test_how_many_rows_a_file_has_is_not_published(demo: Demo) -> None:
    columns = {row[0] for row in demo.published("select column_name from (describe provenance)")}
    assert columns == {"partner", "delivery", "period", "delivery_id", "dataset", "arrived_at"}


def test_the_command_traces_a_figure(demo: Demo, wlb: Wlb) -> None:
    asked = ("trace", "diploma_rate_starters", "--location", "den_haag", "--role", "participant")
    plain = wlb(demo.data, *asked, "--json").json
    assert {one["part"] for one in plain["deliveries"]} == {"counted", "linking"}
    assert {one["rows"] for one in plain["deliveries"]} == {None}
    counted = wlb(demo.data, *asked, "--steward", "--json").json
    assert all(one["rows"]["used"] > 0 for one in counted["deliveries"])
    told = wlb(demo.data, *asked)
    assert told.code == 0
    assert "warehouse/metrics/diploma_rate_starters.sql" in told.out
    assert wlb(demo.data, "trace", "geluk").code == 2


def test_the_command_judges_a_sentence(demo: Demo, wlb: Wlb) -> None:
    told = wlb(demo.data, "claim", "78 % stroomt uit naar werk", "--location", "den_haag/schilderswijk", "--json").json
    given = {
        (one["indicator"], one["numerator"], one["denominator"], one["claim"] is not None) for one in told["gives"]
    }
    assert ("work_rate_graduates", 102, 130, True) in given
    making = {one["base"]: one["rounded"] for one in told["counts"]}
    assert (making[130], making[155]) == ([101, 102], [121])
    said = wlb(demo.data, "claim", "66 %", "--location", "schilderswijk").out
    assert "ten minste 102 van de 155" in said
    assert "afgekapt; afgerond is het 67 %" in said
    assert wlb(demo.data, "claim", "66 %", "--location", "nergens").code == 2
    english = wlb(demo.data, "claim", "78% went to work", "--location", "schilderswijk", "--language", "en").out
    assert "Work after diploma (Den Haag Schilderswijk, as of 31 January 2017): 102 of 130, 78.5%" in english
    assert "These are demonstration data." in english


def test_what_the_partnership_published_is_recognised(demo: Demo, wlb: Wlb) -> None:
    outcomes = {
        row["text"]: wlb(
            demo.data, "claim", row["text"], "--json", *(("--location", row["location"]) if row["location"] else ())
        ).json["outcome"]
        for row in wlb(demo.data, "claims", "--json").json
        if row["verdict"] in ("reproduced", "reproduced_truncated")
    }
    assert len(outcomes) >= 11
    assert set(outcomes.values()) <= {"agrees", "agrees_cut_off"}
