"""A partner's words become the contract's types, or a finding that says what stood there."""

from datetime import date
from typing import Any

import duckdb
import pytest

from pipelines.contracts import Contract
from pipelines.findings import Blocked, Finding
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from pipelines.stages import conform
from pipelines.stages.headers import check_columns
from pipelines.stages.read.cells import Cells
from pipelines.stages.read.layout import arrange
from pipelines.stages.unreadable import unreadable_cells
from pipelines.table_language import Delivery

REGISTRY = load_registry(SOURCES)
HEADERS = ("Nr", "Dag", "Uren", "Ja", "Getal", "Woord", "Week", "Wk")


def delivery(
    columns: dict[str, Any], formats: dict[str, Any] | None = None, reads: str = "text", **words: Any
) -> Delivery:
    table = {"name": "x", "header": {"find": "Nr"}, "fills": [{"dataset": "trajectory", "columns": columns} | words]}
    if reads == "workbook":
        table["sheet"] = "x"
    file = r"^x_(?P<year>\d{4})"
    return Delivery.model_validate(
        {"title": "x", "kind": "register", "file": file, "example": "x_2016", "reads": reads, "tables": [table]}
        | ({"formats": formats} if formats else {})
    )


def conformed(
    rows: list[dict[str, str | None]], one: Delivery, contract: str = "trajectory", words: dict[str, str] | None = None
) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Each row as the contract's columns, and the findings about cells that do not convert."""
    con = duckdb.connect()
    listed = ", ".join(f'"{header}" varchar' for header in HEADERS)
    con.execute(f"create table cells_0 (_row bigint, {listed})")
    for number, row in enumerate(rows, start=2):
        values = [row.get(header) for header in HEADERS]
        con.execute(f"insert into cells_0 values ({', '.join('?' * (len(HEADERS) + 1))})", [number, *values])
    table = one.tables[0].model_copy(update={"sheet": None})
    found = arrange(con, Cells("cells_0", HEADERS, source_rows=len(rows)), table, 0)
    fill = one.tables[0].fills[0]
    part = conform.conform(
        found, fill, REGISTRY.contracts[contract], one, REGISTRY.vocabularies, words or {},
        table_index=0, fill_index=0, sheet="",
    )  # fmt: skip
    told = unreadable_cells(con, part, REGISTRY.vocabularies, conform.known_words(fill))
    frame = con.execute(f"select * from {part.relation} as part order by _row")
    names = [column[0] for column in frame.description or []]
    return [dict(zip(names, row, strict=True)) for row in frame.fetchall()], told


def one(column: str, cell: str | None, source: Any, header: str = "Dag", **how: Any) -> tuple[Any, list[Finding]]:
    contract = how.pop("contract", "trajectory")
    words = how.pop("words", None)
    rows, told = conformed([{"Nr": "A1", header: cell}], delivery({column: source}, **how), contract, words)
    return rows[0][column], told


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("25-01-2016", "%d-%m-%Y", date(2016, 1, 25)),
        ("5-1-2016", "%d-%m-%Y", date(2016, 1, 5)),
        ("20160125", "%Y%m%d", date(2016, 1, 25)),
        ("2016-01-25", "%Y-%m-%d", date(2016, 1, 25)),
        ("25/01/2016", "%d/%m/%Y", date(2016, 1, 25)),
        ("25.01.2016", "%d.%m.%Y", date(2016, 1, 25)),
        ("25-1-'16", "%d-%m-'%y", date(2016, 1, 25)),
        ("25 jan. 2016", "%d %b %Y", date(2016, 1, 25)),
        ("1 maart 2016", "%d %b %Y", date(2016, 3, 1)),
        ("1 mrt 2016", "%d %b %Y", date(2016, 3, 1)),
        ("31 Mei 2016", "%d %b %Y", date(2016, 5, 31)),
        ("1 okt 2016", "%d %b %Y", date(2016, 10, 1)),
        ("wo 26-6-2013", "%d-%m-%Y", date(2013, 6, 26)),
        ("Wo. 26-6-2013", "%d-%m-%Y", date(2013, 6, 26)),
        (" 26-6-2013\u00a0", "%d-%m-%Y", date(2013, 6, 26)),
        ("29-02-2016", "%d-%m-%Y", date(2016, 2, 29)),
    ],
)
def test_a_date_is_read_in_the_agreed_form(text: str, form: str, day: date) -> None:
    assert one("started_on", text, "Dag", formats={"date": [form]}) == (day, [])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("31-06-2016", "%d-%m-%Y"), ("29-02-2015", "%d-%m-%Y"), ("01-02-16", "%d-%m-%Y"), ("00-01-2016", "%d-%m-%Y"),
        ("01-13-2016", "%d-%m-%Y"), ("01-02-2016 12:00", "%d-%m-%Y"), ("2016-01-25", "%d-%m-%Y"), ("gisteren", "%d-%m-%Y"),
        ("20161301", "%Y%m%d"), ("25x01x2016", "%d.%m.%Y"), ("31 feb 2016", "%d %b %Y"), ("1 xyz 2016", "%d %b %Y"),
        ("25-1-2016", "%d-%m-'%y"),
    ],
)  # fmt: skip
def test_a_date_that_does_not_exist_or_has_another_form_is_a_finding(text: str, form: str) -> None:
    value, (finding,) = one("started_on", text, "Dag", formats={"date": [form]})
    assert value is None
    assert (finding.rule, finding.severity, finding.row) == ("trajectory.started_on.is_readable", "quarantines", 2)
    assert "geen bestaande datum" in finding.sentence


