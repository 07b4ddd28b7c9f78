"""Numbers become keyed hashes, birth dates become ages, and citizen service numbers stop the delivery."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import pytest
from stdnum.nl import bsn

from pipelines.contracts import SQL_TYPES, contract_from
from pipelines.findings import Blocked
from pipelines.settings import SOURCES
from pipelines.stages import protect as protection
from pipelines.stages.conform import Part
from pipelines.stages.protect import load_key, protect, refuse_bsn
from pipelines.stages.read.cells import Cells
from pipelines.yaml_lines import load

SECRET = b"a secret of the tests, long enough to be one"
CONTRACTS = {path.stem: contract_from(load(path)) for path in (SOURCES / "contracts").glob("*.yaml")}
# The official range for tests starts with 9999.
BSNS = [number for number in (f"9999{n:05}" for n in range(600)) if bsn.is_valid(number)]


def is_education_number(number: str) -> bool:
    """A citizen service number leaves 0 after division by 11, an education number leaves 5."""
    return (sum((9 - i) * int(digit) for i, digit in enumerate(number[:8])) - int(number[8])) % 11 == 5


NOT_BSNS = [
    number
    for number in (f"9999{n:05}" for n in range(300))
    if not bsn.is_valid(number) and not is_education_number(number)
]


def protected(dataset: str, row: dict[str, Any], partner: str = "noord", secret: bytes = SECRET) -> dict[str, Any]:
    con = duckdb.connect()
    load_key(con, secret)
    contract = CONTRACTS[dataset]
    columns = [column for column in contract.columns if not column.derived]
    listed = ", ".join(f"{column.name} {SQL_TYPES[column.type]}" for column in columns)
    con.execute(
        f"create table part (_table utinyint, _fill utinyint, _row bigint, _block smallint, _fails varchar[], {listed})"
    )
    values = [row.get(column.name) for column in columns]
    con.execute(f"insert into part values (0, 0, 2, 0, [], {', '.join('?' * len(values))})", values)
    hidden = protect(con, Part("part", "part", contract, False, "", {name: name for name in row}, (0, 0)), partner)
    found = con.execute(f"select * from {hidden.relation}")
    names = [column[0] for column in found.description or []]
    return dict(zip(names, found.fetchall()[0], strict=True))


def keyed(message: str, secret: bytes = SECRET) -> str:
    return hmac.new(secret, message.encode(), hashlib.sha256).hexdigest()[:32]


def test_a_pseudonym_is_the_standard_hmac_of_domain_and_number() -> None:
    assert protected("visit", {"trajectory_id": "DH-0001"})["trajectory_id"] == keyed("trajectory|DH-0001")
    assert protected("visit", {"request_id": "HV-1"})["request_id"] == keyed("request|noord|HV-1")


def test_a_secret_longer_than_a_block_is_hashed_first_as_the_standard_says() -> None:
    long = SECRET * 5
    assert protected("visit", {"trajectory_id": "é-1"}, secret=long)["trajectory_id"] == keyed("trajectory|É-1", long)


def test_the_same_number_typed_differently_is_the_same_person() -> None:
    first, second = (
        protected("visit", {"trajectory_id": number})["trajectory_id"] for number in ("dh-0001", "DH-0001")
    )
    assert first == second


def test_a_trajectory_number_is_shared_between_partners_and_other_numbers_are_not() -> None:
    row = {"trajectory_id": "DH-0001", "request_id": "HV-1", "visit_id": "1"}
    ours, theirs = protected("visit", row, "noord"), protected("visit", row, "zuid")
    assert ours["trajectory_id"] == theirs["trajectory_id"]
    assert ours["request_id"] != theirs["request_id"]
    assert ours["visit_id"] != theirs["visit_id"]
    assert len({ours["visit_id"], ours["request_id"], ours["trajectory_id"]}) == 3


def test_a_number_that_stands_in_many_rows_gets_the_same_pseudonym(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protection, "LARGE", 0)
    con = duckdb.connect()
    load_key(con, SECRET)
    contract = CONTRACTS["attendance"]
    con.execute(
        "create table part as select 0::utinyint as _table, 0::utinyint as _fill, row as _row, 0::smallint as _block, []::varchar[] as _fails, "
        "case row % 3 when 0 then 'dh-1' when 1 then 'DH-1' end as trajectory_id, '2016-W01' as iso_week, 'present' as status, "
        "1.0 as hours from range(30) as rows(row)"
    )
    hidden = protect(con, Part("part", "part", contract, False, "", {"trajectory_id": "Nr"}, (0, 0)), "noord")
    counted = con.execute(f"select trajectory_id, count(*) from {hidden.relation} group by all order by all").fetchall()
    assert counted == [(keyed("trajectory|DH-1"), 20), (None, 10)]


def test_another_secret_gives_another_pseudonym() -> None:
    other = protected("visit", {"trajectory_id": "DH-0001"}, secret=SECRET[::-1])["trajectory_id"]
    assert other != protected("visit", {"trajectory_id": "DH-0001"})["trajectory_id"]


def test_names_and_birth_dates_are_gone_and_an_empty_number_stays_empty() -> None:
    row = {"given_name": "Fatima", "family_name": "Bakker", "birth_date": date(1990, 4, 3), "trajectory_id": None}
    hidden = protected("trajectory", row | {"started_on": date(2016, 1, 1)})
    assert {"given_name", "family_name", "birth_date"}.isdisjoint(hidden)
    assert hidden["trajectory_id"] is None
    assert hidden["person_key"] == keyed("person|bakker|f|1990-04-03")


def person_key(family: str | None, given: str | None, born: date | None = date(1990, 4, 3), **more: str) -> Any:
    row = {"family_name": family, "given_name": given, "birth_date": born} | more
    return protected("employment", row)["person_key"]


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("de Vries", "Fatima"), ("De Vries", "F."), ("VRIES", "fatima"), ("van de Vries", "Fátima"), ("vriés", "F"),
        ("van der Vries ", " Fatima"), ("'t Vries", "Fenna"),
    ],
)  # fmt: skip
def test_a_person_is_known_by_family_name_without_prefix_first_initial_and_birth_date(family: str, given: str) -> None:
    assert person_key(family, given) == keyed("person|vries|f|1990-04-03")


def test_a_name_in_one_cell_gives_the_same_key() -> None:
    assert person_key(None, None, full_name="Vries, F. de") == keyed("person|vries|f|1990-04-03")


def test_no_name_is_left_behind_in_the_connection() -> None:
    con = duckdb.connect()
    load_key(con, SECRET)
    listed = (
        "'Vries' as family_name, 'Fatima' as given_name, null::varchar as full_name, date '1990-04-03' as birth_date"
    )
    others = [c.name for c in CONTRACTS["diploma"].columns if not (c.derived or c.name in listed)]
    query = (
        f"(select 0::utinyint as _table, 0::utinyint as _fill, 2 as _row, 0::smallint as _block, []::varchar[] as _fails, {listed}, "
        + ", ".join(f"null::varchar as {name}" for name in others)
        + ")"
    )
    protect(con, Part(query, query, CONTRACTS["diploma"], False, "", {"family_name": "Naam"}, (0, 0)), "noord")
    tables = con.execute(
        "select table_name from duckdb_tables() union select view_name from duckdb_views() where not internal"
    )
    assert tables.fetchall() == [("protected_0_0",)]
    assert "Vries" not in str(con.execute("from protected_0_0").fetchall())


@pytest.mark.parametrize("parts", [(None, "F"), ("Vries", None), ("Vries", "F", None), ("Vries", "."), ("-", "F")])
def test_when_one_part_lacks_nobody_is_linked(parts: tuple[Any, ...]) -> None:
    assert person_key(*parts) is None


@pytest.mark.parametrize(
    ("born", "started", "age"),
    [
        (date(1990, 4, 3), date(2016, 4, 2), 25), (date(1990, 4, 3), date(2016, 4, 3), 26), (None, date(2016, 4, 3), None),
        (date(2020, 1, 1), date(2016, 1, 1), -4),
    ],
)  # fmt: skip
def test_age_is_in_whole_years_on_the_first_day(born: date | None, started: date, age: int | None) -> None:
    assert protected("trajectory", {"birth_date": born, "started_on": started})["age_at_start"] == age


@pytest.mark.parametrize(
    ("born", "count_year", "under"),
    [
        (date(1992, 10, 1), 2015, False),
        (date(1992, 10, 2), 2015, True),
        (None, 2015, None),
        (date(1992, 10, 2), None, None),
        (date(1992, 10, 2), 99_999_999, None),
    ],
)
def test_who_was_under_23_is_told_of_1_october_of_the_count_year(
    born: date | None, count_year: int | None, under: bool | None
) -> None:
    found = protected("early_leaver", {"birth_date": born, "count_year": count_year})
    assert found["under_23_on_1_october"] is under
    assert "birth_date" not in found


@pytest.mark.parametrize(
    ("born", "last"),
    [
        (date(1992, 10, 1), 2014),  # 23 on 1 October 2015 itself: no longer under
        (date(1992, 10, 2), 2015),
        (date(1992, 12, 31), 2015),
        (date(1992, 2, 29), 2014),
        (None, None),
    ],
)
def test_the_last_year_under_23_on_1_october_is_kept_and_the_birth_date_is_not(
    born: date | None, last: int | None
) -> None:
    found = protected("enrolment", {"birth_date": born})
    assert found["last_count_year_under_23"] == last
    assert "birth_date" not in found


@pytest.mark.parametrize(
    ("left_on", "year"), [(date(2016, 9, 30), 2015), (date(2016, 10, 1), 2016), (date(2016, 1, 1), 2015), (None, None)]
)
def test_the_count_year_of_leaving_runs_from_1_october(left_on: date | None, year: int | None) -> None:
    assert protected("early_leaver", {"left_on": left_on})["left_year"] == year


def test_men_and_women_are_added_for_the_check() -> None:
    assert protected("student_count", {"men": 2, "women": 3})["men_and_women"] == 5
    assert protected("student_count", {"men": 2})["men_and_women"] is None


def guarded(values: Sequence[str | None], header: str = "Nummer", sheet: str = "") -> Blocked | None:
    """What the guard says of a file with this one column."""
    con = duckdb.connect()
    con.execute('create table cells (_row bigint, "c" varchar)')
    rows = [header, *values] if sheet else values
    con.executemany("insert into cells values (?, ?)", list(enumerate(rows, start=1)))
    name = "c" if sheet else header
    con.execute(f'alter table cells rename column c to "{name}"')
    try:
        refuse_bsn(con, Cells("cells", (name,), sheet))
    except Blocked as blocked:
        return blocked
    return None


def test_a_column_of_citizen_service_numbers_is_destroyed() -> None:
    blocked = guarded(list(BSNS[:10]))
    assert blocked is not None
    assert blocked.destroy
    (finding,) = blocked.findings
    assert "'Nummer' bevat 10 waarden" in finding.sentence
    assert "vernietigd" in finding.sentence
    assert not any(number in str(finding) for number in BSNS)


@pytest.mark.parametrize(
    "form", ["{}", "{0:.3}.{1}", "{a} {b} {c}", "{a}.{b}.{c}", "{d}.{e}.{f}", " {} ", "{a}\u00a0{b}\u00a0{c}"]
)
def test_however_they_are_written(form: str) -> None:
    written = [form.format(n, n[3:], a=n[:3], b=n[3:6], c=n[6:], d=n[:4], e=n[4:6], f=n[6:]) for n in BSNS[:8]]
    assert guarded(list(written)) is not None, written


def test_a_leading_zero_that_a_spreadsheet_dropped_makes_no_difference() -> None:
    numbers = [n for n in (f"0{n:08}" for n in range(12345000, 12345300)) if bsn.is_valid(n)]
    assert guarded([number.lstrip("0") for number in numbers[:6]]) is not None


def test_education_numbers_are_destroyed_as_well() -> None:
    education = [number for number in (f"10{n:07}" for n in range(200)) if is_education_number(number)]
    assert guarded(list(education[:6])) is not None


def test_dates_without_dashes_are_no_numbers() -> None:
    dates = [f"2015{month:02}{day:02}" for month in range(1, 13) for day in range(1, 29)]
    passing = [day for day in dates if bsn.is_valid(f"0{day}")]
    assert passing
    assert guarded(list(passing)) is None


def test_dates_with_dots_or_without_anything_are_no_numbers() -> None:
    days = [(day, month) for month in range(1, 13) for day in range(1, 29)]
    for form in ("{:02}.{:02}.2015", "{:02}{:02}2015"):
        dates = [form.format(*day) for day in days]
        passing = [text for text in dates if bsn.is_valid(text.replace(".", "").zfill(9))]
        assert passing
        assert guarded(list(passing)) is None, form


@pytest.mark.parametrize(
    ("values", "doubted"), [(["1998.05.03", "20150901"], 0), (BSNS[:1], 1), (NOT_BSNS[:1], 0), ([], 0)]
)
def test_one_number_that_passes_is_doubted_and_a_date_is_not(values: list[str], doubted: int) -> None:
    con = duckdb.connect()
    con.execute("create table cells (_row bigint, Kolom varchar)")
    for row, value in enumerate(values, start=1):
        con.execute("insert into cells values (?, ?)", [row, value])
    cells = Cells("cells", ("Kolom",))
    refuse_bsn(con, cells)
    assert [finding.severity for finding in cells.findings] == ["notice"] * doubted


def test_below_half_is_chance() -> None:
    assert guarded([*BSNS[:4], *NOT_BSNS[:5]]) is None
    assert guarded([*BSNS[:4], *NOT_BSNS[:4]]) is not None


@pytest.mark.parametrize(
    ("passing", "other", "is_hit"),
    [(1, 0, False), (2, 0, False), (3, 0, True), (2, 1, False), (3, 3, False), (4, 2, True)],
)
def test_a_few_numbers_may_pass_by_chance(passing: int, other: int, is_hit: bool) -> None:
    assert (guarded([*BSNS[:passing], *NOT_BSNS[:other]]) is not None) == is_hit


def test_a_few_numbers_that_all_pass_are_told() -> None:
    con = duckdb.connect()
    con.execute("create table cells as select 1 as _row, $1 as Nummer", [BSNS[0]])
    cells = Cells("cells", ("Nummer",))
    refuse_bsn(con, cells)
    (finding,) = cells.findings
    assert "kolom 'Nummer' bevat 1 waarde(n)" in finding.sentence
    assert BSNS[0] not in str(finding)


def test_a_number_that_stands_many_times_counts_once() -> None:
    assert guarded([BSNS[0]] * 50 + list(NOT_BSNS[:2])) is None


@pytest.mark.parametrize(
    "header", ["BSN", "bsn nummer", "BSN_nr", "BSNNR", "Burgerservicenummer", "Sofinummer", "Onderwijsnummer", "PGN"]
)
def test_under_a_header_that_says_so_one_number_is_enough(header: str) -> None:
    assert guarded([BSNS[0], *NOT_BSNS[:20]], header) is not None
    assert guarded(list(NOT_BSNS[:20]), header) is None


def test_other_words_in_a_header_say_nothing() -> None:
    for header in ("Sofia", "Absnummer", "Klantnummer"):
        assert guarded([BSNS[0], *NOT_BSNS[:20]], header) is None


def test_a_sheet_is_guarded_before_its_header_is_known_and_no_number_is_told() -> None:
    blocked = guarded(list(BSNS[:20]), "Burgerservicenr", "Blad1")
    assert blocked is not None
    (finding,) = blocked.findings
    assert finding.header == "Burgerservicenr"
    assert not any(number in str(finding) for number in BSNS)


def test_texts_years_and_long_numbers_are_no_citizen_service_numbers() -> None:
    assert guarded(["2015", "1234567", "1234567890", "12.345", "tekst", None, ""]) is None


def test_the_oracle_agrees_on_every_single_number() -> None:
    for number in [f"9999{n:05}" for n in range(0, 4000, 67)]:
        assert (guarded([number], "BSN") is not None) == (bsn.is_valid(number) or is_education_number(number)), number


def test_a_file_without_columns_is_let_through() -> None:
    refuse_bsn(duckdb.connect(), Cells("cells", ()))
