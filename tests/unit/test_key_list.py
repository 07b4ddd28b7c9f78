"""A name becomes the number that the partner's own key list gives, and whoever is not on it stays apart."""

from typing import Any

import pytest

from pipelines.receipts import Receipt
from tests.workplace import Workplace, workbook

HEADERS = ["Stagiair", "Start", "Einde", "wk 1", "wk 2", "Afgerond", "tot"]
KEYS: list[list[Any]] = [
    ["Naam", "Begonnen", "Nr"],
    ["Vries, Fatima de", None, "OO-7"],
    ["Ömer Kaya", "07-01-2013", "OO-1"],
    ["Kaya, Omer", "wo 26-6-2013", "OO-2"],
    ["Jansen, Bo", "07-01-2013", "OO-3"],
    ["Jansen, Bo", "07-01-2013", "OO-4"],
    ["Fatima de Vries", "07-01-2013", "oo-5"],
]
WORKBOOK = r"""file: '^presentie_(?P<year>\d{4})(?P<month>\d{2})\.(?:csv|xlsx)$'
example: presentie_201306.csv
reads: text_or_workbook"""


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    """The invented partner's presence list may also come as a workbook with a key list."""
    yaml = "partners/oost/presentie.yaml"
    old = (workplace.sources / yaml).read_text(encoding="utf-8")
    first, last = old.index("file:"), old.index("\ntext:")
    workplace.agree(yaml, old[first:last], WORKBOOK)
    workplace.agree(yaml, "    header: {find: Stagiair}", "    sheet: ^Presentie$\n    header: {find: Stagiair}")
    workplace.agree(yaml, "{key: [Stagiair, Start]}", "{key_list: {who: Stagiair, started_on: Start}}")
    listed = "\n  - {name: sleutels, sheet: ^Sleutels$, header: {find: Naam}, key_list: {who: Naam, started_on: Begonnen, number: Nr}}\n"
    with (workplace.sources / yaml).open("a", encoding="utf-8") as file:
        file.write(listed)
    return workplace


def intern(name: str, start: str = "07-01-2013") -> list[Any]:
    return [name, start, "31-12-2013", "1", "x", "", 1]


def deliver(place: Workplace, interns: list[list[Any]], keys: list[list[Any]] | None = None, day: int = 0) -> Receipt:
    sheets = {"Presentie": [["Presentie"], HEADERS, *interns], "Sleutels": KEYS if keys is None else keys}
    content = workbook(place.data.parent / f"made {day}.xlsx", sheets).read_bytes()
    return place.deliver("oost", f"presentie_2013{6 + day:02}.xlsx", content, day)


def numbers(place: Workplace, receipt: Receipt, dataset: str = "trajectory") -> list[str]:
    return [row[0] for row in place.rows(receipt, dataset, "trajectory_id")]


def told(receipt: Receipt) -> dict[str, int]:
    return {finding["rule"]: finding["count"] for finding in receipt.findings}


def reference(place: Workplace, *given: str) -> list[str]:
    """The pseudonyms of trajectory numbers that another delivery of the same site writes itself."""
    lines = ["Trajectnr;Roepnaam;Achternaam;Geboren;Wijk;Niveau;Start;Gepl. einde;Einde;Status;Reden"]
    lines += [f"{one};A;B;03-04-1990;Haven;2;01-09-2015;31-08-2016;;loopt;" for one in given]
    receipt = place.deliver("noord", "trajecten_201602.csv", "\n".join([*lines, ""]).encode("utf-8-sig"))
    return numbers(place, receipt)


@pytest.mark.parametrize("name", ["Ömer Kaya", "Ömer  Kaya", "kaya, omer", "Kaya,\u00a0OMER"])
def test_a_name_becomes_the_number_that_others_know(place: Workplace, name: str) -> None:
    receipt = deliver(place, [intern(name), intern(name, "26-6-2013")])
    first, second = reference(place, "OO-1", "oo-2")
    assert numbers(place, receipt) == [first, second]
    assert numbers(place, receipt, "attendance") == [first, first, second, second]
    assert told(receipt) == {}


