"""A file of which the periods add up is about the period in its name; what two files about the same days tell is seen."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.receipts import Receipt
from pipelines.stages.accept import Judged
from pipelines.stages.conform import Part
from pipelines.stages.own_period import of_its_own_period
from tests.workplace import Workplace, make_workplace, request, requests, trajectories, trajectory

RULE = "help_request.is_of_its_own_period"
FEBRUARY = "hulpvragen_201602.csv"
JANUARY = {"asked": "29-01-2016", "handled": "31-01-2016"}


def told(receipt: Receipt) -> str | None:
    """How grave it is that the file is about another period; None when nothing was said of that."""
    return next((str(finding["severity"]) for finding in receipt.findings if finding["rule"] == RULE), None)


@pytest.mark.parametrize(
    ("asked", "handled", "severity"),
    [
        (["03-02-2016"] * 4, ["05-02-2016"] * 4, None),
        # A month's weeks run over its end; on the eighth day it is another month's file.
        (["07-03-2016"] * 4, ["07-03-2016"] * 4, None),
        (["08-03-2016"] * 4, ["08-03-2016"] * 4, "blocks"),
        (["03-01-2016"] * 4, ["25-01-2016"] * 4, None),
        (["03-01-2016"] * 4, ["24-01-2016"] * 4, "notice"),
        # Asked before and handled in the month, or asked in it and handled later: one day of the two is enough.
        (["03-11-2015"] * 4, ["05-02-2016"] * 4, None),
        (["05-02-2016"] * 4, ["05-06-2016"] * 4, None),
        # Half of the lines may be late, or mistyped; more than half is the file.
        (["03-02-2016", "03-02-2016", "03-05-2016", "03-05-2016"], ["05-02-2016", "05-02-2016", "05-05-2016", "05-05-2016"], None),
        (["03-02-2016", "03-05-2016", "03-05-2016"], ["05-02-2016", "05-05-2016", "05-05-2016"], "blocks"),
    ],
)  # fmt: skip
def test_most_of_a_file_lies_in_the_month_of_its_name(
    workplace: Workplace, asked: Sequence[str], handled: Sequence[str], severity: str | None
) -> None:
    days = zip(asked, handled, strict=True)
    lines = [request(number, asked=first, handled=last) for number, (first, last) in enumerate(days)]
    receipt = workplace.deliver("noord", FEBRUARY, requests(*lines))
    assert told(receipt) == severity
    assert receipt.is_accepted == (severity != "blocks")


def test_under_another_months_name_a_file_does_not_take_its_place(workplace: Workplace) -> None:
    january = workplace.deliver("noord", "hulpvragen_201601.csv", requests(*(request(n, **JANUARY) for n in range(9))))
    february = requests(*(request(n, handled="25-02-2016", asked="24-02-2016") for n in range(20, 29)))
    receipt = workplace.deliver("noord", "hulpvragen_201601 v2.csv", february, day=1)
    assert (
        "tot en met 31-01-2016, maar 9 van de 9 regels zijn van daarna, meestal van februari 2016" in receipt.sentence
    )
    assert workplace.effective() == [january]


def test_a_whole_register_is_not_about_one_month(workplace: Workplace) -> None:
    lines = [trajectory(n, start="01-09-2014", planned="31-08-2015", end="31-08-2015") for n in range(9)]
    assert told(workplace.deliver("noord", "trajecten_201606.csv", trajectories(*lines))) is None


def test_a_file_without_rows_is_about_any_month(workplace: Workplace) -> None:
    assert told(workplace.deliver("noord", FEBRUARY, requests())) is None


def judged(con: duckdb.DuckDBPyConnection, workplace: Workplace, dataset: str, *days: str) -> Judged:
    """Nine records of a dataset with these columns, each on the day that stands behind it."""
    contract = workplace.registry.contracts[dataset]
    named = dict(day.split("=") for day in days)
    con.execute(
        f"create table rows as select {', '.join(f'date {d!r} as {c}' for c, d in named.items())} from range(9)"
    )
    return Judged(
        "rows", contract, False, (Part("rows", "", contract, False, "", dict.fromkeys(named, "Dag"), (0, 0)),)
    )


@pytest.mark.parametrize(
    ("dataset", "days"),
    [
        ("practice", ["agreed_on=2013-05-01"]),  # when it was agreed is not when it was done
        ("placement", ["started_on=2017-09-01", "planned_end_on=2018-02-01"]),  # agreed in June, begins in September
    ],
)
def test_a_day_that_did_not_happen_says_nothing_of_the_file(
    workplace: Workplace, dataset: str, days: list[str]
) -> None:
    with duckdb.connect() as con:
        rows = judged(con, workplace, dataset, *days)
        assert of_its_own_period(con, [rows], date(2016, 6, 1), date(2016, 6, 30)) == []


@pytest.mark.parametrize(
    ("day", "severity"), [("2016-02-07", None), ("2016-02-08", "blocks"), ("2016-01-31", "notice")]
)
def test_a_week_has_no_week_of_grace(workplace: Workplace, day: str, severity: str | None) -> None:
    with duckdb.connect() as con:
        rows = judged(con, workplace, "visit", f"visited_on={day}")
        found = of_its_own_period(con, [rows], date(2016, 2, 1), date(2016, 2, 7))
    assert [finding.severity for finding in found] == [severity] * (severity is not None)


def test_a_name_that_says_no_period_is_not_held_against_the_file(workplace: Workplace) -> None:
    workplace.agree(
        "partners/noord/hulpvragen.yaml",
        "(?:(?P<from_year>\\d{4})(?P<from_month>\\d{2})-)?(?P<year>\\d{4})(?P<month>\\d{2})?",
        "lijst",
    )
    workplace.agree("partners/noord/hulpvragen.yaml", "example: hulpvragen_201602.csv", "example: hulpvragen_lijst.csv")
    receipt = workplace.deliver("noord", "hulpvragen_lijst.csv", requests(*(request(n) for n in range(9))))
    assert (receipt.outcome, receipt.period) == ("accepted", "2026-10")


def doubles(receipt: Receipt) -> list[str]:
    """What is said of records that another file about the same days has too."""
    told = [finding for finding in receipt.findings if finding["rule"] == "help_request.stands_in_one_period"]
    assert all(finding["severity"] == "notice" for finding in told)
    return [str(finding["sentence"]) for finding in told]


def test_a_year_beside_a_month_is_told_whichever_came_first(workplace: Workplace, tmp_path: Path) -> None:
    january = ("hulpvragen_201601.csv", requests(*(request(n, **JANUARY) for n in range(5))))
    year = ("hulpvragen_2016.csv", requests(*(request(n, **JANUARY) for n in range(2, 9))))
    assert doubles(workplace.deliver("noord", *january)) == []
    (told,) = doubles(workplace.deliver("noord", *year, day=1))
    assert "van de 7 gegevens in dit bestand staan er 3 ook in 'hulpvragen_201601.csv'" in told
    other = make_workplace(tmp_path / "other")
    assert doubles(other.deliver("noord", *year)) == []
    (told,) = doubles(other.deliver("noord", *january, day=1))
    assert "van de 5 gegevens in dit bestand staan er 3 ook in 'hulpvragen_2016.csv'" in told
    assert doubles(other.deliver("noord", "hulpvragen_201601 v2.csv", requests(), day=2)) == []  # the way out
    assert [receipt.records["help_request"] for receipt in other.effective()] == [0, 7]


def test_the_same_numbers_in_another_month_are_nobodys_mistake(workplace: Workplace) -> None:
    """A number may start again, and a week that lies in two months has a part in each."""
    workplace.deliver("noord", "hulpvragen_201601.csv", requests(*(request(n, **JANUARY) for n in range(5))))
    assert doubles(workplace.deliver("noord", FEBRUARY, requests(*(request(n) for n in range(5))), day=1)) == []
    redelivered = requests(*(request(n, via="familie") for n in range(5)))
    assert doubles(workplace.deliver("noord", "hulpvragen_201602 v2.csv", redelivered, day=2)) == []


def test_two_years_of_other_requests_share_nothing(workplace: Workplace) -> None:
    workplace.deliver("noord", "hulpvragen_2016.csv", requests(*(request(n) for n in range(5))))
    assert doubles(workplace.deliver("noord", FEBRUARY, requests(*(request(n) for n in range(5, 9))), day=1)) == []
