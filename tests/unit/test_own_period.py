"""A file of which the periods add up is about the period in its name, and what two periods tell of counts once."""

from collections.abc import Sequence
from datetime import date

import duckdb
import pytest

from pipelines import groundwork
from pipelines.receipts import Receipt
from pipelines.stages.accept import Judged
from pipelines.stages.conform import Part
from pipelines.stages.own_period import of_its_own_period
from tests.workplace import Workplace, request, requests, trajectories, trajectory

RULE = "file.is_of_its_own_period"
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
    receipt = workplace.deliver("noord", "hulpvragen_201602.csv", requests(*lines))
    assert told(receipt) == severity
    assert receipt.is_accepted == (severity != "blocks")


def test_under_another_months_name_a_file_does_not_take_its_place(workplace: Workplace) -> None:
    january = workplace.deliver("noord", "hulpvragen_201601.csv", requests(*(request(n, **JANUARY) for n in range(9))))
    february = requests(*(request(n, handled="25-02-2016", asked="24-02-2016") for n in range(20, 29)))
    receipt = workplace.deliver("noord", "hulpvragen_201601 v2.csv", february, day=1)
    assert (
        "tot en met 31-01-2016, maar 9 van de 9 regels zijn van daarna, de meeste van februari 2016" in receipt.sentence
    )
    assert workplace.effective() == [january]


def test_a_whole_register_is_not_about_one_month(workplace: Workplace) -> None:
    lines = [trajectory(n, start="01-09-2014", planned="31-08-2015", end="31-08-2015") for n in range(9)]
    assert told(workplace.deliver("noord", "trajecten_201606.csv", trajectories(*lines))) is None


def test_nobody_is_asked_the_month_of_a_file_without_days(workplace: Workplace) -> None:
    assert told(workplace.deliver("noord", "hulpvragen_201602.csv", requests())) is None


def test_when_something_was_agreed_does_not_say_what_a_file_is_about(workplace: Workplace) -> None:
    practice = workplace.registry.contracts["practice"]
    part = Part("practice", "", practice, False, "", {"agreed_on": "Afgesproken"}, (0, 0))
    with duckdb.connect() as con:
        con.execute("create table practice as select date '2013-05-01' as agreed_on from range(9)")
        told = of_its_own_period(
            con, [Judged("practice", practice, False, (part,))], date(2015, 1, 1), date(2015, 12, 31)
        )
    assert told == []


def accepted(workplace: Workplace) -> tuple[list[tuple[str, str, str]], list[str]]:
    """(request's period, status, file) of what counts, in order of the rows; and the deliveries that lost a record to a newer one."""
    with duckdb.connect() as con:
        groundwork.lay_accepted(con, workplace.settings, workplace.registry, workplace.effective())
        counted = "select period, status, source_file from accepted.help_request order by period, source_row"
        lost = "select delivery_id from accepted.superseded order by all"
        return con.execute(counted).fetchall(), [row[0] for row in con.execute(lost).fetchall()]


def test_a_request_that_was_open_and_is_handled_counts_once_as_it_is_now(workplace: Workplace) -> None:
    opened = requests(request(1, **JANUARY | {"status": "open", "handled": ""}), request(2, **JANUARY))
    january = workplace.deliver("noord", "hulpvragen_201601.csv", opened)
    workplace.deliver("noord", "hulpvragen_201602.csv", requests(request(1, asked="29-01-2016"), request(3)), day=1)
    rows, lost = accepted(workplace)
    assert [row[:2] for row in rows] == [("2016-01", "handled"), ("2016-02", "handled"), ("2016-02", "handled")]
    assert lost == [january.delivery_id]


@pytest.mark.parametrize("year_first", [True, False])
def test_a_year_beside_its_months_counts_once_whichever_came_first(workplace: Workplace, year_first: bool) -> None:
    months = [
        ("hulpvragen_201601.csv", requests(*(request(n, **JANUARY) for n in range(5)))),
        ("hulpvragen_201602.csv", requests(*(request(n) for n in range(5, 9)))),
    ]
    lines = [*(request(n, **JANUARY) for n in range(4)), *(request(n) for n in range(5, 10))]
    year = ("hulpvragen_2016.csv", requests(*lines))
    for day, (name, content) in enumerate([year, *months] if year_first else [*months, year]):
        assert workplace.deliver("noord", name, content, day).is_accepted
    rows, lost = accepted(workplace)
    # What only January has, counts; the rest as the year has it, which ends last.
    assert [row[2] for row in rows] == ["hulpvragen_201601.csv"] + ["hulpvragen_2016.csv"] * 9
    assert len(lost) == 8


def test_without_overlap_nothing_is_set_aside(workplace: Workplace) -> None:
    workplace.deliver("noord", "hulpvragen_201601.csv", requests(*(request(n, **JANUARY) for n in range(5))))
    workplace.deliver("noord", "hulpvragen_201602.csv", requests(*(request(n) for n in range(5, 9))), day=1)
    rows, lost = accepted(workplace)
    assert (len(rows), lost) == (9, [])
