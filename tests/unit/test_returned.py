"""What a supplier gets back: its own workbook with comments or a list, its receipt, and no more than it may see."""

import io
import os
import re
import stat
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pytest

from pipelines import explanations, findings, outbox, receipts, returned
from pipelines.explanations import Explanation, NothingToExplain
from pipelines.receipts import Receipt
from pipelines.registry import load_registry
from pipelines.settings import SOURCES
from pipelines.stages import accept
from pipelines.stages.feedback import kept, listing
from pipelines.stages.feedback.actions import Action, repair_actions
from pipelines.stages.feedback.receipt import Told, page, text
from tests.returned_workbooks import notes_in, parts_of
from tests.unit.test_ingest import report
from tests.workplace import Workplace, request, requests, trajectories, trajectory, workbook

FEBRUARY = "hulpvragen_201602.csv"
REPORT = "rapportage mrt 2016.xlsx"
CONTRACT = load_registry(SOURCES).contracts["trajectory"]


def wrong_report(folder: Path) -> bytes:
    """A report with a day that does not exist, an unknown word, a column nobody knows, a birth date that is none."""
    people: list[list[Any]] = [
        [f"OO-{n}", "Anna de Vries", "03-04-1990", "02-02-2015", "25-01-2016", "25-01-2016", "J", "Afgerond", "x"]
        for n in range(80)
    ]
    people[3][3], people[5][7], people[7][2] = "31-06-2015", "Afgerondt", "31-02-1990"
    head: list[list[Any]] = [
        ["Trajectnr", "Naam", "Geb.dat.", "Traject", None, None, "J/N", "Status", "Nieuw"],
        [None, None, None, "Start", "Eind gepl.", "Eind", None, None, None],
        ["Groep 1 Plein (feb 2015)"],
    ]
    left: list[list[Any]] = [
        ["Trajectnr", "Baan vanaf", "Uren p/w"],
        ["OO-0", "01-02-2016", 24],
        ["OO-99", "01-02-2016", 24],
    ]
    sheets = {"Deelnemers": [*head, *people], "Uitstroom": left}
    return workbook(folder / "wrong.xlsx", sheets, {"Deelnemers": ["D1:F1"]}).read_bytes()


def give_back(place: Workplace, receipt: Receipt, *, encrypt: bool = False) -> returned.Returned:
    return returned.give_back(place.settings, place.registry, receipt, encrypt=encrypt)