def test_the_first_form_that_fits_wins() -> None:
    forms = {"date": ["%d-%m-%Y", "%Y%m%d", "%d %b %Y"]}
    assert [one("started_on", text, "Dag", formats=forms)[0] for text in ("02-03-2016", "20160302", "2 mrt 2016")] == [
        date(2016, 3, 2)
    ] * 3


def test_a_column_can_have_a_form_of_its_own() -> None:
    assert one("started_on", "20160125", {"from": "Dag", "date": "%Y%m%d"})[0] == date(2016, 1, 25)


def test_real_dates_of_a_workbook_are_understood_whatever_the_agreed_form() -> None:
    assert one("started_on", "2016-01-25", "Dag", reads="workbook")[0] == date(2016, 1, 25)


def test_an_open_end_and_an_agreed_empty_word_are_empty() -> None:
    formats = {"open_end": ["31-12-2999"], "empty": ["-", "n.v.t."]}
    for text in ("31-12-2999", "-", "N.V.T.", "", "  ", "\u00a0", None):
        assert one("ended_on", text, "Dag", formats=formats) == (None, [])


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("2,25", ",", 2.25), ("24", ",", 24.0), ("-1,5", ",", -1.5), ("1.234,5", ",", 1234.5), ("1.234", ",", 1234.0),
        ("2:15", ",", 2.25), ("02:15:00", ",", 2.25), ("100:30", ",", 100.5), ("2.25", ".", 2.25), ("1,234.5", ".", 1234.5),
    ],
)  # fmt: skip
def test_a_number_or_duration_is_read_with_the_agreed_mark(text: str, mark: str, number: float) -> None:
    assert one("work_hours", text, "Uren", header="Uren", formats={"decimal": mark}) == (number, [])


def test_a_part_time_factor_times_the_hours_of_a_full_week_is_hours_a_week() -> None:
    def hours(text: str) -> tuple[Any, list[Finding]]:
        return one("work_hours", text, {"from": "Uren", "times": 36}, header="Uren", formats={"decimal": "."})

    assert [hours(text)[0] for text in ("0.67", "1", "0.5556", "")] == [24.12, 36.0, 20.0016, None]
    value, (finding,) = hours("0,67")
    assert (value, finding.rule) == (None, "trajectory.work_hours.is_readable")


@pytest.mark.parametrize("text", ["2.25", "1,2,3", "2:60", "2:15:30", "1e3", "twee", "2,", "12.34,5", "1 000"])
def test_what_is_no_number_is_a_finding_and_never_a_guess(text: str) -> None:
    value, (finding,) = one("work_hours", text, "Uren", header="Uren", formats={"decimal": ","})
    assert value is None
    assert "geen getal of duur" in finding.sentence


