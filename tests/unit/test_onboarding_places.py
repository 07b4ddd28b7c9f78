"""The places of an unknown site are found wherever its files name them, and every file means the same place by a word."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.onboarding.propose import Proposal, propose
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from tests.unit.test_onboarding_proposal import columns
from tests.workplace import workbook

HEADER: list[Any] = [
    "Trajectnummer",
    "Voornaam",
    "Achternaam",
    "Geb. datum",
    "Startdatum",
    "Einddatum gepland",
    "Opleiding",
    "Niveau",
    "Status",
]


def people(first: int, count: int = 12, **more: Any) -> list[list[Any]]:
    start = date(2025, 9, 1)
    return [
        [f"E{i}", "Bo", "Smit", date(1985, 1, 1 + i % 28), start, date(2026, 8, 31), "Zorghulp", "1", "loopt", *more.values()]
        for i in range(first, first + count)
    ]  # fmt: skip


def proposed(*paths: Path) -> list[Proposal]:
    return propose(list(paths), "stadhaven", load_registry(SOURCES), SOURCES, 60)


def places(found: list[Proposal]) -> dict[str, str]:
    assert found[0].party
    assert all(other.party == found[0].party for other in found)
    return {place.id: place.name for place in found[0].party.locations}


def test_a_place_in_one_file_is_that_place_in_every_file(tmp_path: Path) -> None:
    words = ["Centrum"] * 5 + ["Havenkwartier"] * 4 + ["havenkwartier", "Havenkw.", "Stadhaven - Havenkwartier"]
    listed = [[*row, word] for row, word in zip(people(0), words, strict=True)]
    first = workbook(tmp_path / "deelnemers 2026-08.xlsx", {"x": [[*HEADER, "Wijk"], *listed, *listed]})
    rows = [f"{i};K{i % 7};{i % 28 + 1:02}-08-2026;boodschappen;wijkteam;open;{words[i % 12]}" for i in range(40)]
    second = tmp_path / "hulpvragen 2026-08.csv"
    second.write_text("\n".join(["Nummer;Klant;Aangevraagd;Soort hulp;Via;Status;Locatie", *rows]), encoding="utf-8")
    found = proposed(first, second)
    assert places(found) == {"stadhaven/centrum": "Centrum", "stadhaven/havenkwartier": "Havenkwartier"}
    assert found[0].party
    assert found[0].party.locations[0].since == date(2025, 9, 1)
    asked = columns(found[1], "help_request")["location"]
    assert asked["from"] == "Locatie"
    assert asked["values"]["Havenkw."] == asked["values"]["Stadhaven - Havenkwartier"] == "stadhaven/havenkwartier"
    assert asked["values"]["Centrum"] == "stadhaven/centrum"
    assert set(found[0].places.several_spellings) == {"stadhaven/havenkwartier"}


def test_a_sheet_per_place_is_a_table_per_place(tmp_path: Path) -> None:
    sheets = {name: [HEADER, *people(first)] for name, first in (("Oude Haven", 0), ("Markt", 20))}
    found = proposed(workbook(tmp_path / "deelnemers 2026-08.xlsx", sheets))
    assert set(places(found)) == {"stadhaven/oude_haven", "stadhaven/markt"}
    told = [table["fills"][0]["columns"]["location"] for table in found[0].delivery["tables"]]
    assert told == [{"constant": "stadhaven/oude_haven"}, {"constant": "stadhaven/markt"}]


def test_places_in_group_rows_are_places(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEADER]
    for number, name in enumerate(("Oude Haven", "Markt", "Oude Haven")):
        rows += [[f"{name} – groep {number + 1}"], *people(20 * number, 5), [f"Aantal in {name}", 5]]
    found = proposed(workbook(tmp_path / "deelnemers 2026-08.xlsx", {"Lijst": rows}))
    assert set(places(found)) == {"stadhaven/oude_haven", "stadhaven/markt"}
    (table,) = found[0].delivery["tables"]
    assert table["fill_down"] == r"^(?P<group>(?P<group_location>.+?) – groep \d+)$"
    assert columns(found[0], "trajectory")["location"] == {
        "from": "group_location",
        "values": {"Oude Haven": "stadhaven/oude_haven", "Markt": "stadhaven/markt"},
    }
    assert table["skip"] == [{"kind": "total", "matches": r"(?i)^((sub|eind)?(totaal|totalen|som|gemiddeld)|aantal\b)"}]


def test_a_word_that_every_group_row_begins_with_is_no_part_of_the_place(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEADER]
    for number, name in enumerate(("Oude Haven", "Markt")):
        rows += [[f"Plek {name} ({number + 5} mensen)"], *people(20 * number, 5)]
    found = proposed(workbook(tmp_path / "deelnemers 2026-08.xlsx", {"Lijst": rows}))
    assert set(places(found).values()) == {"Oude Haven", "Markt"}
    assert found[0].delivery["tables"][0]["fill_down"] == r"^(?P<group>Plek (?P<group_location>.+?) \(.+\))$"


def test_a_site_that_names_no_place_is_one_place(tmp_path: Path) -> None:
    found = proposed(workbook(tmp_path / "deelnemers 2026-08.xlsx", {"Lijst": [HEADER, *people(0)]}))
    assert places(found) == {"stadhaven/stadhaven": "Stadhaven"}
    assert columns(found[0], "trajectory")["location"] == {"constant": "stadhaven/stadhaven"}


def test_the_date_in_every_group_row_is_when_its_people_started(tmp_path: Path) -> None:
    header = [name for name in HEADER if name != "Startdatum"]
    rows: list[list[Any]] = [header]
    for number, day in enumerate(("2 februari 2026", "1 sept. 2026")):
        rows += [[f"Groep {number + 1} – start {day}"], *([*row[:4], *row[5:]] for row in people(20 * number, 6))]
    (found,) = proposed(workbook(tmp_path / "deelnemers 2026-09.xlsx", {"Lijst": rows}))
    own = columns(found, "trajectory")["started_on"]
    assert (own["from"], own["date"]) == ("group", ["%d %b %Y"])
    pattern = found.delivery["tables"][0]["fill_down"]
    group = re.search(pattern, "Groep 3 – start 15 mei 2027")
    assert group
    kept = re.search(own["matches"], group["group"])
    assert kept
    assert kept[1] == "15 mei 2027"