def test_a_workbook_comes_back_with_a_comment_on_each_offending_cell(workplace: Workplace, tmp_path: Path) -> None:
    content = wrong_report(tmp_path)
    receipt = workplace.deliver("oost", REPORT, content)
    made = give_back(workplace, receipt)
    assert made.copy is not None
    assert made.copy.name == "rapportage mrt 2016 - met opmerkingen.xlsx"
    assert made.password is None
    found = notes_in(made.copy)
    assert set(found["Deelnemers"]) == {"D7", "H9", "C11", "I2"}
    assert found["Deelnemers"]["D7"].startswith(
        "Deze regel is apart gezet: '31-06-2015' is geen bestaande datum. Bedoelt u 30-06-2015?"
    )
    assert "Bedoelt u 'Afgerond'?" in found["Deelnemers"]["H9"]
    assert "1990" not in found["Deelnemers"]["C11"]
    assert "kennen wij niet" in found["Deelnemers"]["I2"]
    assert "komt niet voor in de hoofdtabel" in found["Uitstroom"]["A3"]
    source = tmp_path / "delivered.xlsx"
    source.write_bytes(content)
    before, after = parts_of(source), parts_of(made.copy)
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
    }  # fmt: skip
    assert stat.S_IMODE(made.copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert {path.name for path in made.folder.iterdir()} == {
        made.copy.name,
        "ontvangstbewijs.html",
        "ontvangstbewijs.txt",
    }


def test_outside_the_demo_a_copy_opens_with_its_password_only(workplace: Workplace, tmp_path: Path) -> None:
    receipt = workplace.deliver("oost", REPORT, wrong_report(tmp_path))
    made = give_back(workplace, receipt, encrypt=True)
    assert made.copy is not None
    assert made.password is not None
    assert re.fullmatch(r"(\w{5}-){3}\w{5}", made.password)
    assert b"Anna" not in made.copy.read_bytes()
    assert made.copy.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    with made.copy.open("rb") as file:
        locked = msoffcrypto.OfficeFile(file)
        locked.load_key(password=made.password)
        opened = io.BytesIO()
        locked.decrypt(opened)
    (tmp_path / "open.xlsx").write_bytes(opened.getvalue())
    assert "D7" in notes_in(tmp_path / "open.xlsx")["Deelnemers"]
    assert give_back(workplace, receipt, encrypt=True).password != made.password


def test_a_text_file_comes_back_as_a_list(workplace: Workplace) -> None:
    lines = [request(number) for number in range(60)]
    lines[3] = request(3, kind="-99", handled="05-02-2016")
    lines[5] = request(5, kind='=HYPERLINK("x")')
    receipt = workplace.deliver("noord", FEBRUARY, requests(*lines))
    made = give_back(workplace, receipt)
    assert made.copy is not None
    assert made.copy.name == "hulpvragen_201602 - bevindingen.xlsx"
    assert made.cells == 0
    book = openpyxl.load_workbook(made.copy)
    assert book.sheetnames == ["Te herstellen", "Bevindingen"]
    head, *rows = list(book["Bevindingen"].iter_rows(values_only=True))
    assert head == ("Regel", "Cel", "Kolom", "Wat er staat", "Gevolg", "Reden", "Voorstel")
    assert rows[0][:4] == (5, None, "Soort hulp", -99)
    assert rows[1][:4] == (7, None, "Soort hulp", '\'=HYPERLINK("x")')
    assert not any(cell.data_type == "f" for row in book["Bevindingen"].iter_rows() for cell in row)
    assert book["Te herstellen"]["A2"].value == 1


def test_more_findings_than_a_receipt_keeps_are_all_in_the_copy(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "PER_RULE", 3)
    monkeypatch.setattr(accept.decide, "__defaults__", (3,))
    wrong = [request(number, handled="01-02-2016") for number in range(9)]
    receipt = workplace.deliver("noord", FEBRUARY, requests(*wrong, *(request(number) for number in range(10, 300))))
    assert receipt.quarantined == 9
    assert sum(finding["count"] for finding in receipt.findings) == 9
    assert receipt.actions[0]["count"] == 9
    found, complete = kept.read(receipts.findings_path(workplace.data, receipt))
    assert (len(found), complete) == (3, False)
    made = give_back(workplace, receipt)
    assert made.copy is not None
    assert made.findings == 9
    assert openpyxl.load_workbook(made.copy)["Bevindingen"].max_row == 10


def test_findings_are_read_back_as_they_were_kept(tmp_path: Path) -> None:
    found = [
        findings.wrong_format(CONTRACT, CONTRACT.column("started_on"), "Uren", n, "Start", "31-06-2016", "D")
        for n in range(5)
    ]
    kept.write(tmp_path / "a" / "x.jsonl.gz", found)
    assert kept.read(tmp_path / "a" / "x.jsonl.gz") == (found, True)
    assert kept.read(tmp_path / "nothing") == ([], False)
    kept.write(tmp_path / "empty", [])
    assert not (tmp_path / "empty").exists()


def test_a_file_that_is_gone_gives_only_the_receipt(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", FEBRUARY, requests(*(request(n) for n in range(40)), request(41, kind="x")))
    (workplace.data / "archive" / "noord" / receipt.sha256).unlink()
    made = give_back(workplace, receipt)
    assert made.copy is None
    assert "bewaartermijn" in made.why_none
    assert (made.folder / "ontvangstbewijs.html").exists()


def test_a_file_without_findings_gives_no_copy(workplace: Workplace) -> None:
    made = give_back(workplace, workplace.deliver("noord", FEBRUARY, requests(*(request(n) for n in range(9)))))
    assert made.copy is None
    assert "niets aan te merken" in made.why_none


def test_a_loose_file_is_judged_and_nothing_of_it_is_stored(workplace: Workplace, tmp_path: Path) -> None:
    file = tmp_path / REPORT
    file.write_bytes(wrong_report(tmp_path))
    made = returned.give_back_file(
        workplace.settings, workplace.registry, file, "oost", tmp_path / "uit", encrypt=False
    )
    assert made.copy is not None
    assert set(notes_in(made.copy)["Deelnemers"]) == {"D7", "H9", "C11", "I2"}
    assert not workplace.receipts()
    assert not (workplace.data / "findings").exists()


def test_a_delivery_is_found_by_its_reference_or_how_it_begins(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", FEBRUARY, requests(request(1)))
    workplace.deliver("noord", "hulpvragen_201603.csv", requests(request(2)), day=1)
    for wanted in (receipt.delivery_id, receipt.receipt_id, "noord.hulpvragen.2016-02"):
        assert returned.delivery_of(workplace.data, wanted) == receipt
    with pytest.raises(returned.NotFound, match="2 deliveries begin with it"):
        returned.delivery_of(workplace.data, "noord.hulp")
    with pytest.raises(returned.NotFound, match=r"did you mean 'noord\.hulpvragen\.2016-02"):
        returned.delivery_of(workplace.data, receipt.delivery_id.replace("hulpvragen", "hulpvragn"))


def test_many_remarks_on_one_cell_are_cut_short(workplace: Workplace) -> None:
    assert workplace
    column = CONTRACT.column("started_on")
    found = [findings.wrong_format(CONTRACT, column, "Uren", 2, "Start", f"{n}-13-2016", "D") for n in range(40)]
    found.append(findings.unmatched_row(CONTRACT, "Uren", 3))
    found.append(findings.sheet_not_found("^Weg$", ["Uren"]))
    cells = returned.notes_of(found, ["Uren"])
    assert set(cells) == {"Uren"}
    assert set(cells["Uren"]) == {"D2", "A3"}
    assert cells["Uren"]["D2"].count("Deze regel is apart gezet") == returned.PER_CELL
    assert cells["Uren"]["D2"].endswith(f"… en nog {40 - returned.PER_CELL} opmerkingen bij deze cel.")


def test_every_delivery_gets_its_receipt_once_and_again_when_something_is_said_of_it(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", FEBRUARY, requests(*(request(n) for n in range(40)), request(41, kind="x")))
    folder = outbox.folder_of(workplace.data, receipt)
    written = folder / "ontvangstbewijs.html"
    first = written.stat().st_mtime_ns
    assert outbox.write_new(workplace.settings, workplace.registry) == []
    written.unlink()
    assert outbox.write_new(workplace.settings, workplace.registry) == [folder]
    assert written.stat().st_mtime_ns > first
    workplace.drop("noord", "hulpvragen_201602 v2.csv", requests(request(1)))
    workplace.run()
    assert len(list((workplace.data / "outbox" / "noord").iterdir())) == 2


def test_a_receipt_tells_where_every_row_went_and_nobody_who_is_in_it(workplace: Workplace, tmp_path: Path) -> None:
    receipt = workplace.deliver("oost", REPORT, wrong_report(tmp_path))
    folder = outbox.folder_of(workplace.data, receipt)
    for name in ("ontvangstbewijs.html", "ontvangstbewijs.txt"):
        said = (folder / name).read_text(encoding="utf-8")
        for word in (
            "WijkLeerbedrijf Oost", "Maandrapportage", "maart 2016", receipt.delivery_id, "Apart gezet", "groepskop",
            "Geen bestaande datum", "30-06-2015", "Kleuren, doorgestreepte tekst", "verzonnen", "Controletotalen",
            "Traject: aantal",
        ):  # fmt: skip
            assert word.lower() in said.lower(), word
        assert "Vries" not in said
        assert "OO-5" not in said
    html = (folder / "ontvangstbewijs.html").read_text(encoding="utf-8")
    assert not re.search(r"(src|href)=|<script|@import|url\(", html)
    assert '<html lang="nl">' in html


def told(**other: Any) -> Told:
    moment = datetime(2026, 11, 1, 9, tzinfo=UTC)
    values: dict[str, Any] = {
        "partner": "P", "title": "T", "period": "2016-02", "file": "f.csv", "reference": "p.t.2016-02.1", "arrived_at": moment,
        "processed_at": moment, "outcome": "accepted", "sentence": "S.", "demo": False, "workbook": False,
    }  # fmt: skip
    return Told(**values | other)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("accepted", "U hoeft niets te doen"), ("accepted_with_notices", "volgende keer beter"),
        ("rejected", "wat u eerder leverde blijft gelden"), ("destroyed", "vernietigd"), ("unknown_file", "afgesproken naam"),
    ],
)  # fmt: skip
def test_a_receipt_says_what_happens_next(outcome: str, said: str) -> None:
    for written in (page(told(outcome=outcome)), text(told(outcome=outcome))):
        assert said in written
        assert "verzonnen" not in written
        assert "Kleuren" not in written


def test_rows_set_apart_count_only_when_they_come_again() -> None:
    assert "in zijn geheel opnieuw" in text(told(outcome="accepted_with_notices", quarantined=2, rows=5, used=3))


def test_what_a_file_says_is_never_run_as_html() -> None:
    attack = "<script>alert(1)</script>\" onload='x'"
    action = Action("r", "notice", attack, attack, 3, places=[attack])
    html = page(
        told(partner=attack, title=attack, file=attack, sentence=attack, actions=[action], explained=[(action, attack)])
    )
    assert "<script" not in html
    assert "onload='" not in html


def test_the_difference_and_the_control_totals_stand_on_the_receipt() -> None:
    full = told(
        rows=100, used=90, quarantined=4, skipped={"total": 6}, stated_rows=94, records=[("Bezoek", 90)],
        totals=[("Bezoek", "uren", 22000.5)], difference=[("Bezoek", 10, 2, 1)],
    )  # fmt: skip
    plain, html = text(full), page(full)
    assert re.search(r"Regels volgens het bestand zelf +94\n", plain)
    assert re.search(r"Bezoek: som van uren +22\.000,5\n", plain)
    assert "Bezoek: 10 nieuw, 2 gewijzigd, 1 verdwenen" in plain
    assert ">90 %<" in html.replace("90,0 %", "90 %")
    assert "22.000,5" in html


def notice(place: Workplace) -> Receipt:
    lines = [request(number) for number in range(40)]
    lines[4] = request(4, via="buurvrouw")
    lines[5] = request(5, via="de bakker")
    return place.deliver("noord", FEBRUARY, requests(*lines))


RULE = "help_request.requested_by.is_known"


def test_a_notice_that_was_explained_is_silent_for_that_delivery_only(workplace: Workplace) -> None:
    receipt = notice(workplace)
    said = Explanation(RULE, "Zij is mantelzorger", "Jan van Noord", "2026-11-01", value="buurvrouw")
    explanations.add(workplace.data, receipt, said)
    assert explanations.read(workplace.data, receipt) == [said]
    assert "Zij is mantelzorger" in workplace.told()
    (folder,) = outbox.write_new(workplace.settings, workplace.registry)
    written = (folder / "ontvangstbewijs.txt").read_text(encoding="utf-8")
    assert "DOOR U TOEGELICHT" in written
    assert "“Zij is mantelzorger” (Jan van Noord, 1 november 2026)" in written
    made = give_back(workplace, receipt)
    assert made.copy is not None
    rows = list(openpyxl.load_workbook(made.copy)["Bevindingen"].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == ["de bakker"]
    again = workplace.deliver(
        "noord", "hulpvragen_201602 v2.csv", requests(*(request(n) for n in range(39)), request(44, via="buurvrouw")), 1
    )
    assert explanations.read(workplace.data, again) == []
    assert "TOEGELICHT" not in (outbox.folder_of(workplace.data, again) / "ontvangstbewijs.txt").read_text(
        encoding="utf-8"
    )


def test_what_set_rows_apart_cannot_be_explained_away(workplace: Workplace) -> None:
    receipt = workplace.deliver("noord", FEBRUARY, requests(*(request(n) for n in range(40)), request(41, kind="iets")))
    rule = "help_request.category.is_known"
    assert any(finding["rule"] == rule for finding in receipt.findings)
    for wrong in (rule, "help_request.nothing"):
        with pytest.raises(NothingToExplain, match="none"):
            explanations.add(workplace.data, receipt, Explanation(wrong, "klopt", "Jan", "2026-11-01"))
    assert explanations.read(workplace.data, receipt) == []
    with pytest.raises(NothingToExplain, match="in column 'Via'"):
        explanations.add(workplace.data, receipt, Explanation(rule, "klopt", "Jan", "2026-11-01", header="Via"))


def test_copies_go_when_their_term_is_over_and_receipts_stay(workplace: Workplace, tmp_path: Path) -> None:
    made = give_back(workplace, workplace.deliver("oost", REPORT, wrong_report(tmp_path)))
    assert made.copy is not None
    assert outbox.destroy_old_copies(workplace.data, 14) == []
    old = time.time() - 15 * outbox.DAY
    for path in made.folder.iterdir():
        os.utime(path, (old, old))
    assert outbox.destroy_old_copies(workplace.data, 14) == [made.copy]
    assert (made.folder / "ontvangstbewijs.html").exists()


def test_a_report_without_faults_in_cells_still_lists_what_it_lacks(workplace: Workplace, tmp_path: Path) -> None:
    receipt = workplace.deliver("oost", REPORT, report(tmp_path, people=False))
    assert receipt.outcome == "rejected"
    made = give_back(workplace, receipt)
    assert made.copy is not None
    assert made.copy.name.endswith("- bevindingen.xlsx")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("=1+1", "'=1+1"), ("+31", "'+31"), ("-x", "'-x"), ("@sum", "'@sum"), ("\tx", "'\tx"), ("\rx", "'\rx"), ("  =1", "'  =1"),
        ("a\n=1", "'a\n=1"), ("gewoon", "gewoon"), ("a-b", "a-b"), ("12:30", "12:30"), ("a\x00b", "ab"),
    ],
)  # fmt: skip
def test_what_looks_like_a_formula_is_made_harmless(given: str, written: str) -> None:
    assert listing.harmless(given) == written


@pytest.mark.parametrize(("given", "written"), [("5,6", 5.6), ("-5", -5), ("0123", "0123"), ("1e5", "1e5"), ("99", 99)])
def test_numbers_stay_numbers(tmp_path: Path, given: str, written: object) -> None:
    rule = next(rule for rule in CONTRACT.rules if rule.severity == "quarantines")
    found = [findings.broken_rule(rule, "", 3, "Kolom", given)]
    assert listing.write(tmp_path / "a.xlsx", repair_actions(found), found) == 1
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["Bevindingen"]["D2"].value == written


def test_a_trajectory_that_is_named_nowhere_else_is_not_in_what_is_kept(workplace: Workplace) -> None:
    lines = [trajectory(number) for number in range(60)]
    lines[7] = trajectory(7, born="31-02-1990", status="kwijt")
    receipt = workplace.deliver("noord", "trajecten_201604.csv", trajectories(*lines))
    assert receipt.quarantined == 1
    path = receipts.findings_path(workplace.data, receipt)
    told_of = [asdict(finding) for finding in kept.read(path)[0]]
    assert "NO-0007" not in str(told_of)
    assert "1990" not in str(told_of)