@pytest.mark.parametrize(("text", "whole"), [("3", 3), ("-3", -3), ("3,0", None), ("1234567890", None), ("x", None)])
def test_a_whole_number_is_whole(text: str, whole: int | None) -> None:
    value, told = one("care_level", text, "Getal", header="Getal")
    assert value == whole
    assert bool(told) == (whole is None)


@pytest.mark.parametrize(
    ("text", "said"),
    [("J", True), ("ja", True), ("JA", True), ("n", False), ("Nee", False), ("misschien", None), ("", None)],
)
def test_yes_and_no_are_what_the_partner_says(text: str, said: bool | None) -> None:
    value, told = one("diploma", text, "Ja", header="Ja")
    assert value is said
    assert bool(told) == (text == "misschien")


def test_a_word_is_found_in_the_partners_words_the_dutch_words_and_the_codes_whatever_its_case() -> None:
    source = {"from": "Woord", "values": {"P-wet": "participation_act"}}
    for text in ("p-wet", "P-WET", "participation_act"):
        assert one("benefit_at_start", text, source, header="Woord") == ("participation_act", [])


def test_the_partners_own_word_goes_before_ours() -> None:
    source = {"from": "Woord", "values": {"nee": "yes"}}
    assert one("in_work", "nee", source, header="Woord", contract="follow_up")[0] == "yes"


def test_an_unknown_word_comes_with_the_nearest_one() -> None:
    source = {"from": "Woord", "values": {"Afgerond": "graduated", "Loopt": "running"}}
    value, (finding,) = one("status", "Afgeronnd", source, header="Woord")
    assert value is None
    assert (finding.severity, finding.proposal) == ("quarantines", "Afgerond")
    assert "Bedoelt u 'Afgerond'?" in finding.sentence


def test_an_unknown_word_in_a_lenient_column_leaves_the_cell_empty() -> None:
    _, (finding,) = one("benefit_at_start", "zzz", "Woord", header="Woord")
    assert finding.severity == "notice"
    assert not finding.proposal
    assert "Het veld blijft leeg" in finding.sentence


def test_an_empty_cell_can_be_a_word() -> None:
    source = {"from": "Woord", "values": {"": "running", "WAAR": "graduated"}}
    assert one("status", None, source, header="Woord")[0] == "running"
    assert one("status", "waar", source, header="Woord")[0] == "graduated"


def test_part_of_a_cell_can_be_kept() -> None:
    source = {"from": "Woord", "matches": r"^\S+ (.+)$"}
    assert one("family_name", "Fatima de Vries", source, header="Woord")[0] == "de Vries"
    assert one("family_name", "Fatima", source, header="Woord")[0] is None


def test_the_first_spelling_that_is_filled_wins() -> None:
    found, _ = conformed([{"Dag": None, "Woord": "Haven"}], delivery({"school": ["Weg", "Dag", "Woord"]}))
    assert found[0]["school"] == "Haven"


def test_a_constant_and_a_word_of_the_file_name_fill_a_column() -> None:
    columns = {"role": {"constant": "participant"}, "care_level": {"file": "year"}}
    found, told = conformed([{"Nr": "A1"}], delivery(columns), words={"year": "2016"})
    assert (found[0]["role"], found[0]["care_level"]) == ("participant", 2016)
    assert told == []


@pytest.mark.parametrize(
    ("week", "day", "year", "expected"),
    [
        ("2016-06", "ma", "2020", date(2016, 2, 8)),
        ("6", "ZO", "2016", date(2016, 2, 14)),
        ("53", "vr", "2015", date(2016, 1, 1)),
        ("2016-1", "di", "", date(2016, 1, 5)),
        ("53", "ma", "2016", None),
        ("6", "xx", "2016", None),
        ("zes", "ma", "2016", None),
        ("0", "ma", "2016", None),
    ],
)
def test_a_week_and_a_weekday_make_a_date(week: str, day: str, year: str, expected: date | None) -> None:
    source = {"visited_on": {"date_of_week": {"week": "Wk", "day": "Dag"}}}
    found, told = conformed([{"Wk": week, "Dag": day}], delivery(source), "visit", {"year": year})
    assert found[0]["visited_on"] == expected
    assert len(told) == (expected is None)
    if told:
        assert week in told[0].sentence


