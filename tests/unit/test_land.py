"""The inbox's bytes reach the archive under their hash, once, and never come back when they were destroyed."""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.findings import Blocked
from pipelines.stages import land
from pipelines.stages.land import Arrival

CONTENT = b"Vraagnr;Datum\n1;2\n"
HASH = hashlib.sha256(CONTENT).hexdigest()
ARRIVED = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def dropped(folder: Path, name: str = "a.csv", content: bytes = CONTENT, at: datetime = ARRIVED) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_bytes_are_kept_under_their_hash_with_a_note_beside_them(tmp_path: Path, archive: Path) -> None:
    arrival = land.land(dropped(tmp_path), "noord", archive, 1)
    assert arrival == Arrival("noord", "a.csv", ARRIVED, HASH, len(CONTENT))
    assert (archive / "noord" / HASH).read_bytes() == CONTENT
    assert land.arrivals(archive) == [arrival]
    assert sorted(path.name for path in (archive / "noord").iterdir()) == [HASH, f"{HASH}.json"]


def test_landing_the_same_file_again_changes_nothing(tmp_path: Path, archive: Path) -> None:
    first = land.land(dropped(tmp_path), "noord", archive, 1)
    assert land.land(tmp_path / "a.csv", "noord", archive, 1) == first
    assert land.arrivals(archive, "noord") == [first]


def test_the_same_bytes_under_another_name_are_kept_once_and_noted_twice(tmp_path: Path, archive: Path) -> None:
    later = datetime(2026, 10, 3, tzinfo=UTC)
    land.land(dropped(tmp_path, "b.csv", at=later), "noord", archive, 1)
    land.land(dropped(tmp_path), "noord", archive, 1)
    assert [arrival.name for arrival in land.arrivals(archive)] == ["a.csv", "b.csv"]
    assert len([path for path in (archive / "noord").iterdir() if path.suffix != ".json"]) == 1


def test_partners_do_not_share_an_archive(tmp_path: Path, archive: Path) -> None:
    land.land(dropped(tmp_path), "noord", archive, 1)
    land.land(dropped(tmp_path), "zuid", archive, 1)
    assert [arrival.partner for arrival in land.arrivals(archive)] == ["noord", "zuid"]
    assert len(land.arrivals(archive, "zuid")) == 1


def test_destroyed_bytes_that_come_again_are_not_kept(tmp_path: Path, archive: Path) -> None:
    arrival = land.land(dropped(tmp_path), "noord", archive, 1)
    land.destroy(archive, arrival)
    assert land.was_destroyed(archive, "noord", HASH)
    land.land(dropped(tmp_path, "b.csv"), "noord", archive, 1)
    assert [path.name for path in (archive / "noord").iterdir()] == [f"{HASH}.json"]
    assert len(land.arrivals(archive)) == 2
    land.destroy(archive, arrival)
    assert land.was_destroyed(archive, "noord", HASH)


def test_bytes_beyond_their_term_may_come_again(tmp_path: Path, archive: Path) -> None:
    land.land(dropped(tmp_path), "noord", archive, 1)
    (archive / "noord" / HASH).unlink()
    assert not land.was_destroyed(archive, "noord", HASH)
    land.land(dropped(tmp_path), "noord", archive, 1)
    assert (archive / "noord" / HASH).exists()


def test_a_crash_between_the_bytes_and_the_note_is_made_good(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls_over(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(land, "write_atomically", falls_over)
        with pytest.raises(OSError, match="disk full"):
            land.land(dropped(tmp_path), "noord", archive, 1)
    assert land.arrivals(archive) == []
    arrival = land.land(tmp_path / "a.csv", "noord", archive, 1)
    assert land.arrivals(archive) == [arrival]


def test_what_is_no_plain_file_is_left_where_it_is(tmp_path: Path, archive: Path) -> None:
    dropped(tmp_path)
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "map.csv").mkdir()
    for name in ("link.csv", "gone.csv", "map.csv"):
        with pytest.raises(Blocked, match="geen gewoon bestand"):
            land.land(tmp_path / name, "noord", archive, 1)
    assert not archive.exists()


def test_a_file_that_is_too_large_is_left_where_it_is(tmp_path: Path, archive: Path) -> None:
    path = dropped(tmp_path, content=b"x" * ((1 << 20) + 1))
    with pytest.raises(Blocked, match="het maximum is 1 MB"):
        land.land(path, "noord", archive, 1)
    assert path.exists()
    assert not archive.exists()


def test_a_note_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "note.json"
    land.write_atomically(path, json.dumps({"a": "é"}))
    assert json.loads(path.read_text(encoding="utf-8")) == {"a": "é"}
    assert [item.name for item in path.parent.iterdir()] == ["note.json"]


def test_text_is_never_taken_for_an_unsafe_archive(tmp_path: Path) -> None:
    land.refuse_unsafe(dropped(tmp_path), "a.csv")
