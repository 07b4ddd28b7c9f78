"""A value that holds for a whole period becomes a row for each ISO week in it, and no week of a year is left out or told twice."""

from typing import Any

import duckdb
import pytest
from pydantic import ValidationError

from pipelines.stages import periods
from tests.unit.test_conform import conformed, delivery
from tests.workplace import Workplace


def weeks(text: str | None, year: int = 2026) -> list[str] | None:
    return weeks_of([text], year)[0]


def weeks_of(texts: list[str | None], year: int = 2026) -> list[list[str] | None]:
    with duckdb.connect() as con:
        found = con.execute(
            f"select {periods.weeks('cell', year)} from (select unnest($1) as cell)", [texts]
        ).fetchall()
    return [row[0] for row in found]


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("1e kw.", "2026-W01", "2026-W13", 13), ("4e kw.", "2026-W40", "2026-W53", 14), ("Q3 2025", "2025-W27", "2025-W39", 13),
        ("Kwartaal 2", "2026-W14", "2026-W26", 13), ("K4", "2026-W40", "2026-W53", 14), ("1e kw. (jan-mrt)", "2026-W01", "2026-W13", 13),
        ("aug", "2026-W32", "2026-W35", 4), ("jan t/m mrt", "2026-W01", "2026-W13", 13), ("maart 2026", "2026-W10", "2026-W13", 4),
        ("2e halfjaar", "2026-W27", "2026-W53", 27), ("H1", "2026-W01", "2026-W26", 26), ("2020", "2020-W01", "2020-W53", 53),
        ("heel 2025", "2025-W01", "2025-W52", 52), ("2027-02", "2027-W05", "2027-W08", 4),
    ],
)  # fmt: skip
def test_a_period_in_words_is_all_its_weeks(text: str, first: str, last: str, count: int) -> None:
    found = weeks(text)
    assert found is not None
    assert (found[0], found[-1], len(found)) == (first, last, count)


@pytest.mark.parametrize("text", ["n.n.b.", "", None, "stap 2", "12", "5e kw.", "2027-13", "mrt t/m jan"])
def test_what_names_no_period_has_no_weeks(text: str | None) -> None:
    assert weeks(text) is None


@pytest.mark.parametrize("year", [2015, 2020, 2021, 2024, 2026])
def test_quarters_months_and_halves_share_out_the_weeks_of_a_year(year: int) -> None:
    whole = weeks(str(year))
    for parts in (
        ["Q1", "Q2", "Q3", "Q4"],
        ["1e halfjaar", "2e halfjaar"],
        [f"{year}-{month}" for month in range(1, 13)],
    ):
        assert [week for own in weeks_of(list(parts), year) for week in own or []] == whole


def capacity(source: Any, *rows: dict[str, str | None]) -> tuple[list[Any], list[str]]:
    columns = {"location": {"constant": "den_haag/centrum"}, "iso_week": {"every_week": source}, "places": "Getal"}
    words = {"first day of the file": "2016-01-01", "last day of the file": "2016-12-31"}
    found, told = conformed(list(rows), delivery(columns), "capacity", words)
    return [(row["_row"], row["iso_week"], row["places"]) for row in found], [finding.sentence for finding in told]


def test_one_row_gives_a_record_per_week_and_what_cannot_be_read_keeps_its_row() -> None:
    found, told = capacity(
        "Woord", {"Woord": "Q1", "Getal": "8"}, {"Woord": "ooit", "Getal": "9"}, {"Woord": "feb", "Getal": "x"}
    )
    assert [week for row, week, places in found if (row, places) == (2, 8)] == [f"2016-W{n:02}" for n in range(1, 14)]
    assert [item for item in found if item[0] == 3] == [(3, None, 9)]
    assert len(told) == 2, "a cell that holds for four weeks is told once"
    assert any("'ooit' is geen bestaande week" in sentence for sentence in told)


def test_a_period_between_two_dates_counts_its_first_and_last_day() -> None:
    between = {"first": "Dag", "last": "Wk"}
    found, _ = capacity(
        between, {"Dag": "07-01-2016", "Wk": "21-01-2016", "Getal": "4"}, {"Dag": "08-01-2016", "Wk": "", "Getal": "4"}
    )
    assert found == [(2, "2016-W01", 4), (2, "2016-W02", 4), (2, "2016-W03", 4), (3, None, 4)]


@pytest.mark.parametrize("source", [{"first": "Dag"}, {"of": "Woord", "first": "Dag"}, {}])
def test_half_a_period_is_refused(source: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="give the header of a period"):
        delivery({"iso_week": {"every_week": source}})


PLAN = r"""title: Plekken
kind: register
file: '^plekken_(?P<year>\d{4})\.csv$'
example: plekken_2026.csv
decides_as_of: false
reads: text
formats: {empty: ['n.n.b.']}
tables:
  - name: plekken
    header: {find: Kwartaal}
    unpivot: {columns: '^(?P<plek>Haven|Markt)$'}
    fills:
      - dataset: capacity
        when: value
        columns:
          location: {from: plek, values: {Haven: noord/haven, Markt: noord/markt}}
          iso_week: {every_week: Kwartaal}
          places: value
"""


def test_a_plan_of_the_running_year_is_taken_and_each_row_is_accounted_for(workplace: Workplace) -> None:
    (workplace.sources / "partners/noord/plekken.yaml").write_text(PLAN, encoding="utf-8")
    plan = "      - {delivery: plekken, every: year, due_days: 90}\n"
    workplace.agree(
        "partners.yaml",
        "      - {delivery: trajecten, every: quarter",
        plan + "      - {delivery: trajecten, every: quarter",
    )
    text = "Kwartaal;Haven;Markt\nQ1;8;4\nQ2;8;veel\nQ3;9;n.n.b.\nooit;1;1\n"
    receipt = workplace.deliver("noord", "plekken_2026.csv", text.encode())
    assert not receipt.is_accepted, "of too few rows too many are wrong"
    rows = "".join(f"{quarter}e kw. {year};8;4\n" for year in range(2020, 2026) for quarter in range(1, 5))
    receipt = workplace.deliver("noord", "plekken_2026.csv", (text.replace("ooit;1;1\n", "") + rows).encode(), day=1)
    assert receipt.is_accepted, receipt.sentence
    assert (receipt.period, receipt.runs_until, receipt.covers_until) == ("2026-10", "2026-12", "2026-10-31")
    assert (receipt.source_rows, receipt.used, receipt.quarantined) == (27, 27, 0), (
        "a row of which one place counts is used"
    )
    told = workplace.rows(receipt, "capacity", "iso_week, location, places")
    assert len([row for row in told if row[0].startswith("2026")]) == 13 * 4
    assert len({row[:2] for row in told}) == len(told)
    assert len([row for row in told if row[0].startswith("2020")]) == 53 * 2, (
        "the quarters of a year share out its weeks"
    )