@pytest.mark.parametrize(
    ("first", "number", "week"),
    [
        ("07-01-2013", "1", "2013-W02"), ("31-12-2012", "1", "2013-W01"), ("24-12-2012", "2", "2013-W01"),
        ("21-12-2015", "2", "2015-W53"), ("21-12-2015", "3", "2016-W01"), ("wo 26-6-2013", "13", "2013-W38"),
        ("geen dag", "1", None),
    ],
)  # fmt: skip
def test_weeks_are_counted_from_the_first_day_also_over_new_year(first: str, number: str, week: str | None) -> None:
    source = {"iso_week": {"counted_week": {"first": "Dag", "number": "Week"}}}
    found, _ = conformed([{"Dag": first, "Week": number}], delivery(source), "attendance")
    assert found[0]["iso_week"] == week


def key_of(*cells: str | None) -> str | None:
    source = {"contract_id": {"key": ["Nr", "Dag", "Woord"]}}
    found, _ = conformed([dict(zip(("Nr", "Dag", "Woord"), cells, strict=True))], delivery(source), "employment")
    value: str | None = found[0]["contract_id"]
    return value


def test_cells_together_make_a_key_and_an_empty_one_keeps_its_place() -> None:
    assert key_of("A", "1", None) != key_of("A", None, "1")
    assert key_of("A", "1", "2") == key_of(" A", "1\u00a0", "2 ")
    assert key_of(None, "1", "2") is None


def test_only_rows_in_which_something_is_filled_give_a_record() -> None:
    rows: list[dict[str, str | None]] = [{"Nr": "A", "Dag": "x"}, {"Nr": "B"}, {"Nr": "C", "Dag": " "}]
    found, _ = conformed(rows, delivery({"school": "Nr"}, when="Dag"))
    assert [row["school"] for row in found] == ["A"]


def test_a_birth_date_that_cannot_be_read_is_never_repeated_or_guessed_at() -> None:
    _, (finding,) = one("birth_date", "31-06-1990", "Dag")
    assert "1990" not in str(finding)
    assert "afgeschermd" in finding.sentence


def checked(columns: dict[str, Any], headers: tuple[str, ...], **words: Any) -> tuple[list[Finding], list[Finding]]:
    """(blocking, noted) when a file has these headers."""
    con = duckdb.connect()
    listed = ", ".join(f'"{header}" varchar' for header in headers)
    con.execute(f"create table cells_0 (_row bigint, {listed})")
    cells = Cells("cells_0", headers)
    table = delivery(columns).tables[0].model_copy(update=words)
    contracts: dict[str, Contract] = REGISTRY.contracts
    try:
        check_columns(cells, arrange(con, cells, table, 0), table, contracts)
    except Blocked as blocked:
        return list(blocked.findings), cells.findings
    return [], cells.findings


def test_a_missing_required_column_blocks_and_tells_what_is_there() -> None:
    (finding,), _ = checked({"trajectory_id": ["Nr", "Nummer"], "school": "School"}, ("School", "Dag"))
    assert finding.severity == "blocks"
    assert "kolom 'Nr' of 'Nummer' ontbreekt" in finding.sentence
    assert "School, Dag" in finding.sentence


def test_a_missing_optional_column_is_a_notice() -> None:
    blocking, (finding,) = checked({"trajectory_id": "Nr", "school": "School"}, ("Nr",))
    assert not blocking
    assert finding.severity == "notice"
    assert "'School' blijft daarom leeg" in finding.sentence


def test_each_missing_half_of_a_week_and_a_day_is_named() -> None:
    one_of_two = {"started_on": {"date_of_week": {"week": "Wk", "day": "Dag"}}}
    blocking, _ = checked(one_of_two, ("Nr", "Wk"))
    assert [finding.header for finding in blocking] == ["Dag"]


