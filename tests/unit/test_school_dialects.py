"""Each school's file as it really looks, read by what `sources/` says of it: what comes out, and what is set apart and why."""

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines import ingest
from pipelines.receipts import Receipt
from pipelines.settings import SOURCES
from tests.workplace import Workplace

Deliver = Callable[[str, str, bytes], "Delivered"]


class Delivered:
    """What became of one file."""

    def __init__(self, place: Workplace, receipt: Receipt) -> None:
        self.place, self.receipt = place, receipt

    def rows(self, dataset: str, columns: str) -> list[tuple[Any, ...]]:
        return self.place.rows(self.receipt, dataset, columns)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Rule and sentence of every kind of finding."""
        return [(str(found["rule"]), str(found["sentence"])) for found in self.receipt.findings]

    def sentence(self, rule: str) -> str:
        return next(sentence for said, sentence in self.told if said == rule)

    @property
    def is_accounted_for(self) -> bool:
        receipt = self.receipt
        return receipt.source_rows == receipt.used + receipt.quarantined + sum(receipt.skipped.values())


@pytest.fixture(scope="session")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was really agreed, with files that may hold any number of bad rows."""
    folder = tmp_path_factory.mktemp("agreed") / "sources"
    shutil.copytree(SOURCES, folder)
    for contract in (folder / "contracts").glob("*.yaml"):
        text = contract.read_text(encoding="utf-8").replace(
            "quarantine_limit, value: 0.05", "quarantine_limit, value: 1.0"
        )
        contract.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def deliver(workplace: Workplace, agreed: Path) -> Deliver:
    """Takes in one file of a real partner, under what was really agreed, however many of its rows are bad."""

    def one(partner: str, name: str, content: bytes) -> Delivered:
        workplace.sources = agreed
        workplace.drop(partner, name, content)
        (receipt,) = ingest.ingest_partner(workplace.settings, workplace.registry, partner)
        delivered = Delivered(workplace, receipt)
        assert delivered.is_accounted_for
        return delivered

    return one


# Da Vinci: a workbook with a pivot table in front and a filter left on.
STUDENTS = [
    "Studentnr", "Achternaam", "Tussenv.", "Roepnaam", "Geb.datum", "WLB-nr", "Crebo", "Opleiding", "Niveau", "Leerweg",
    "Schooljaar", "1-okt", "Start", "Verw. einde", "Einde", "Diploma?", "Reden",
]  # fmt: skip
WORKBOOK = "Da Vinci WLB overzicht okt 2016.xlsx"


def student(**other: Any) -> list[Any]:
    cells = {
        "nr": 123400006, "family": "Meer", "prefix": "van der", "given": "Ina", "born": date(1993, 10, 2), "wlb": "DD-0001",
        "crebo": 25498, "name": "Helpende", "level": "II", "path": "BOL", "year": "15/16", "october": "J",
        "start": date(2015, 8, 31), "planned": date(2016, 12, 31), "end": date(2016, 6, 23), "diploma": "Ja (23-6-2016)",
        "reason": "diploma",
    } | other  # fmt: skip
    return list(cells.values())


