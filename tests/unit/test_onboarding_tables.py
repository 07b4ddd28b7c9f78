"""Tables are found in a grid of cells: header rows, ends, totals, group rows and columns side by side."""

import re

import pytest

from pipelines.onboarding.families import find_crossed, find_families
from pipelines.onboarding.file_names import months_covered, propose_pattern, take_apart
from pipelines.onboarding.grids import Grid
from pipelines.onboarding.patterns import (
    factor_above,
    group_pattern,
    is_listed,
    school_year_in,
    sheet_pattern,
    total_pattern,
)
from pipelines.onboarding.tables import FoundTable, find_tables

KNOWN = {"Nr", "Start", "Eind", "Datum", "Naam", "Status", "Cliënten"}


def tables(*rows: list[str], sheet: str = "Blad1") -> list[FoundTable]:
    grid = Grid(sheet, tuple((number, tuple(cells)) for number, cells in enumerate(rows, start=1)))
    return find_tables(grid, KNOWN.__contains__, several=bool(sheet))


def test_title_rows_are_no_header() -> None:
    (found,) = tables(["Rapportage 2016", "", ""], ["", "", ""], ["Nr", "Naam", "Start"], ["1", "Jan", "01-02-2016"])
    assert (found.header_row, found.header_rows, found.find) == (3, 1, "Nr")
    assert found.columns == ("Nr", "Naam", "Start")
    assert found.title == "Rapportage 2016"


def test_a_header_of_two_rows_is_joined_as_the_reader_does() -> None:
    (found,) = tables(
        ["Nr", "Traject", "", "Diploma", ""],
        ["", "Start", "Eind", "J/N", "Datum"],
        ["1", "01-02-2016", "31-01-2017", "J", "31-01-2017"],
    )
    assert found.header_rows == 2
    assert found.columns == ("Nr", "Traject · Start", "Traject · Eind", "Diploma · J/N", "Diploma · Datum")


def test_the_upper_row_is_found_from_the_lower_one() -> None:
    (found,) = tables(
        ["Nummer", "Iets", "", ""],
        ["", "Start", "Eind", "Status"],
        ["1", "01-02-2016", "31-01-2017", "a"],
        ["2", "01-02-2016", "31-01-2017", "a"],
    )
    assert (found.header_row, found.header_rows) == (1, 2)


def test_totals_and_group_rows_are_no_data() -> None:
    (found,) = tables(
        ["Nr", "Naam", "Start", "Status"], ["Groep 1 Haven (feb 2015)", "", "", ""], ["1", "a", "01-02-2015", "x"], ["Subtotaal", "1", "", ""],
        ["Groep 2 Markt (mrt 2015)", "", "", ""], ["2", "b", "01-03-2015", "x"], ["Totaal", "2", "", ""],
    )  # fmt: skip
    assert [cells[0] for _, cells in found.data] == ["1", "2"]
    assert found.totals == 2
    pattern = group_pattern(found.groups, ("Haven", "Markt"))
    assert pattern
    assert all(re.search(pattern, text) for text in found.groups)
    match = re.search(pattern, found.groups[1])
    assert match
    assert match["group_location"] == "Markt"


def test_a_legend_or_a_second_table_ends_the_first() -> None:
    rows = [["Nr", "Naam", "Start"], ["1", "a", "01-02-2015"], ["", "", ""]]
    assert tables(*rows, ["Legenda", "", ""], ["x", "ziek", ""])[0].end == "^Legenda"
    first, second = tables(*rows, ["Cliënten", "Aantal", ""], ["Haven", "3", ""], ["Markt", "4", ""])
    assert first.end == "^Cliënten"
    assert second.columns == ("Cliënten", "Aantal")


def test_a_sheet_without_a_header_gives_no_table() -> None:
    assert tables(["VLP", "20150801", "12"], ["PER", "20150901", "13"], ["PER", "20150901", "14"]) == []