@pytest.mark.parametrize("name", ["Bo Jansen", "Fatima de Vries", "Pietersen, Anna", "Kaya"])
def test_who_is_not_on_the_list_or_twice_with_two_numbers_is_told_and_counts_all_the_same(
    place: Workplace, name: str
) -> None:
    receipt = deliver(place, [intern(name, "01-02-2013")])
    assert (receipt.outcome, told(receipt)) == ("accepted_with_notices", {"row.is_in_key_list": 1})
    assert receipt.records == {"trajectory": 1, "attendance": 2}
    assert name not in receipt.findings[0]["sentence"]
    assert numbers(place, receipt)[0] not in reference(place, *(f"OO-{number}" for number in range(1, 8)))


def test_a_name_with_a_day_goes_before_the_name_alone(place: Workplace) -> None:
    receipt = deliver(place, [intern("Fatima de Vries", "7-1-2013")])
    assert numbers(place, receipt) == reference(place, "OO-5")
    assert told(receipt) == {}


def test_a_name_without_a_day_is_enough_when_it_has_one_number(place: Workplace) -> None:
    receipt = deliver(place, [intern("Fatima de Vries", "1-3-2013")], [KEYS[0], ["de Vries, Fatima", None, "OO-7"]])
    assert numbers(place, receipt) == reference(place, "OO-7")


def test_the_list_is_counted_and_leaves_nothing_behind(place: Workplace) -> None:
    receipt = deliver(place, [intern("Ömer Kaya")])
    assert receipt.skipped == {"key_list": 6, "preamble": 1}
    assert receipt.source_rows == receipt.used + receipt.quarantined + sum(receipt.skipped.values())
    kept = [
        path
        for folder in ("accepted", "quarantine", "receipts")
        for path in (place.data / folder).rglob("*")
        if path.is_file()
    ]
    assert kept
    for path in kept:
        for name in (b"Fatima", b"fatima", b"Kaya", b"kaya", b"OO-1"):
            assert name not in path.read_bytes(), path


def test_the_same_table_as_text_has_no_list_and_a_name_stays_a_key_of_its_own(place: Workplace) -> None:
    lines = ["Presentie", ",".join(HEADERS), '"Kaya, Ömer",07-01-2013,05-04-2013,1,x,,1', "", "Cliënten", "vast,3"]
    receipt = place.deliver("oost", "presentie_201306.csv", "\n".join(lines).encode("utf-8-sig"))
    assert (receipt.used, receipt.records) == (1, {"trajectory": 1, "attendance": 2})
    assert told(receipt) == {}
    assert numbers(place, receipt) != reference(place, "OO-1")
    again = deliver(place, [intern("Ömer Kaya")], day=1)
    assert again.difference["trajectory"] == {"new": 1, "changed": 0, "vanished": 1}
    (finding,) = [one for one in again.findings if one["rule"] == "trajectory.little_vanished"]
    assert "zijn de nummers of de namen veranderd?" in finding["sentence"]


def test_a_list_without_its_numbers_is_refused(place: Workplace) -> None:
    receipt = deliver(place, [intern("Ömer Kaya")], [["Naam", "Begonnen", "Nummer"], ["Ömer Kaya", None, "OO-1"]])
    assert receipt.outcome == "rejected"
    assert "Sleutels: kolom 'Nr' ontbreekt" in receipt.sentence


def test_a_workbook_without_the_list_is_refused(place: Workplace) -> None:
    content = workbook(place.data.parent / "zonder.xlsx", {"Presentie": [HEADERS, intern("Ömer Kaya")]}).read_bytes()
    receipt = place.deliver("oost", "presentie_201306.xlsx", content)
    assert receipt.outcome == "rejected"
    assert "Tabblad 'Sleutels' ontbreekt" in receipt.sentence