def studentbook(tmp_path: Path, *rows: list[Any], hidden: tuple[int, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Blad1"
    book.active.append(["Aantal van Studentnr", "Kolomlabels"])
    book.active.append(["Rijlabels", "I", "II", "Eindtotaal"])
    book.create_sheet("Blad2").append(["let op: filter"])
    data = book.create_sheet("Blad3")
    for row in [STUDENTS, *rows]:
        data.append(row)
    data.auto_filter.ref = f"A1:Q{len(rows) + 1}"
    for number in hidden:
        data.row_dimensions[number].hidden = True
    book.save(tmp_path / "book.xlsx")
    return (tmp_path / "book.xlsx").read_bytes()


def test_da_vinci_writes_levels_in_roman_and_a_diploma_with_its_date_in_one_cell(
    deliver: Deliver, tmp_path: Path
) -> None:
    rows = [
        student(),
        student(
            nr=123400013, level="I", crebo=25251, diploma="Nee", reason="gestopt", october="N", born=date(1992, 9, 30)
        ),
    ]
    found = deliver("da_vinci", WORKBOOK, studentbook(tmp_path, *rows))
    what = "level, crebo, enrolled_from, planned_until, enrolled_until, exit_reason, count_year, on_1_october, last_count_year_under_23"
    assert found.rows("enrolment", what) == [
        ("mbo2", "25498", date(2015, 8, 31), date(2016, 12, 31), date(2016, 6, 23), "diploma", 2015, True, 2016),
        ("mbo1", "25251", date(2015, 8, 31), date(2016, 12, 31), date(2016, 6, 23), "dropped_out", 2015, False, 2014),
    ]
    assert found.rows("diploma", "level, crebo, awarded_on") == [("mbo2", "25498", date(2016, 6, 23))]
    assert found.told == []
    assert len({key for (key,) in found.rows("enrolment", "student_key")}) == 2
    assert all(key for (key,) in found.rows("enrolment", "person_key"))


def test_da_vinci_rows_that_a_filter_hides_are_data(deliver: Deliver, tmp_path: Path) -> None:
    rows = [student(nr=123400006 + place * 7) for place in range(5)]
    found = deliver("da_vinci", WORKBOOK, studentbook(tmp_path, *rows, hidden=(3, 4, 6)))
    assert [row for (row,) in found.rows("enrolment", "source_row")] == [2, 3, 4, 5, 6]


def test_da_vinci_numbers_whose_digits_are_lost_are_set_apart_and_never_guessed(
    deliver: Deliver, tmp_path: Path
) -> None:
    rows = [student(), student(nr="1,23457E+08"), student(nr="1,23457E+08", given="Piet"), student(nr=123400020)]
    found = deliver("da_vinci", WORKBOOK, studentbook(tmp_path, *rows))
    assert [row for (row,) in found.rows("enrolment", "source_row")] == [2, 5]
    assert found.receipt.quarantined == 2
    assert found.sentence("enrolment.student_key.is_whole").startswith(
        "Blad3!A3, kolom 'Studentnr': hier staat een lang nummer in de korte notatie van een rekenblad"
    )


@pytest.mark.parametrize(
    ("cells", "rule", "said"),
    [
        (
            {"diploma": "Ja"},
            "diploma.awarded_on.is_readable",
            "Blad3!P3, kolom 'Diploma?': 'Ja' is geen bestaande datum",
        ),
        (
            {"diploma": "Ja (31-6-2016)"},
            "diploma.awarded_on.is_readable",
            "'31-6-2016' is geen bestaande datum. Bedoelt u 30-06-2016?",
        ),
        ({"level": "V"}, "enrolment.level.is_known", "'V' is geen bekende waarde voor niveau"),
        ({"year": "15/17"}, "enrolment.count_year.is_readable", "'15/17' is geen schooljaar"),
        ({"start": "31-06-2015"}, "enrolment.enrolled_from.is_readable", "'31-06-2015' is geen bestaande datum"),
        ({"crebo": 2549}, "enrolment.crebo.crebo_has_five_digits", "hier staat 2549"),
    ],
)
def test_da_vinci_bad_cells_are_told_where_they_stand(
    deliver: Deliver, tmp_path: Path, cells: dict[str, Any], rule: str, said: str
) -> None:
    found = deliver("da_vinci", WORKBOOK, studentbook(tmp_path, student(nr=123400013), student(**cells)))
    assert said in found.sentence(rule)
    assert [row for (row,) in found.rows("enrolment", "source_row")] == ([2, 3] if "diploma" in cells else [2])
    assert len(found.rows("diploma", "source_row")) == (2 if set(cells) & {"year", "start"} else 1)


# Hoornbeeck: record types between bars, no header, totals at the end.
REGISTER = "WLB_09MR_20161015.txt"
PERSON = (
    "PER|70101|DD-0002|1990-05-06|V", "ISG|70101|DD-0002|1|2015-08-31|2016-12-31|2016-06-23|08",
    "ISP|70101|DD-0002|1|2015-08-31|25498|BOL||J|100A501", "DIP|70101|DD-0002|8170101|25498|2016-06-23||J|1",
)  # fmt: skip


def register(*lines: str) -> bytes:
    kinds = [line.split("|")[0] for line in lines]
    totals = "|".join(["SLR", *(str(kinds.count(kind)) for kind in ("PER", "ISG", "ISP", "DIP"))])
    return "\r\n".join(["VLP|09MR|2015-01-01|2016-10-15|2016-10-16", *lines, totals, ""]).encode()


def another(number: int) -> list[str]:
    return [line.replace("70101", f"{number}").replace("DD-0002", "") for line in PERSON]


def test_hoornbeeck_lines_of_four_types_become_an_enrolment_and_a_diploma(deliver: Deliver) -> None:
    found = deliver("hoornbeeck", REGISTER, register(*PERSON))
    what = "source_row, level, crebo, learning_path, enrolled_from, planned_until, enrolled_until, exit_reason"
    assert found.rows("enrolment", what) == [
        (3, "mbo2", "25498", "bol", date(2015, 8, 31), date(2016, 12, 31), date(2016, 6, 23), "diploma")
    ]
    assert found.rows("diploma", "source_row, level, awarded_on") == [(5, "mbo2", date(2016, 6, 23))]
    assert found.told == []
    assert found.receipt.skipped == {"attached": 2, "control": 1, "no_record": 1}
    assert found.receipt.sentence.startswith(
        "2 van de 6 regels gebruikt, 2 gelezen bij een andere regel, 2 overgeslagen"
    )


def test_hoornbeeck_a_field_that_nobody_announced_is_a_notice(deliver: Deliver) -> None:
    lines = [f"{line}|101X591" if line.startswith("ISP") else line for line in PERSON]
    found = deliver("hoornbeeck", REGISTER, register(*lines))
    assert found.sentence("table.column_is_known").startswith("kolom 'ISP · veld 11' kennen wij niet")
    assert len(found.rows("enrolment", "1")) == 1


def test_hoornbeeck_totals_that_do_not_hold_refuse_the_file(deliver: Deliver) -> None:
    found = deliver("hoornbeeck", REGISTER, register(*PERSON).replace(b"SLR|1|1|1|1", b"SLR|2|1|1|1"))
    assert found.receipt.outcome == "rejected"
    assert "dat er 2 PER-regels zijn, maar er staan er 1" in found.receipt.sentence
    cut = deliver("hoornbeeck", "WLB_09MR_20161016.txt", register(*PERSON).split(b"SLR")[0])
    assert "(SLR) ontbreekt" in cut.receipt.sentence


@pytest.mark.parametrize(
    ("bad", "rule", "rows"),
    [
        (["PER|70108|", *another(70108)[1:]], "row.parent_is_found", [3]),
        (["PRE|70108||1990-05-06|V", *another(70108)], "row.type_is_known", [3, 8]),
        (
            [*another(70108)[:1], another(70108)[1].replace("2015-08-31", "2015-06-31")],
            "enrolment.enrolled_from.is_readable",
            [3],
        ),
        ([*another(70108)[:2], another(70108)[2].replace("BOL", "BXL")], "enrolment.learning_path.is_known", [3]),
        (list(PERSON), "enrolment.key_stands_once", [3]),
    ],
)
def test_hoornbeeck_bad_lines_are_set_apart(deliver: Deliver, bad: list[str], rule: str, rows: list[int]) -> None:
    found = deliver("hoornbeeck", REGISTER, register(*PERSON, *bad))
    assert rule in dict(found.told)
    assert [row for (row,) in found.rows("enrolment", "source_row")] == rows


# MBO Amersfoort: UTF-16, tabs, years of two digits, five ways to say nothing.
LIST = "WLB stagiairs MBO Amersfoort 20131015.txt"
INTERNS = (
    "Naam leerling\tStamnr\tOpleiding\tNiveau\tLeerjaar\tStage van\tStage t/m\tUitval?\tDatum uitval\tStartkwal.\t"
    "Geb.dat.\tWLB-nr\tCrebo\tLeerweg\tInschr. van\tInschr. t/m\tDiploma d.d."
)


def intern(**other: str) -> str:
    cells = {
        "name": "de Vries, Fatima", "nr": "410003", "programme": "Helpende Z&W", "level": "2", "year": "1", "from": "7/1/13",
        "until": "5/4/13", "left": "N", "left_on": "-", "qualified": "J", "born": "2/10/96", "wlb": "AF-0001", "crebo": "92640",
        "path": "BOL", "enrolled": "1/8/12", "planned": "31/7/14", "diploma": "n.v.t.",
    } | other  # fmt: skip
    return "\t".join(cells.values())


def interns(*lines: str) -> bytes:
    return b"\xff\xfe" + "\r\n".join([INTERNS, *lines, ""]).encode("utf-16-le")


def test_mbo_amersfoort_years_of_two_digits_are_in_the_right_century(deliver: Deliver) -> None:
    found = deliver("mbo_amersfoort", LIST, interns(intern(), intern(nr="410006", level="niv. 2", diploma="23/6/13")))
    assert found.rows("enrolment", "level, enrolled_from, planned_until, enrolled_until") == [
        ("mbo2", date(2012, 8, 1), date(2014, 7, 31), None),
        ("mbo2", date(2012, 8, 1), date(2014, 7, 31), date(2013, 6, 23)),
    ]
    assert found.rows("diploma", "awarded_on") == [(date(2013, 6, 23),)]
    assert found.receipt.files.keys() == {"enrolment", "diploma", "early_leaver"}
    assert (found.receipt.outcome, found.receipt.source_rows) == ("accepted", 2)


@pytest.mark.parametrize("nothing", ["n.v.t.", "-", "?", "onb.", ""])
def test_mbo_amersfoort_every_word_for_nothing_is_nothing(deliver: Deliver, nothing: str) -> None:
    found = deliver(
        "mbo_amersfoort",
        LIST,
        interns(intern(left=nothing, left_on=nothing, qualified=nothing, wlb=nothing, diploma=nothing)),
    )
    assert found.rows("enrolment", "trajectory_id, enrolled_until") == [(None, None)]
    assert found.receipt.records == {"enrolment": 1, "diploma": 0, "early_leaver": 0}
    assert found.told == []


def test_mbo_amersfoort_who_left_is_counted_from_october_to_october(deliver: Deliver) -> None:
    lines = [
        intern(nr="1", left="J", left_on="30/9/12", qualified="N"),
        intern(nr="2", left="J*", left_on="1/10/12", qualified="N"),
        intern(nr="3", left="J", left_on="14/3/13", qualified="J", born="1/10/89"),
    ]
    found = deliver("mbo_amersfoort", LIST, interns(*lines))
    assert found.rows("early_leaver", "count_year, left_on, status, edition, level, under_23_on_1_october") == [
        (2011, date(2012, 9, 30), "early_leaver", "final", "mbo2", True),
        (2012, date(2012, 10, 1), "early_leaver", "provisional", "mbo2", True),
        (2012, date(2013, 3, 14), "qualified", "final", "mbo2", False),
    ]
    assert found.told == []


@pytest.mark.parametrize(
    ("cells", "rule", "enrolled", "left"),
    [
        ({"enrolled": "31/6/12"}, "enrolment.enrolled_from.is_readable", 1, 0),
        ({"enrolled": "n.v.t."}, "enrolment.enrolled_from.is_filled", 1, 0),
        ({"level": "niv. 5"}, "enrolment.level.is_known", 1, 0),
        ({"crebo": "onb."}, "enrolment.mbo_has_a_crebo", 1, 0),
        ({"left": "J", "left_on": "?"}, "early_leaver.count_year.is_filled", 2, 0),
        ({"left": "J", "left_on": "1/3/13", "qualified": "onb."}, "early_leaver.status.is_filled", 2, 0),
    ],
)
def test_mbo_amersfoort_bad_cells_are_told(
    deliver: Deliver, cells: dict[str, str], rule: str, enrolled: int, left: int
) -> None:
    found = deliver("mbo_amersfoort", LIST, interns(intern(), intern(nr="410006", **cells)))
    assert rule in dict(found.told)
    assert (found.receipt.records["enrolment"], found.receipt.records["early_leaver"]) == (enrolled, left)


# Vakcollege Amersfoort: printed in pages, every cell quoted.
def pupils(*rows: str) -> bytes:
    header = '"Leerlingnr","Naam, voornaam","Geboren","Klas","Schooljaar","Profiel","Van","Tot (gepland)","Tot","Geslaagd","WLB"'
    pages = [f'{header}\n{row}\n"Pagina {page} van {len(rows)}",,,,,,,,,,' for page, row in enumerate(rows, 1)]
    return "\n".join(['"Vakcollege","Leerlingen","15 okt. 2016"', "", *pages]).encode("cp1252")


def pupil(number: str, **other: str) -> str:
    cells = {
        "nr": number, "name": "van ’t Hof, Zoë", "born": "3 mei 2000", "class": "4ZW1", "year": "2015-2016", "profile": "Zorg",
        "from": "1 aug. 2014", "planned": "31 jul. 2016", "until": "12 jun. 2016", "passed": "ja, 12 jun. 2016", "wlb": "AF-0007",
    } | other  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells.values())


def test_vakcollege_pages_are_one_list_and_vmbo_has_no_crebo(deliver: Deliver) -> None:
    name = "leerlingen_zw_2016-10.csv"
    found = deliver(
        "vakcollege_amersfoort",
        name,
        pupils(pupil("20011"), pupil("20014", passed="nee"), pupil("20017", until="", passed="")),
    )
    assert found.rows("enrolment", "level, crebo, learning_path, enrolled_from, enrolled_until, count_year") == [
        ("vmbo", None, "other", date(2014, 8, 1), date(2016, 6, 12), 2015),
        ("vmbo", None, "other", date(2014, 8, 1), date(2016, 6, 12), 2015),
        ("vmbo", None, "other", date(2014, 8, 1), None, 2015),
    ]
    assert found.rows("diploma", "level, awarded_on") == [("vmbo", date(2016, 6, 12))]
    assert found.receipt.skipped == {"preamble": 1, "blank": 1, "footer": 3, "repeated_header": 2}
    assert found.told == []


def test_vakcollege_a_day_that_does_not_exist_is_set_apart(deliver: Deliver) -> None:
    found = deliver(
        "vakcollege_amersfoort",
        "leerlingen_zw_2016-10.csv",
        pupils(pupil("20011"), pupil("20014", **{"from": "31 jun. 2014"})),
    )
    assert "'31 jun. 2014' is geen bestaande datum" in found.sentence("enrolment.enrolled_from.is_readable")
    assert found.receipt.records["enrolment"] == 1


# Prisma College: a row per class, two header rows, texts among real dates.
def classes(tmp_path: Path, *rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    sheet = book.active
    sheet.title = "stages"
    top = ["Leerling", None, None, "Stage", None, "School", None, None, "Diploma", None]
    below = ["Nr", "Naam", "Geb.", "WLB-nr", "Start", "Van", "Verw. tot", "Tot", "J/N", "Datum"]
    layout: list[list[Any]] = [
        ["Prisma"],
        [],
        top,
        below,
        ["Klas 4ZW (2015-2016)"],
        *rows,
        [f"Aantal: {len(rows)}"],
        [],
    ]
    for row in layout:
        sheet.append(row)
    for cells in ("A3:C3", "D3:E3", "F3:H3", "I3:J3"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "book.xlsx")
    return (tmp_path / "book.xlsx").read_bytes()


def test_prisma_a_class_above_its_pupils_gives_their_school_year(deliver: Deliver, tmp_path: Path) -> None:
    begins, ends = datetime(2014, 8, 1), datetime(2016, 7, 31)
    rows = [
        [
            5003,
            "Fatima de Vries",
            "3-5-'00",
            "AF-0009",
            datetime(2016, 1, 11),
            begins,
            ends,
            "12-6-'16",
            "J",
            "12-6-'16",
        ],
        [5006, "Sem Blom", datetime(2000, 5, 3), None, datetime(2016, 1, 11), "1-8-'14", ends, None, None, None],
        [5009, "Noor Post", datetime(2000, 5, 3), None, datetime(2016, 1, 11), "31-6-'14", ends, None, None, None],
    ]
    found = deliver("prisma_college", "Stages Z&W Prisma 15-10-2016.xlsx", classes(tmp_path, *rows))
    assert found.rows("enrolment", "source_row, enrolled_from, planned_until, enrolled_until, count_year, level") == [
        (6, date(2014, 8, 1), date(2016, 7, 31), date(2016, 6, 12), 2015, "vmbo"),
        (7, date(2014, 8, 1), date(2016, 7, 31), None, 2015, "vmbo"),
    ]
    assert found.rows("diploma", "awarded_on") == [(date(2016, 6, 12),)]
    assert [rule for rule, _ in found.told] == ["enrolment.enrolled_from.is_readable"]
    assert found.receipt.skipped == {"preamble": 1, "blank": 1, "group": 1, "total": 1}


# Gezondheidszorg College: two columns of one name, dots in dates, an end that means none, its own count at the foot.
def members(*rows: str, stated: int | None = None) -> bytes:
    header = "Deelnemer;Achternaam;Vnm;Geb;Crebo;Niv;Leerweg;Ingeschreven;Ingeschreven;Uitgeschreven;Reden;Gediplomeerd;Kenmerk WLB"
    footer = f"Einde bestand;{len(rows) if stated is None else stated} deelnemers" + ";" * 11
    return "".join(f"{line};\r\n" for line in (header, *rows)).encode("cp1252") + footer.encode() + b"\r\n"


def member(number: str, **other: str) -> str:
    cells = {
        "nr": f"'0{number}", "family": "de Vries", "given": "F.", "born": "1998.05.03", "crebo": "25491", "level": "3",
        "path": "BOL voltijd", "from": "2015.08.01", "planned": "2018.07.31", "until": "2016.06.12", "reason": "diploma",
        "passed": "WAAR", "wlb": "AF-0012",
    } | other  # fmt: skip
    return ";".join(cells.values())


def test_gezondheidszorg_an_end_far_away_is_no_end_and_the_count_must_hold(deliver: Deliver) -> None:
    running = member("2005", until="2099.12.31", reason="", passed="")
    found = deliver("gezondheidszorg_college", "GZC-201610-wlb.csv", members(member("2002"), running))
    assert found.rows("enrolment", "level, learning_path, planned_until, enrolled_until, exit_reason") == [
        ("mbo3", "bol", date(2018, 7, 31), date(2016, 6, 12), "diploma"),
        ("mbo3", "bol", date(2018, 7, 31), None, None),
    ]
    assert found.rows("diploma", "awarded_on") == [(date(2016, 6, 12),)]
    assert found.told == []
    wrong = deliver("gezondheidszorg_college", "GZC-201611-wlb.csv", members(member("2002"), stated=2))
    assert wrong.receipt.outcome == "rejected"


def test_gezondheidszorg_a_bad_date_with_dots_is_shown_and_an_end_before_the_start_is_set_apart(
    deliver: Deliver,
) -> None:
    rows = [
        member("2002"),
        member("2005", **{"from": "2015.06.31"}),
        member("2008", until="2014.09.01", passed="ONWAAR"),
    ]
    found = deliver("gezondheidszorg_college", "GZC-201610-wlb.csv", members(*rows))
    assert "'2015.06.31' is geen bestaande datum" in found.sentence("enrolment.enrolled_from.is_readable")
    assert "enrolment.end_is_not_before_start" in dict(found.told)
    assert found.receipt.records["enrolment"] == 1
