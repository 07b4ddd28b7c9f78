"""A value map complains both ways: a word it does not know is a finding, a word it knows in vain is told to the steward."""

import duckdb
import pytest

from pipelines import stewards
from pipelines.stages.crosswalk import used_words
from pipelines.stages.read.layout import Arranged
from pipelines.table_language import Delivery
from tests.workplace import Workplace, request, requests, trajectories, trajectory

pytestmark = pytest.mark.usefixtures("great_expectations")


def unused(place: Workplace) -> set[tuple[str, str, str, str, str, str]]:
    frame = stewards.unused_words(place.registry, place.receipts())
    columns = ["partner", "delivery", "table", "dataset", "column", "word"]
    return {
        (row[0], row[1], row[2], row[3], row[4], row[5]) for row in frame[columns].itertuples(index=False, name=None)
    }


def test_a_word_that_never_occurred_is_told(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", "hulpvragen_201602.csv", requests(request(1), request(2)))
    assert receipt.words == {
        "hulpvragen.help_request.category": ["koken"], "hulpvragen.help_request.status": ["Afgerond"],
        "hulpvragen.help_request.location": ["Haven"],
    }  # fmt: skip
    assert unused(workplace) == {("noord", "hulpvragen", "hulpvragen", "help_request", "location", "Markt")}


def test_another_delivery_that_counts_may_hold_it(workplace: Workplace) -> None:
    workplace.deliver("noord", "hulpvragen_201602.csv", requests(request(1)))
    workplace.deliver(
        "noord", "hulpvragen_201603.csv", requests(request(2, place=" MARKT\u00a0", handled="05-03-2016"))
    )
    assert unused(workplace) == set()


def test_a_delivery_that_was_replaced_says_nothing(workplace: Workplace) -> None:
    workplace.deliver("noord", "trajecten_201604.csv", trajectories(trajectory(1), trajectory(2, place="Markt")))
    told = unused(workplace)
    assert ("noord", "trajecten", "trajecten", "trajectory", "location", "Markt") not in told
    workplace.deliver("noord", "trajecten_201607.csv", trajectories(trajectory(1)), day=1)
    assert unused(workplace) - told == {("noord", "trajecten", "trajecten", "trajectory", "location", "Markt")}


def test_a_word_of_a_row_that_was_set_apart_did_occur(workplace: Workplace) -> None:
    lines = [request(number) for number in range(30)]
    workplace.deliver("noord", "hulpvragen_201602.csv", requests(*lines, request(40, asked="x", place="Markt")))
    assert unused(workplace) == set()


def test_only_words_of_the_yaml_are_kept(workplace: Workplace) -> None:
    lines = [request(number) for number in range(30)]
    receipt = workplace.deliver("noord", "hulpvragen_201602.csv", requests(*lines, request(40, place="Fatima Bakker")))
    assert receipt.is_accepted
    assert "Bakker" not in str(receipt.words)


def test_an_empty_cell_can_be_a_word(workplace: Workplace) -> None:
    lines = "Stagiair,Start,Einde,wk 1,tot,Afgerond\nFenna,07-01-2013,05-04-2013,1,1,{}\n"
    workplace.deliver("oost", "presentie_201306.csv", lines.format("WAAR").encode("utf-8-sig"))
    assert {row[4:] for row in unused(workplace)} == {
        ("status", ""),
        ("status", "ONWAAR"),
        ("status", "x"),
        ("status", "z"),
    }
    workplace.deliver("oost", "presentie_201307.csv", lines.format("").encode("utf-8-sig"), day=1)
    assert {row[4:] for row in unused(workplace)} == {
        ("status", "WAAR"),
        ("status", "ONWAAR"),
        ("status", "x"),
        ("status", "z"),
    }


def test_contracts_side_by_side_are_looked_at_as_rows() -> None:
    con = duckdb.connect()
    con.execute("create table base as select 2 as _row, 'A' as \"Nr\", '1-1-2016' as \"Contract 1 van\", '' as \"t/m\"")
    con.execute("create table long as select 2 as _row, 'A' as \"Nr\", '1-1-2016' as \"van\", 'Vast' as \"t/m\"")
    base, long = ("Nr", "Contract 1 van", "t/m"), ("Nr", "van", "t/m")
    kind = {"from": "t/m", "values": {"vast": "permanent", "": "temporary"}}
    columns = {"contract_id": {"key": ["Nr", "van"]}, "started_on": "van", "contract_kind": kind}
    one = Delivery.model_validate(
        {
            "title": "x", "kind": "register", "file": "x", "example": "x", "reads": "text",
            "tables": [{"name": "x", "header": {"find": "Nr"}, "fills": [{"dataset": "employment", "columns": columns}]}],
        }
    )  # fmt: skip
    arranged = Arranged("base", base, base, {}, "long", long)
    assert used_words(con, arranged, one.tables[0], one, {}) == {"x.employment.contract_kind": {"vast"}}


def test_who_delivered_nothing_is_told_nothing(workplace: Workplace) -> None:
    assert unused(workplace) == set()