def test_a_column_that_nobody_agreed_is_a_notice() -> None:
    blocking, (finding,) = checked({"trajectory_id": "Nr"}, ("Nr", "Opm.", "Extra"), not_used=("Opm.",))
    assert not blocking
    assert (finding.rule, finding.severity, finding.header) == ("table.column_is_known", "notice", "Extra")


@pytest.mark.parametrize(
    ("text", "exists"),
    [
        ("2015-W53", True),
        ("2016-W01", True),
        ("2016-W53", False),
        ("2016-W00", False),
        ("2016-W60", False),
        ("16-1", False),
    ],
)
def test_a_week_that_the_year_does_not_have_is_a_finding(text: str, exists: bool) -> None:
    value, told = one("iso_week", text, "Week", header="Week", contract="attendance")
    assert value == (text if exists else None)
    assert bool(told) is not exists


def in_file_of(year: int, column: str, cell: str, source: Any, **how: Any) -> Any:
    """The value of one cell in a file about a year."""
    return one(
        column, cell, source, words={conform.FILE_FIRST: f"{year}-01-01", conform.FILE_LAST: f"{year}-12-31"}, **how
    )


@pytest.mark.parametrize(
    ("year", "text", "born", "planned"),
    [
        (2016, "1/8/12", date(1912, 8, 1), date(2012, 8, 1)),
        (2016, "1/8/61", date(1961, 8, 1), date(1961, 8, 1)),
        (2026, "1/8/12", date(2012, 8, 1), date(2012, 8, 1)),
        (2026, "1/8/17", date(1917, 8, 1), date(2017, 8, 1)),
        (2026, "1/8/36", date(1936, 8, 1), date(2036, 8, 1)),
        (2026, "1/8/37", date(1937, 8, 1), date(1937, 8, 1)),
        (2026, "29/2/04", date(2004, 2, 29), date(2004, 2, 29)),
        (1999, "1/8/68", date(1968, 8, 1), date(1968, 8, 1)),
    ],
)
def test_two_digits_of_a_year_never_lie_in_an_impossible_future(
    year: int, text: str, born: date, planned: date
) -> None:
    assert in_file_of(year, "birth_date", text, {"from": "Dag", "date": "%d/%m/%y"}) == (born, [])
    assert in_file_of(year, "planned_end_on", text, {"from": "Dag", "date": "%d/%m/%y"}) == (planned, [])


@pytest.mark.parametrize("text", ["29/2/13", "31/6/12", "1/8/2012", "1/8/1", "1-8-12"])
def test_two_digits_do_not_make_another_date_readable(text: str) -> None:
    value, told = in_file_of(2016, "planned_end_on", text, {"from": "Dag", "date": "%d/%m/%y"})
    assert value is None
    assert text in told[0].sentence


@pytest.mark.parametrize(
    ("text", "year"),
    [("15/16", 2015), ("2015-2016", 2015), ("2015/16", 2015), ("15-2016", 2015), ("99/00", 1999), ("2015", 2015),
     ("24/25", 2024), ("27/28", 1927), ("30-9-2015", 2015), ("31-7-2015", 2014), ("1-8-2015", 2015)],
)  # fmt: skip
def test_a_school_year_is_its_first_year_or_its_first_day(text: str, year: int) -> None:
    how: dict[str, Any] = {"contract": "enrolment"}
    assert in_file_of(2016, "count_year", text, {"school_year": "Dag"}, **how) == (year, [])
    assert in_file_of(2016, "enrolled_from", text, {"school_year": "Dag"}, **how) == (date(year, 8, 1), [])


def test_a_count_year_begins_on_the_day_that_was_agreed() -> None:
    source = {"school_year": {"of": "Dag", "begins": "10-01"}}
    for text, year in (("30-9-2015", 2014), ("1-10-2015", 2015), ("15/16", 2015)):
        assert in_file_of(2016, "count_year", text, source, contract="enrolment") == (year, [])
    assert in_file_of(2016, "enrolled_from", "15/16", source, contract="enrolment")[0] == date(2015, 10, 1)