@pytest.mark.parametrize(
    ("headers", "pattern", "number", "measures"),
    [
        (tuple(f"wk {i}" for i in range(1, 14)), r"^wk (?P<week>\d+)$", "week", ()),
        (("MAN2015", "VROUW2015", "MAN2016", "VROUW2016"), r"^(?P<measure>MAN|VROUW)(?P<year>\d{4})$", "year", ("MAN", "VROUW")),
        (
            ("Contract 1 van", "Contract 1 t/m", "Contract 2 van", "Contract 2 t/m"),
            r"^Contract (?P<number>\d+) (?P<measure>van|t/m)$", "number", ("van", "t/m"),
        ),
    ],
)  # fmt: skip
def test_columns_side_by_side_are_one_family(
    headers: tuple[str, ...], pattern: str, number: str, measures: tuple[str, ...]
) -> None:
    (family,) = find_families(("Naam", *headers, "tot"))
    assert (family.pattern, family.number, family.measures) == (pattern, number, measures)
    assert all(re.search(pattern, header) for header in headers)


def test_the_second_of_two_equal_headers_is_no_family() -> None:
    assert find_families(("Datum", "Datum (2)", "Datum (3)")) == ()


@pytest.mark.parametrize(
    ("names", "fits", "words"),
    [
        (["hulpvragen_201602.csv"], "hulpvragen_201712 v2.csv", {"year": "2017", "month": "12", "version": "2"}),
        (["hulpvragen_2015.csv", "hulpvragen_201602.csv", "hulpvragen_201209-201310.csv"], "hulpvragen_201209-201310.csv",
         {"from_year": "2012", "from_month": "09", "year": "2013", "month": "10"}),
        (["Rapport mrt 2016 DEF (2).xlsx"], "Rapport apr 2017.xlsx", {"year": "2017", "month": "apr"}),
        (["School_20161015.csv"], "School_20170315.csv", {"year": "2017", "month": "03"}),
        (["Personeel 2016-02.csv"], "Personeel 2016-03.csv", {"year": "2016", "month": "03"}),
        (["uren wk06 2016.csv"], "uren wk12 2016.csv", {"year": "2016", "week": "12"}),
        (["export.csv"], "export v3.csv", {"version": "3"}),
        (["Overzicht augustus.xlsx"], "Overzicht sept.xlsx", {"month": "sep"}),
        (["uren Q3 2026.csv"], "uren Q4 2027.csv", {"year": "2027", "quarter": "4"}),
        (["3e kwartaal 2026.csv"], "1e kwartaal 2027.csv", {"year": "2027", "quarter": "1"}),
    ],
)  # fmt: skip
def test_a_file_name_becomes_a_pattern_with_its_period(names: list[str], fits: str, words: dict[str, str]) -> None:
    pattern, _ = propose_pattern(names)
    assert all(re.search(pattern, name) for name in names)
    match = re.search(pattern, fits)
    assert match
    assert {key: value for key, value in match.groupdict().items() if value} == words


def test_a_name_without_a_period_is_asked_about() -> None:
    assert [remark.kind for remark in propose_pattern(["export.csv"])[1]] == ["question"]


def test_files_that_share_the_words_before_the_period_are_one_delivery() -> None:
    assert take_apart("uren_201602.csv").stem == take_apart("uren_2017.csv").stem
    assert take_apart("uren_201602.csv").stem != take_apart("vragen_201602.csv").stem


def test_what_a_name_covers() -> None:
    covered = months_covered("uren_201602.csv")
    assert covered is not None
    assert [f"{day:%d-%m-%Y}" for day in covered] == ["01-02-2016", "29-02-2016"]
    assert months_covered("uren.csv") is None


