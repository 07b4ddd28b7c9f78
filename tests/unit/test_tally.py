"""What a trial tells of a file can be laid beside what the partner says of it, and holds nothing of anybody."""

from pathlib import Path

import pytest

from pipelines import hints, ingest, summary, terminal_check
from pipelines.nothing import means_nothing
from tests.workplace import Workplace, request, requests, trajectories, trajectory


def tried(place: Workplace, folder: Path, name: str, content: bytes) -> ingest.Trial:
    path = folder / name
    path.write_bytes(content)
    return ingest.try_out(place.settings, place.registry, path, "noord")[1]


def test_records_codes_and_numbers_are_those_of_the_accepted_rows(
    workplace: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [request(n, via="huisarts" if n % 4 else "") for n in range(39)]
    lines.append(request(39, handled="", status="gepland", via=""))
    (row,) = tried(
        workplace, tmp_path, "hulpvragen_201602.csv", requests(*lines, request(90, asked="31-02-2016"))
    ).tally
    assert (row["dataset"], row["records"], row["distinct"]) == (
        "help_request",
        40,
        {"request_id": 40, "client_key": 7},
    )
    counted = {name: {one["code"]: one["records"] for one in own} for name, own in row["codes"].items()}
    assert counted["requested_by"] == {"gp": 29, "": 11}
    assert counted["status"] == {"handled": 39, "planned": 1}
    assert row["dated"] == {"requested_on": 40, "handled_on": 39}
    terminal_check.tell_tally([row | {"sums": {"category": 12.25}}])
    told = capsys.readouterr().out
    assert "Hulpvraag: 40 gegevens" in told
    assert "huisarts 29 · (leeg) 11" in told
    assert "39 gevuld" in told
    assert "samen 12,25" in told


def test_nothing_of_a_person_is_told(workplace: Workplace, tmp_path: Path) -> None:
    lines = trajectories(*(trajectory(n, family="Vandenberg") for n in range(12)))
    (row,) = tried(workplace, tmp_path, "trajecten_201602.csv", lines).tally
    assert row["distinct"] == {"trajectory_id": 12}
    assert not any(secret in str(row) for secret in ("Vandenberg", "Fatima", "1990", "NO-00"))


def test_a_finding_that_the_agreement_might_solve_is_hinted_at(workplace: Workplace, tmp_path: Path) -> None:
    lines = [request(n) for n in range(80)]
    lines += [
        request(81, handled="***"),
        request(82, kind="onbekend"),
        request(83, kind="ommetje"),
        request(84, handled="nooit"),
    ]
    trial = tried(workplace, tmp_path, "hulpvragen_201602.csv", requests(*lines))
    told = hints.of(summary.grouped(trial.findings), workplace.registry, "noord", "hulpvragen")
    assert len(told) == 3
    assert any("handled_on" in hint and "'***'" in hint and "empty: ['***']" in hint for hint in told)
    assert any("category" in hint and "'onbekend'" in hint and "empty" in hint for hint in told)
    assert any("values: {'ommetje': ?}" in hint and "walk" in hint and "noord/hulpvragen.yaml" in hint for hint in told)


@pytest.mark.parametrize(
    "word", ["***", "n.v.t.", "Onbekend", "–", "xxx", "XXXXX", "####", "…", "<5", "12**", "n.n.b.", " navragen "]
)
def test_a_masked_or_missing_value_means_nothing(word: str) -> None:
    assert means_nothing(word)


@pytest.mark.parametrize(
    "word", ["0", "nee", "x", "1-2-2026", "Nvtveld", "5", "12", "-3", "ja", "max", "vr", "0!", "A"]
)
def test_a_value_means_something(word: str) -> None:
    assert not means_nothing(word)
