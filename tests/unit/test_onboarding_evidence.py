"""A column is proposed when something says what it is; what is merely left over becomes a question that names its candidates."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.onboarding.lexicon import learn
from pipelines.onboarding.patterns import end_pattern, names_period
from pipelines.onboarding.propose import Proposal, propose
from pipelines.onboarding.shapes import profile
from pipelines.onboarding.told import Unclear
from pipelines.onboarding.values import code_words
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from tests import newcomer
from tests.unit.test_onboarding_proposal import asked, columns
from tests.workplace import workbook

REGISTRY = load_registry(SOURCES)


def proposed(*paths: Path, **told: tuple[str, ...]) -> list[Proposal]:
    return propose(list(paths), "zwolle", REGISTRY, SOURCES, 60, told)


def text(folder: Path, name: str, head: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def visits(folder: Path, name: str = "bezoek 2026-09.csv", first: str = "ZW", **other: str) -> Path:
    """Visits in which a column that nobody calls so repeats the numbers of the list of participants."""
    cells = {"hours": "1,5"} | other
    rows = [
        f"R{i:04};H{i % 30:03};{first}-{i % 40 + 1:03};{i % 28 + 1:02}-09-2026;{cells['hours']};{i % 3}"
        for i in range(80)
    ]
    return text(folder, name, "Bezoeknummer;Hulpvraagnr;Pasje;Datum bezoek;Uren;Zz", *rows)


def test_numbers_that_another_list_gives_out_are_recognised_whatever_the_header(tmp_path: Path) -> None:
    _, found = proposed(newcomer.participants(tmp_path), visits(tmp_path))
    assert columns(found, "visit")["trajectory_id"] == {"from": "Pasje"}
    (score,) = (own["trajectory_id"] for own in found.scores.values())
    assert score > 0.75
    assert any("100% van deze nummers staat ook onder 'Dossiernr'" in remark.text for remark in found.remarks)


def test_other_numbers_are_not_proposed_and_are_asked_about(tmp_path: Path) -> None:
    _, found = proposed(newcomer.participants(tmp_path), visits(tmp_path, first="QQ"))
    assert "trajectory_id" not in columns(found, "visit")
    assert asked(found, "'Pasje'", "trajectory_id")


def test_a_lone_number_is_nobodys_number(tmp_path: Path) -> None:
    days = [f"{date(2026, 9, 1) + timedelta(days=i):%d-%m}" for i in range(20)]
    rows = [";".join([str(700 + i), *("6" if (i + d) % 3 else "z" for d in range(20))]) for i in range(25)]
    (found,) = proposed(text(tmp_path, "lijst 2026-09.csv", ";".join(["Kastje", *days]), *rows), lijst=("attendance",))
    assert columns(found, "attendance")["trajectory_id"] == {"from": "?? Trajectnummer"}
    assert asked(found, "waar staat trajectnummer?", "Misschien: 'Kastje'")


def people(folder: Path, *extra: tuple[str, str]) -> Path:
    rows = []
    for i in range(30):
        start = date(2025, 1, 6) + timedelta(days=7 * i)
        cells = [
            f"T{i:03}",
            ("deelnemer", "stagiair")[i % 2],
            f"{start:%d-%m-%Y}",
            f"{start + timedelta(300):%d-%m-%Y}",
            ("loopt", "gestopt")[i % 2],
        ]
        rows.append(";".join([*cells, *(values.split("|")[i % len(values.split("|"))] for _, values in extra)]))
    head = ";".join(["Trajectnr", "Rol", "Startdatum", "Geplande einddatum", "Status", *(name for name, _ in extra)])
    return text(folder, "mensen 2026-09.csv", head, *rows)


def test_a_column_of_bare_figures_is_no_level_because_it_is_left_over(tmp_path: Path) -> None:
    (found,) = proposed(people(tmp_path, ("Zz", "1|2|3"), ("Vak", "AAP|NOOT|MIES")), mensen=("trajectory",))
    own = columns(found, "trajectory")
    assert own["target_level"] == {"from": "?? Doelniveau"}
    assert own["programme"] == {"from": "?? Opleiding"}
    assert asked(found, "waar staat doelniveau?", "'Zz' (getallen)")
    assert asked(found, "waar staat opleiding?", "'Vak' ('AAP', 'NOOT', 'MIES')")


def test_words_of_a_list_that_is_left_over_are_proposed(tmp_path: Path) -> None:
    (found,) = proposed(
        people(tmp_path, ("Vak", "Zorghulp|Helpende Zorg en Welzijn"), ("Trap", "mbo 1|mbo 2")), mensen=("trajectory",)
    )
    own = columns(found, "trajectory")
    assert (own["programme"]["from"], own["target_level"]["from"]) == ("Vak", "Trap")


def test_every_column_that_is_not_read_is_asked_about_with_what_it_might_be(tmp_path: Path) -> None:
    (found,) = proposed(
        people(
            tmp_path,
            ("Wanneer gezwaaid", "01-09-2025|02-10-2025"),
            ("Wanneer gezien", "11-09-2025|12-10-2025"),
            ("Aanhef", "mw.|dhr."),
            ("Opm", "belt vaak|ziet slecht"),
        ),
        mensen=("trajectory",),
    )
    assert asked(found, "'Wanneer gezwaaid' (datums)", "ended_on", "not_used")
    assert columns(found, "trajectory")["gender"]["values"] == {"mw.": "f", "dhr.": "m"}
    assert not any("belt vaak" in remark.text for remark in found.remarks)


def marks(folder: Path, month: int, *extra: str) -> Path:
    days = [f"{day}-{month}" for day in range(1, 29)]
    rows = [";".join([f"ZW-{i + 1:03}", *("4" if (i + d) % 3 else "z" for d in range(28))]) for i in range(20)]
    rows += [";".join([f"ZW-{i + 30:03}", *(extra * 28)[:28]]) for i in range(2 if extra else 0)]
    return text(folder, f"uren 2026-{month:02}.csv", ";".join(["Trajectnr", *days]), *rows)


def test_a_mark_that_stands_in_one_month_only_is_asked_about(tmp_path: Path) -> None:
    (found,) = proposed(
        marks(tmp_path, 7, "dicht", "verlof"), marks(tmp_path, 8), marks(tmp_path, 9), uren=("attendance",)
    )
    assert asked(found, "nog zonder code:", "'dicht' (28×)", "'verlof' (28×)")
    assert asked(found, "'z' (", "is ill")


def test_what_is_no_date_or_number_is_asked_about_whole_and_what_was_masked_means_nothing(tmp_path: Path) -> None:
    rows = [
        f"T{i:03};deelnemer;{('***', 'navragen', '01-09-2025')[i % 3]};31-12-2026;loopt;{('8', 'veel', '3 uur')[i % 3]}"
        for i in range(30)
    ]
    path = text(
        tmp_path, "mensen 2026-09.csv", "Trajectnr;Rol;Startdatum;Geplande einddatum;Status;Uren per week", *rows
    )
    (found,) = proposed(path, mensen=("trajectory",))
    assert found.delivery["formats"]["empty"] == ["***", "navragen"]
    rows = [
        f"B{i:03};H{i};{('01-09-2026', '02-09-2026', 'dicht', 'volgt later')[i % 4]};{('1,5', '2,0', 'veel')[i % 3]}"
        for i in range(40)
    ]
    (found,) = proposed(
        text(tmp_path, "bezoek 2026-09.csv", "Bezoeknummer;Hulpvraagnr;Datum bezoek;Uren", *rows), bezoek=("visit",)
    )
    assert asked(found, "wat geen datum is", "'dicht' (10×)", "'volgt later' (10×)", "empty")
    assert asked(found, "wat geen getal is", "'veel' (13×)", "matches")


def plan(folder: Path) -> Path:
    rows: list[list[Any]] = [["Ruimte 2026"], [], ["Kwartaal", "Holtenbroek", "Aa-landen", "Samen"]]
    rows += [[f"{q}e kw.", 20 + q, 10 + q if q < 4 else "n.n.b.", 30] for q in range(1, 5)]
    return workbook(folder / "Ruimte 2026.xlsx", {"2026": rows})


def test_columns_called_after_places_and_a_period_per_row_become_weeks_per_place(tmp_path: Path) -> None:
    _, found = proposed(newcomer.participants(tmp_path), plan(tmp_path), **{"2026": ("capacity",)})
    (table,) = found.delivery["tables"]
    (fill,) = table["fills"]
    assert table["unpivot"] == {"columns": "^(?P<plek>Holtenbroek|Aa-landen)$"}
    assert fill["when"] == ["value"]
    assert fill["columns"]["iso_week"] == {"every_week": "Kwartaal"}
    assert fill["columns"]["places"] == {"from": "value"}
    assert set(fill["columns"]["location"]["values"].values()) == {"zwolle/holtenbroek", "zwolle/aa_landen"}
    assert found.delivery["formats"]["empty"] == ["n.n.b."]
    assert found.delivery["decides_as_of"] is False, "a plan of places says nothing of until when people are known"


def test_of_two_things_that_were_said_the_most_precise_counts(tmp_path: Path) -> None:
    files = [visits(tmp_path), visits(tmp_path, "bezoek extra 2026-09.csv")]
    one, other = proposed(*files, **{"bezoek": ("visit",), "bezoek extra": ("help_request",)})
    assert (one.datasets, other.datasets) == (("visit",), ("help_request",))
    book = workbook(tmp_path / "2026.xlsx", {"2026": [["Kwartaal", "X"], ["1e kw.", 3], ["2e kw.", 4]]})
    plain, sheet = proposed(visits(tmp_path), book, **{"2026": ("capacity",)})
    assert (plain.datasets, sheet.datasets) == (("visit",), ("capacity",)), (
        "the name of a sheet is no part of a file's name"
    )


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"ezoek": ("visit",), "bezoe": ("help_request",)}, "both fit 'bezoek 2026-09.csv'"),
        ({"uren": ("visit",)}, "fits no sheet .* there are 'bezoek"),
    ],
)
def test_what_was_said_and_fits_two_ways_or_nowhere_is_refused(
    tmp_path: Path, told: dict[str, tuple[str, ...]], why: str
) -> None:
    with pytest.raises(Unclear, match=why):
        proposed(visits(tmp_path), **told)


def requests(folder: Path, month: int, numbers: range) -> Path:
    rows = [f"H{i:04};K{i % 9};{i % 27 + 1:02}-{month:02}-2026;koken;afgerond" for i in numbers]
    return text(
        folder, f"hulp 2026-{month:02}.csv", "Hulpvraagnummer;Cliëntnummer;Aangevraagd op;Soort hulp;Status", *rows
    )


@pytest.mark.parametrize(
    ("second", "kind", "is_asked"),
    [(range(40), "register", False), (range(30, 80), "increment", True), (range(40, 80), "increment", False)],
)
def test_what_comes_again_in_part_is_a_period_and_a_question(
    tmp_path: Path, second: range, kind: str, is_asked: bool
) -> None:
    (found,) = proposed(requests(tmp_path, 8, range(40)), requests(tmp_path, 9, second))
    assert found.delivery["kind"] == kind
    assert asked(found, "van de nummers staat in twee voorbeelden") == is_asked


def test_small_words_of_the_trade() -> None:
    assert end_pattern("94 belletjes in totaal") == r"^\d+ belletjes"
    assert all(map(names_period, ("1e kw.", "Q3 2026", "aug", "2e halfjaar", "2026-08")))
    assert not any(map(names_period, ("Holtenbroek", "12", "groep 3", "")))
    seen = profile("", 0, [(1, "A'dorp"), (2, "A'foort")] * 5)
    places = {"Assendorp": "x/a", "Amersfoort": "x/b", "Arnhem": "x/c"}
    found = code_words(seen, "gender", learn(REGISTRY, SOURCES), places)
    assert {word: code for word, (code, _) in found.unsure.items()} == {"A'dorp": "x/a", "A'foort": "x/b"}


def test_headings_that_are_months_or_moments_of_a_call_round_are_understood(tmp_path: Path) -> None:
    months = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    rows: list[list[Any]] = [["Huis", *months], ["NZ", *[14] * 11, "?"], ["KW", *[9] * 12]]
    book = workbook(tmp_path / "Ruimte 2026.xlsx", {"Ruimte": rows})
    (found,) = propose([book], "zwolle", REGISTRY, SOURCES, 60, {"ruimte": ("capacity",)}, {"Huis": "location"})
    (fill,) = found.delivery["tables"][0]["fills"]
    assert fill["columns"]["iso_week"] == {"every_week": "periode"}
    assert fill["columns"]["location"]["from"] == "Huis"
    assert fill["columns"]["places"] == {"from": "value"}
    top = ["Trajectnr", "", "Bij vertrek", "", "Na een half jaar", "", "Na een jaar", ""]
    low = ["", "Wie", *["Gesproken op", "Werkt?"] * 3]
    asked_on = [date(2026, 1, 5) + timedelta(days=9 * i) for i in range(20)]
    people_called = [[f"T{i:03}", "x", day, "ja", day, "nee", day, "geen gehoor"] for i, day in enumerate(asked_on)]
    book = workbook(
        tmp_path / "Belronde sept 2026.xlsx",
        {"Belronde": [top, low, *people_called]},
        {"Belronde": ["C1:D1", "E1:F1", "G1:H1"]},
    )
    (found,) = proposed(book, belronde=("follow_up",))
    own = columns(found, "follow_up")
    assert own["moment"] == {
        "from": "upper",
        "values": {"Bij vertrek": "0", "Na een half jaar": "6", "Na een jaar": "12"},
    }
    assert own["trajectory_id"] == {"from": "Trajectnr"}, "a number that another list gives out is never put together"
    assert "geen gehoor" not in own["in_work"].get("values", {})


@pytest.mark.parametrize(
    ("headers", "why"), [({"Deur": "location"}, "no table has this header; there are Bezoeknummer")]
)
def test_a_header_that_is_nowhere_is_refused(tmp_path: Path, headers: dict[str, str], why: str) -> None:
    with pytest.raises(Unclear, match=why):
        propose([visits(tmp_path)], "zwolle", REGISTRY, SOURCES, 60, {}, headers)


def test_what_comes_back_in_lists_of_different_things_may_be_the_places(tmp_path: Path) -> None:
    lists = [people(tmp_path, ("Huis", "NZ|KW")), visits(tmp_path)]
    lists[1].write_text(
        lists[1]
        .read_text()
        .replace(";Zz\n", ";Huis\n")
        .replace(";0\n", ";NZ\n")
        .replace(";1\n", ";KW\n")
        .replace(";2\n", ";NZ\n")
    )
    found, _ = proposed(*lists, mensen=("trajectory",), bezoek=("visit",))
    assert found.places.maybe == (("Huis", ("KW", "NZ")),)
    (told, _) = propose(
        lists, "zwolle", REGISTRY, SOURCES, 60, {"mensen": ("trajectory",), "bezoek": ("visit",)}, {"Huis": "location"}
    )
    assert {place.id for place in told.places.locations} == {"zwolle/nz", "zwolle/kw"}


def test_names_of_people_are_not_repeated_however_often_they_come_back(tmp_path: Path) -> None:
    extra = (
        ("Begeleider", "Corrie|Jan de Boer"),
        ("Vak", "AAP|noot mies"),
        ("Gezien op", "01-09-2025|02-09-2025|03-09-2025|Corrie"),
    )
    (found,) = proposed(people(tmp_path, *extra), mensen=("trajectory",))
    said = " ".join(remark.text for remark in found.remarks)
    assert "'AAP', 'noot mies'" in said
    assert "'Begeleider' (2 verschillende woorden)" in said
    assert "Corrie" not in said
    assert "Boer" not in said
