"""A file that is handed in waits in the inbox whole, as something that came now; what cannot be taken is said in Dutch."""

import os
import stat
import time
from pathlib import Path

import pytest

from pipelines import inbox, ingest
from tests.workplace import Workplace, request, requests, trajectories, trajectory

FILE = "hulpvragen_201602.csv"


def file(folder: Path, name: str = FILE, content: bytes = b"a") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refused(place: Workplace, path: Path, partner: str = "noord") -> str:
    with pytest.raises(inbox.NotTaken) as caught:
        inbox.hand_in(place.settings, place.registry, path, partner)
    return str(caught.value)


def test_a_file_waits_under_its_own_name_and_is_taken_in(workplace: Workplace, tmp_path: Path) -> None:
    given = file(tmp_path, content=requests(*(request(n) for n in range(40))))
    os.utime(given, (0, 0))
    waits = inbox.hand_in(workplace.settings, workplace.registry, given, "noord")
    assert waits == workplace.data / "inbox" / "noord" / FILE
    assert waits.read_bytes() == given.read_bytes()
    assert stat.S_IMODE(waits.stat().st_mode) == 0o600
    assert time.time() - waits.stat().st_mtime < 60, "it arrives now, whenever the file was made"
    assert [path.name for path in waits.parent.iterdir()] == [FILE]
    assert workplace.run()[0].used == 40


def test_what_waits_is_never_replaced(workplace: Workplace, tmp_path: Path) -> None:
    workplace.drop("noord", FILE, b"first")
    assert "wacht al" in refused(workplace, file(tmp_path, content=b"second"))
    assert (workplace.data / "inbox" / "noord" / FILE).read_bytes() == b"first"
    assert len(list((workplace.data / "inbox" / "noord").iterdir())) == 1


@pytest.mark.parametrize("name", [".uren.csv", "~$uren.xlsx", "uren.tmp", "uren.PART", "a\nb.csv"])
def test_a_name_that_the_pipeline_passes_over_is_refused(workplace: Workplace, tmp_path: Path, name: str) -> None:
    assert "gewone naam" in refused(workplace, file(tmp_path, name))


def test_a_stranger_and_a_file_that_is_too_large_are_refused(workplace: Workplace, tmp_path: Path) -> None:
    assert "geen partner" in refused(workplace, file(tmp_path), "niemand")
    small = workplace.settings.model_copy(update={"max_file_mb": 0})
    with pytest.raises(inbox.NotTaken, match="groter dan 0 MB"):
        inbox.hand_in(small, workplace.registry, file(tmp_path), "noord")
    assert not (workplace.data / "inbox").exists()


def test_a_trial_tells_how_each_column_was_read_and_no_row(workplace: Workplace, tmp_path: Path) -> None:
    lines = [request(n, asked=f"{1 + n % 4:02}-02-2016", place="Haven" if n else "Markt") for n in range(40)]
    _, trial = ingest.try_out(workplace.settings, workplace.registry, file(tmp_path, content=requests(*lines)), "noord")
    told = {row["column"]: (row["header"], row["filled"], row["told"]) for row in trial.preview}
    assert told["request_id"] == ("Vraagnr", 40, "wordt een pseudoniem")
    assert told["category"] == ("Soort hulp", 40, "maaltijd (40×)")
    assert told["requested_on"] == ("Datum", 40, "feb 16")
    assert told["location"] == ("Wijk", 40, "Noord Haven (39×) …"), "what stands once is not named"
    assert {row["records"] for row in trial.preview} == {40}


def test_names_and_birth_dates_are_never_in_what_a_trial_tells(workplace: Workplace, tmp_path: Path) -> None:
    content = trajectories(*(trajectory(n, family="Vandenberg") for n in range(20)))
    _, trial = ingest.try_out(
        workplace.settings, workplace.registry, file(tmp_path, "trajecten_201602.csv", content), "noord"
    )
    told = {row["column"]: row for row in trial.preview}
    for column in ("family_name", "given_name", "birth_date"):
        assert (told[column]["filled"], told[column]["told"]) == (None, "alleen voor het pseudoniem, niet bewaard")
    assert not any(secret in str(trial.preview) for secret in ("Vandenberg", "Fatima", "1990", "NO-00"))
    few = trajectories(*(trajectory(n) for n in range(3)))
    _, trial = ingest.try_out(
        workplace.settings, workplace.registry, file(tmp_path, "trajecten_201603.csv", few), "noord"
    )
    assert all(row["told"] in ("", "wordt een pseudoniem", told["birth_date"]["told"]) for row in trial.preview)