def test_merged_headers_above_filled_ones_and_page_numbers_are_understood() -> None:
    (found,) = tables(
        ["Leerling", "", "School", ""], ["Nr", "Naam", "Van", "Tot"], ["Klas 4A (2015-2016)", "", "", ""],
        ["1", "a", "01-08-2014", "31-07-2016"], ["Pagina 1 van 2", "", "", ""], ["2", "b", "01-08-2014", "31-07-2016"],
        ["Aantal: 2", "", "", ""], ["Vragen? Bel ons.", "", "", ""],
    )  # fmt: skip
    assert found.columns == ("Leerling · Nr", "Leerling · Naam", "School · Van", "School · Tot")
    assert (found.totals, found.pages, found.groups, found.end) == (
        1,
        1,
        ("Klas 4A (2015-2016)",),
        r"^Vragen\? Bel",
    )
    assert found.group_of == ("Klas 4A (2015-2016)",) * 2
    match = re.search(group_pattern(found.groups, ()) or "", "Klas 3B (2016-2017)")
    assert match
    assert match["schooljaar"] == "2016-2017"


def test_a_second_table_under_its_own_title_begins_there() -> None:
    rows = [["Nr", "Naam", "Start"], ["1", "a", "01-02-2015"], ["", "", ""], ["Plaatsen per week (13)", "", ""]]
    first, second = tables(*rows, ["Week", "Plaatsen", ""], ["2026-41", "3", ""], ["2026-42", "4", ""])
    assert len(first.data) == 1
    assert (second.columns, second.start) == (("Week", "Plaatsen"), "^Plaatsen per week")


def test_headers_that_return_make_a_block_and_totals_are_left_out_of_a_crossing() -> None:
    (family,) = find_families(("Nr", "Contract 1 van", "t/m", "Contract 2 van", "t/m (2)", "Opm."))
    assert (family.block, family.measures) == (("t/m",), ("van", "t/m"))
    assert re.search(family.pattern, "Contract 3 van")
    columns = tuple(f"{payer} · {basis}" for payer in ("Gemeente", "School", "Fonds", "Totaal") for basis in ("Begroot", "Werkelijk"))  # fmt: skip
    crossed = find_crossed(("Soort", *columns), lambda _: True)
    assert crossed
    assert crossed.totals == ("Totaal · Begroot", "Totaal · Werkelijk")
    match = re.search(crossed.pattern, "Kerk · Werkelijk")
    assert match
    assert match.groupdict() == {"upper": "Kerk", "lower": "Werkelijk"}
    assert not re.search(crossed.pattern, "Totaal · Begroot")
    plain = find_crossed(
        ("Soort", "Gemeente begroot", "Gemeente werkelijk", "School begroot", "School werkelijk"), lambda _: True
    )
    assert plain
    assert plain.parts[0] == ("upper", ("Gemeente", "Gemeente", "School", "School"))
    assert find_crossed(("Datum start", "Datum eind", "School start", "School eind"), lambda _: False) is None
    measured = find_crossed(("Soort", *columns), lambda header: header.endswith("Begroot"))
    assert measured
    assert measured.measures == ("Begroot", "Werkelijk")


@pytest.mark.parametrize(
    ("title", "above", "times"),
    [
        ("Kosten 2025 (x € 1.000)", r"[x×] ?€ (?P<factor>[\d.]+)", "factor"),
        ("Kosten 2025, in duizenden", None, 1000),
        ("Kosten 2025", None, None),
    ],
)
def test_amounts_in_thousands_are_told_by_the_title(title: str, above: str | None, times: str | float | None) -> None:
    found = factor_above(title)
    assert (found[:2] if found else (None, None)) == (above, times)


@pytest.mark.parametrize(
    ("text", "is_year"), [("2015-2016", True), ("15/16", True), ("2015-2017", False), ("12-06", False)]
)
def test_a_school_year_is_two_years_that_follow_each_other(text: str, is_year: bool) -> None:
    assert bool(school_year_in(text)) == is_year


def test_a_number_in_the_name_of_a_sheet_stays_when_another_sheet_would_fit() -> None:
    assert sheet_pattern("Blad3", ("Blad1", "Blad3")) == "^Blad3$"
    assert sheet_pattern("Jaar 2016", ("Jaar 2016",)) == r"^Jaar \d+$"
    assert sheet_pattern("Aug 2026", ("Aug 2026",)) == r"^\S+ \d+$"
    assert sheet_pattern("Aug", ("Aug", "Sep")) == "^Aug$"


