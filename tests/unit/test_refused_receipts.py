"""A receipt of a refused delivery tells where its rows are as far as they were counted, and says so when they were not."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipelines import ingest, outbox
from pipelines.receipts import Receipt
from tests.unit.test_ingest import enrolments_with_bsn
from tests.workplace import Workplace, request, requests, trajectories, trajectory, workbook

FEBRUARY = "hulpvragen_201602.csv"
JANUARY = "trajecten_201601.csv"
REPORT = "rapportage mrt 2016.xlsx"


def on_paper(place: Workplace, receipt: Receipt) -> list[str]:
    """The receipt as text, and as the words of its page."""
    folder = outbox.folder_of(place.data, receipt)
    page = re.sub(
        r"<style>.*?</style>|<[^>]+>", " ", (folder / "ontvangstbewijs.html").read_text(encoding="utf-8"), flags=re.S
    )
    return [" ".join(text.split()) for text in ((folder / "ontvangstbewijs.txt").read_text(encoding="utf-8"), page)]


def counted(receipt: Receipt) -> tuple[int, int, dict[str, int]]:
    """Source rows, those set apart, and the skipped ones; nothing of it was used, and together they are all."""
    assert not receipt.is_accepted
    assert receipt.used == 0
    assert receipt.source_rows == receipt.quarantined + sum(receipt.skipped.values())
    return receipt.source_rows, receipt.quarantined, receipt.skipped


def test_with_too_many_bad_rows_it_says_which_part_is_good(workplace: Workplace) -> None:
    lines = [trajectory(n, status="zoek" if n < 5 else "klaar") for n in range(40)]
    receipt = workplace.deliver("noord", JANUARY, trajectories(*lines, ";;;;;;;;;;"))
    assert counted(receipt) == (41, 5, {"blank": 1, "refused": 35})
    for said in on_paper(workplace, receipt):
        assert re.search(r"Gebruikt 0 .*Apart gezet 5 .*Niet gebruikt, omdat de levering niet is verwerkt 35 ", said)
        assert re.search(r"Overgeslagen 1 .*leeg 1 .*Regels in uw bestand 41 ", said)
    again = workplace.deliver("noord", "trajecten_201601 v2.csv", trajectories(*lines, ";;;;;;;;;;"), day=1)
    assert counted(again) == counted(receipt)


@pytest.mark.parametrize(
    ("partner", "name", "content", "rows"),
    [
        ("noord", FEBRUARY, requests(request(1), request(2), "x;y;", stated=9), (4, 1, {"control": 1, "refused": 2})),
        ("noord", JANUARY, trajectories(trajectory(1)).replace(b";Start", b";Zomaar"), (1, 0, {"refused": 1})),
        ("zuid", "inschrijvingen_201610.csv", enrolments_with_bsn(), (8, 0, {"refused": 8})),
    ],
    ids=["control_total_is_wrong", "column_is_missing", "citizen_service_numbers"],
)  # fmt: skip
def test_rows_that_were_read_are_told_when_the_file_is_refused_before_they_are_judged(
    workplace: Workplace, partner: str, name: str, content: bytes, rows: tuple[int, int, dict[str, int]]
) -> None:
    receipt = workplace.deliver(partner, name, content)
    assert counted(receipt) == rows
    for said in on_paper(workplace, receipt):
        assert f"Regels in uw bestand {rows[0]} " in said
        assert f"Niet gebruikt, omdat de levering niet is verwerkt {rows[2]['refused']} " in said
        assert "niet zover gekomen" not in said


def test_rows_of_a_workbook_of_which_one_sheet_is_wrong_are_told(workplace: Workplace, tmp_path: Path) -> None:
    left: list[list[Any]] = [["Nummer", "Baan vanaf", "Uren p/w"], ["OO-0", "01-02-2016", 24]]
    people: list[list[Any]] = [["Trajectnr", "Naam"], ["OO-1", "Anna"], ["OO-2", "Bram"]]
    content = workbook(tmp_path / "x.xlsx", {"Deelnemers": people, "Uitstroom": left}).read_bytes()
    receipt = workplace.deliver("oost", REPORT, content)
    rows, apart, skipped = counted(receipt)
    assert (rows, apart) == (sum(skipped.values()), 0)
    assert rows >= 3
    for said in on_paper(workplace, receipt):
        assert f"Regels in uw bestand {rows} " in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("zomaar.csv", b"a;b\n1;2\n"), (FEBRUARY, b""), (JANUARY, b"zonder kop\n1;2\n"), ("hulpvragen_201613.csv", b"a\n"),
        (FEBRUARY, b"PK\x03\x04abc"),
    ],
    ids=["unknown_name", "empty", "header_is_gone", "month_does_not_exist", "binary"],
)  # fmt: skip
def test_a_file_that_was_never_read_to_its_rows_says_so(workplace: Workplace, name: str, content: bytes) -> None:
    receipt = workplace.deliver("noord", name, content)
    assert counted(receipt) == (0, 0, {})
    for said in on_paper(workplace, receipt):
        assert "weten wij niet: het lezen is niet zover gekomen" in said
        assert "Regels in uw bestand" not in said


@pytest.mark.parametrize("header", ["", ";Zomaar"], ids=["accepted", "column_is_missing"])
def test_a_header_without_rows_says_that_there_are_none(workplace: Workplace, header: str) -> None:
    content = trajectories().replace(b";Start", header.encode()) if header else trajectories()
    receipt = workplace.deliver("noord", JANUARY, content)
    assert receipt.is_accepted != bool(header)
    for said in on_paper(workplace, receipt):
        assert "Er staat geen enkele regel met gegevens in dit bestand." in said


def test_a_trial_tells_where_the_rows_of_a_refused_file_are(workplace: Workplace, tmp_path: Path) -> None:
    path = tmp_path / FEBRUARY
    path.write_bytes(requests(request(1), request(2), stated=9))
    _, trial = ingest.try_out(workplace.settings, workplace.registry, path, "noord")
    assert (trial.outcome.source_rows, trial.outcome.used, trial.outcome.skipped["refused"]) == (3, 0, 2)


def test_a_trial_tells_what_vanished_since_the_delivery_before_and_keeps_nothing(
    workplace: Workplace, tmp_path: Path
) -> None:
    workplace.deliver("noord", JANUARY, trajectories(*(trajectory(n) for n in range(40))))
    before = {path: path.stat().st_mtime_ns for path in workplace.data.rglob("*") if path.is_file()}
    path = tmp_path / "trajecten_201602.csv"
    path.write_bytes(trajectories(*(trajectory(n, level="1" if n == 9 else "2") for n in range(3, 45))))
    _, trial = ingest.try_out(workplace.settings, workplace.registry, path, "noord", compare=True)
    assert trial.difference == {"trajectory": {"new": 5, "changed": 1, "vanished": 3}}
    assert [finding.rule for finding in trial.findings] == ["trajectory.little_vanished"]
    assert {path: path.stat().st_mtime_ns for path in workplace.data.rglob("*") if path.is_file()} == before
    _, alone = ingest.try_out(workplace.settings, workplace.registry, path, "noord")
    assert (alone.difference, alone.findings) == ({}, [])


def test_a_trial_of_an_empty_register_says_that_what_was_known_stays(workplace: Workplace, tmp_path: Path) -> None:
    workplace.deliver("noord", JANUARY, trajectories(trajectory(1)))
    path = tmp_path / "trajecten_201602.csv"
    path.write_bytes(trajectories())
    _, trial = ingest.try_out(workplace.settings, workplace.registry, path, "noord", compare=True)
    assert [finding.rule for finding in trial.findings] == ["file.register_has_records"]


def test_a_rehearsal_without_a_key_compares_nothing(workplace: Workplace, tmp_path: Path) -> None:
    """Pseudonyms of a key that is forgotten at once are like those of nobody: all would seem to have vanished."""
    workplace.deliver("noord", JANUARY, trajectories(*(trajectory(n) for n in range(40))))
    workplace.settings.secret_file.unlink()
    path = tmp_path / "trajecten_201602.csv"
    path.write_bytes(trajectories(*(trajectory(n) for n in range(40))))
    _, trial = ingest.try_out(workplace.settings, workplace.registry, path, "noord", rehearsal=True, compare=True)
    assert (trial.error, trial.difference, trial.findings) == (None, {}, [])