@pytest.mark.parametrize("text", ["15/17", "15", "2015-2017", "15/16/17", "schooljaar", "31-6-2015", "215/16"])
def test_what_is_no_school_year_is_told(text: str) -> None:
    value, told = in_file_of(2016, "count_year", text, {"school_year": "Dag"}, contract="enrolment")
    assert value is None
    assert f"'{text}' is geen schooljaar (zoals 15/16 of 2015-2016)" in told[0].sentence


@pytest.mark.parametrize("text", ["1,23457E+08", "1.23457E+08", "1,23457e+18", "1E+12"])
@pytest.mark.parametrize("column", ["trajectory_id", "enrolment_no"])
def test_a_number_that_lost_its_digits_is_never_used_and_never_repeated(text: str, column: str) -> None:
    value, told = one(column, text, "Dag", contract="enrolment")
    assert value is None
    assert told[0].rule == f"enrolment.{column}.is_whole"
    assert told[0].severity == "quarantines"
    assert "De laatste cijfers zijn weg, en wij raden er niet naar." in told[0].sentence
    assert told[0].value == "(afgeschermd)"


def test_a_number_that_lost_its_digits_spoils_the_key_it_is_part_of() -> None:
    source = {"key": ["Dag", "Woord"]}
    rows, told = conformed(
        [{"Dag": "1,2E+08", "Woord": "a"}, {"Dag": "12", "Woord": "a"}], delivery({"trajectory_id": source})
    )
    assert [row["trajectory_id"] for row in rows] == [None, "12|a"]
    assert [finding.row for finding in told] == [2]


@pytest.mark.parametrize("text", ["A1E+", "+31", "12E08", "1,2E+0a", "2E+3-1"])
def test_a_number_with_a_plus_or_an_e_is_no_short_notation(text: str) -> None:
    assert one("trajectory_id", text, "Dag") == (text, [])


def test_a_date_beside_a_word_is_taken_out_and_what_is_no_date_keeps_its_text() -> None:
    source = {"from": "Dag", "matches": r"^Ja \((.+)\)$"}
    assert one("planned_end_on", "Ja (23-6-2016)", source) == (date(2016, 6, 23), [])
    for text, said in (
        ("Ja", "'Ja' is geen bestaande datum"),
        ("Ja (31-6-2016)", "'31-6-2016' is geen bestaande datum"),
    ):
        value, told = one("planned_end_on", text, source)
        assert value is None
        assert said in told[0].sentence


def test_a_fill_takes_only_the_rows_whose_cell_fits() -> None:
    rows: list[dict[str, str | None]] = [
        {"Nr": "A1", "Ja": "Ja (23-6-2016)"},
        {"Nr": "A2", "Ja": "Nee"},
        {"Nr": "A3", "Ja": None},
        {"Nr": "A4", "Ja": "ja"},
    ]
    found, _ = conformed(rows, delivery({"trajectory_id": "Nr"}, when="Ja", when_matches="^[Jj]a"))
    assert [row["trajectory_id"] for row in found] == ["A1", "A4"]
    with pytest.raises(ValueError, match="looks at the cells of 'when'"):
        delivery({"trajectory_id": "Nr"}, when_matches="^ja")


def test_a_word_for_nothing_in_the_first_column_leaves_the_second() -> None:
    formats = {"empty": ["-", "n.v.t."]}
    one_of_two = {"trajectory_id": "Nr", "ended_on": {"from": ["Dag", "Woord"]}}
    rows: list[dict[str, str | None]] = [
        {"Nr": "A1", "Dag": "-", "Woord": "23-6-2016"},
        {"Nr": "A2", "Dag": "N.v.t.", "Woord": "-"},
        {"Nr": "A3", "Dag": "1-6-2016", "Woord": "23-6-2016"},
    ]
    found, told = conformed(rows, delivery(one_of_two, formats))
    assert [row["ended_on"] for row in found] == [date(2016, 6, 23), None, date(2016, 6, 1)]
    assert told == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("€ 12.345,00", 12345.0), ("€12.345", 12345.0), ("EUR 12.345,50", 12345.5), ("12.345,50 €", 12345.5), ("€ 12.345,-", 12345.0),
        ("€ 12.345,--", 12345.0), ("€ 12.345,=", 12345.0), ("€ 12.345,00-", -12345.0), ("€ -5", -5.0), ("-€ 5,25", -5.25),
        ("€\u00a096,5", 96.5), ("96,5", 96.5), ("0", 0.0), ("€ 5 -", -5.0), ("€ 5,–", 5.0),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_its_signs_and_what_bookkeeping_puts_behind_it(text: str, amount: float) -> None:
    assert one("amount_eur", text, "Getal", header="Getal", contract="cost") == (amount, [])