@pytest.mark.parametrize(
    ("groups", "places", "following", "place"),
    [
        (("Haven – najaar 2025", "Haven – voorjaar 2026", "Markt – najaar 2025"), ("Haven", "Markt"), "Aan de Dijk – zomer 2027", "Aan de Dijk"),
        (("Groep 2 Haven (feb 2015)", "Groep 10 Oude Markt (sep 2015)"), ("Haven", "Oude Markt"), "Groep 3 Plein (mrt 2016)", "Plein"),
        (("Groep Haven A - start 2 februari 2026", "Groep Markt - start 2 maart 2026"), ("Haven", "Markt"), "Groep Markt B - start 1 mei 2027", "Markt"),
        (("Startgroep maart 2026, Haven", "Startgroep september 2026, Markt"), ("Haven", "Markt"), "Startgroep mei 2027, Plein", "Plein"),
        (("Locatie Haven", "Locatie Aan de Dijk"), ("Haven", "Aan de Dijk"), "Locatie Plein", "Plein"),
        (("Groep 1 Haven",), ("Haven",), "Groep 2 Haven", "Haven"),
    ],
)  # fmt: skip
def test_the_pattern_of_group_rows_fits_the_next_one_too(
    groups: tuple[str, ...], places: tuple[str, ...], following: str, place: str
) -> None:
    pattern = group_pattern(groups, places, ("WD1001", "1"))
    assert pattern
    for text in (*groups, following):
        assert re.search(pattern, text), (pattern, text)
    match = re.search(pattern, following)
    assert match
    assert match["group_location"] == place
    assert not is_listed(pattern, groups)


def test_group_rows_without_a_form_of_their_own_are_listed_and_never_fit_a_row_of_data() -> None:
    groups = ("Haven", "Markt")
    pattern = group_pattern(groups, groups, ("Jansen – 2",))
    assert pattern
    assert is_listed(pattern, groups)
    assert [bool(re.search(pattern, text)) for text in ("Haven", "Jansen", "")] == [True, False, False]
    assert group_pattern(("Haven – 2025", "Markt – 2026"), (), ("Jansen – 2",)) is None


def test_group_rows_that_may_be_names_are_not_repeated() -> None:
    assert group_pattern(("Bo Jansen", "Fatima de Vries"), ("Haven",), ("1",)) is None
    assert group_pattern(("Bo Jansen",), (), ("1",)) is None


@pytest.mark.parametrize(
    ("totals", "fits", "data"),
    [
        (["Totaal", "Aantal: 12"], ["Subtotaal", "Aantal in groep: 3"], []),
        (["Aantal in Haven", "Totaal aantal deelnemers"], ["Aantal in Markt", "aantal weken 3 t/m 5: 12"], []),
        (["Waarvan vrouw"], ["waarvan man", "Aantal"], []),
        (["Aantal in groep 2"], ["Aantal in groep 3"], ["Aantal uren koken"]),
    ],
)
def test_the_pattern_of_rows_that_count_fits_the_next_one_and_no_row_of_data(
    totals: list[str], fits: list[str], data: list[str]
) -> None:
    pattern = total_pattern(totals, data)
    assert all(re.search(pattern, text) for text in [*totals, *fits])
    assert not any(re.search(pattern, text) for text in [*data, "Aantasting", "WD1001"])


def test_a_row_with_a_count_in_the_next_cell_is_no_data() -> None:
    (found,) = tables(
        ["Nr", "Naam", "Start", "Status"], ["1", "a", "01-02-2015", "x"], ["2", "b", "01-02-2015", "x"],
        ["Aantal in Haven", "2", "", ""], ["Waarvan man", "1", "", ""],
    )  # fmt: skip
    assert (len(found.data), found.totals) == (2, 2)
    assert re.search(found.total_pattern, "Aantal in Markt")
    assert not any(re.search(found.total_pattern, cell) for cell in found.first_cells)