@pytest.mark.parametrize("text", ["p.m.", "€", "€ 1.23,4", "$ 5", "12,345,00", "--5", "- € -5", "€ 5,00--", "5,-5"])
def test_what_is_no_amount_is_a_finding(text: str) -> None:
    value, (finding,) = one("amount_eur", text, "Getal", header="Getal", contract="cost")
    assert (value, finding.rule) == (None, "cost.amount_eur.is_readable")
    assert f"'{text}' is geen bedrag" in finding.sentence


def test_a_number_of_hours_bears_no_euro_sign() -> None:
    assert one("work_hours", "€ 24", "Uren", header="Uren")[0] is None


def factored(text: str, factor: str | None) -> tuple[Any, list[Finding]]:
    """An amount in a table whose title says what it must be multiplied by."""
    column = {"amount_eur": {"from": "Getal", "times": "Woord"}}
    asked = delivery({"amount_eur": "Getal"}, reads="workbook")
    words = asked.tables[0].model_dump(by_alias=True, exclude_none=True) | {"above": "(?P<Woord>.+)"}
    words["fills"] = [{"dataset": "cost", "columns": column}]
    table = type(asked.tables[0]).model_validate(words)
    rows, told = conformed(
        [{"Nr": "1", "Getal": text, "Woord": factor}], asked.model_copy(update={"tables": (table,)}), "cost"
    )
    return rows[0]["amount_eur"], told


def test_an_amount_is_multiplied_by_what_the_title_says() -> None:
    assert factored("€ 12,345", "1.000") == (12345.0, [])
    assert factored("12,5-", "1000") == (-12500.0, [])
    assert factored("12,5", None) == (12.5, [])
    assert factored("0,1", "1.000") == (100.0, [])
    assert factored("", "1.000") == (None, [])


@pytest.mark.parametrize(
    ("text", "year", "week"),
    [
        ("2016-W06", "", "2016-W06"), ("2016-06", "", "2016-W06"), ("2016-6", "", "2016-W06"), ("2016 wk 6", "", "2016-W06"),
        ("2016wk6", "", "2016-W06"), ("wk 6 2016", "", "2016-W06"), ("Week 6-2016", "", "2016-W06"), ("wk 6", "2016", "2016-W06"),
        ("6", "2016", "2016-W06"), ("wk. 53", "2015", "2015-W53"), ("2026\u00a0wk 31", "", "2026-W31"),
    ],
)  # fmt: skip
def test_a_week_is_read_however_it_is_written(text: str, year: str, week: str) -> None:
    assert one("iso_week", text, "Week", header="Week", contract="attendance", words={"year": year}) == (week, [])


@pytest.mark.parametrize(
    ("text", "year"),
    [("6", ""), ("wk 53", "2016"), ("201606", ""), ("wk 60 2016", ""), ("6-16", "2016"), ("feb", "2016")],
)
def test_what_is_no_week_keeps_its_text(text: str, year: str) -> None:
    value, (finding,) = one("iso_week", text, "Week", header="Week", contract="attendance", words={"year": year})
    assert value is None
    assert f"'{text}' is geen bestaande week" in finding.sentence


def test_a_word_that_means_nothing_in_one_column_is_empty_there_and_stays_elsewhere() -> None:
    columns = {
        "trajectory_id": "Nr",
        "stop_reason": {"from": "Woord", "empty": ["Klaar"]},
        "location": {"from": "Week", "values": {"klaar": "den_haag/centrum"}},
    }
    (row,), found = conformed([{"Nr": "1", "Woord": "klaar", "Week": "klaar"}], delivery(columns))
    assert (row["stop_reason"], row["location"]) == (None, "den_haag/centrum")
    assert not found
