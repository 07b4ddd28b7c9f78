"""What must not get through does not, and never at the cost of what was there before or of another partner."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines import benchmark, ingest, receipts
from pipelines.settings import WAREHOUSE
from pipelines.stages import publish as publishing
from pipelines.stages.publish import current
from tests.integration.conftest import Demo, Wlb

HEADER = "Vraagnr;Clientnr;Datum;Datum;Soort hulp;Aangemeld door;Status;Wijk;"
GOOD = "HH1-202610-{0:04};K{0:03};01-10-2026;05-10-2026;koken;huisarts;Afgerond;HH1;"


def requests(*lines: str) -> bytes:
    return "\r\n".join([HEADER, *lines, f"Aantal regels: {len(lines)}", ""]).encode("cp1252")


def test_one_partners_blocked_file_leaves_the_others_and_the_publication_alone(copy: Demo, wlb: Wlb) -> None:
    live, before = current(copy.data / "published" / "public"), _effective(copy)
    bad = [GOOD.format(number).replace("koken", "iets anders") for number in range(20)]
    copy.drop("dordrecht", "hulpvragen_202610 v9.csv", requests(*bad))
    said = wlb(copy.data, "run", "--json")
    assert said.code == 1
    (receipt,) = said.json["receipts"]
    assert (receipt["outcome"], receipt["file"]) == ("rejected", "hulpvragen_202610 v9.csv")
    assert said.json["publication"] is None
    assert current(copy.data / "published" / "public") == live
    assert _effective(copy) == before
    told = copy.desk("select outcome from delivery where file = 'hulpvragen_202610 v9.csv'")
    assert told == [("rejected",)]


def test_good_files_of_others_are_published_beside_a_bad_one(copy: Demo, wlb: Wlb) -> None:
    copy.drop("dordrecht", "hulpvragen_202610 v9.csv", b"\xff\xfe onzin")
    newest = max((copy.inbox / "amersfoort").glob("*.csv"), key=lambda path: path.name)
    again = newest.read_bytes().replace(b"Presentie Soesterkwartier", b"Presentie Soesterkwartier,")
    copy.drop("amersfoort", newest.name, again)
    said = wlb(copy.data, "run", "--json")
    outcomes = {row["partner"]: row["outcome"] for row in said.json["receipts"]}
    assert outcomes["dordrecht"] == "rejected"
    assert outcomes["amersfoort"].startswith("accepted")
    assert said.json["publication"]["publication"] > copy.publication["publication"]
    assert said.code == 1


def test_the_same_bytes_again_are_told_and_change_nothing(copy: Demo, wlb: Wlb) -> None:
    live = current(copy.data / "published" / "public")
    name = "hulpvragen_202609.csv"
    content = (copy.inbox / "dordrecht" / name).read_bytes()
    copy.drop("dordrecht", name, content)
    copy.drop("dordrecht", "hulpvragen_202609 v3.csv", content)
    said = wlb(copy.data, "run", "--json")
    assert said.code == 0
    assert [row["outcome"] for row in said.json["receipts"]] == ["already_received", "already_received"]
    assert current(copy.data / "published" / "public") == live
    assert not list((copy.data / "inbox" / "dordrecht").iterdir())


def test_a_rejected_file_that_comes_again_unchanged_is_rejected_again(copy: Demo, wlb: Wlb) -> None:
    copy.drop("dordrecht", "urenreg_202608.csv", (copy.inbox / "dordrecht" / "urenreg_202608.csv").read_bytes())
    said = wlb(copy.data, "run", "--json")
    assert said.code == 1
    (receipt,) = said.json["receipts"]
    assert receipt["outcome"] == "rejected"
    assert "115" in receipt["sentence"]


def test_the_same_new_bytes_under_two_names_give_two_receipts(copy: Demo, wlb: Wlb) -> None:
    content = requests(*(GOOD.format(number) for number in range(20)))
    copy.drop("dordrecht", "hulpvragen_202610 v9.csv", content)
    copy.drop("dordrecht", "hulpvragen_202610 v8.csv", content)
    said = wlb(copy.data, "run", "--json")
    assert sorted(row["outcome"] for row in said.json["receipts"]) == [
        "accepted_with_notices",  # fewer requests than the month had before
        "already_received",
    ]


def test_a_destroyed_file_that_comes_again_is_destroyed_again(copy: Demo, wlb: Wlb) -> None:
    name = "Mondriaan_WLB_20261015.csv"
    content = (copy.inbox / "roc_mondriaan" / name).read_bytes()
    copy.drop("roc_mondriaan", name, content)
    said = wlb(copy.data, "run", "--json")
    assert said.code == 1
    assert [row["outcome"] for row in said.json["receipts"]] == ["destroyed"]
    assert not [path for path in copy.data.rglob("*") if path.is_file() and path.read_bytes() == content]


def test_a_broken_assert_keeps_the_old_publication_live(copy: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch) -> None:
    live = current(copy.data / "published" / "public")
    asserts = copy.data.parent / "warehouse" / "asserts"
    asserts.mkdir(parents=True)
    (asserts / "nothing_is_ever_good_enough.sql").write_text("select indicator from published.figure limit 2", "utf-8")
    genuine = publishing.check
    monkeypatch.setattr(publishing, "check", lambda publication, _: genuine(publication, asserts))
    (copy.data / "warehouse" / "current").unlink()  # so that there is something to do
    said = wlb(copy.data, "run", "--json")
    assert said.code == 3
    assert "nothing is ever good enough: 2 rows" in said.json["refused"]
    assert current(copy.data / "published" / "public") == live
    assert {path.name for path in (copy.data / "published" / "public").iterdir()} == {
        "current",
        live.name if live else "",
    }
    monkeypatch.setattr(publishing, "check", genuine)
    assert wlb(copy.data, "run", "--json").json["publication"]["publication"] > copy.publication["publication"]


def test_a_run_that_was_killed_before_publishing_is_finished_by_the_next(copy: Demo, wlb: Wlb) -> None:
    copy.drop("dordrecht", "hulpvragen_202610 v9.csv", requests(*(GOOD.format(number) for number in range(20))))
    ingest.ingest_partner(copy.settings, copy.registry, "dordrecht")  # and nothing after it
    said = wlb(copy.data, "run", "--json")
    assert said.code == 0
    assert said.json["receipts"] == []
    assert said.json["publication"]["publication"] > copy.publication["publication"]
    delivered = copy.published(
        "select distinct delivery_id from provenance where delivery = 'hulpvragen' and period = '2026-10'"
    )
    assert len(delivered) == 1
    assert wlb(copy.data, "run", "--json").json["publication"] is None


def test_an_error_that_nobody_foresaw_in_one_partners_run_is_told(
    copy: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nobody foresaw this")

    copy.drop("dordrecht", "hulpvragen_202610 v9.csv", requests(GOOD.format(1)))
    monkeypatch.setattr(ingest, "ingest", fail)
    said = wlb(copy.data, "run", "--json")
    assert said.code == 1
    assert "nobody foresaw this" in said.json["failed"]["dordrecht"]


def test_outside_the_demo_figures_are_published_for_every_audience_and_no_proof_with_real_values_is_made(
    copy: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WLB_KEY_FILE", str(copy.data / "demo.key"))
    monkeypatch.setenv("WLB_TODAY", "2026-11-20")
    (copy.data / "demo.json").unlink()
    (copy.data / "warehouse" / "current").unlink()
    live = current(copy.data / "published" / "public")
    said = wlb(copy.data, "run", "--json")
    assert "refused" not in said.json or not said.json["refused"]
    assert current(copy.data / "published" / "public") != live
    assert wlb(copy.data, "proof").code == 3


def test_nothing_of_a_partner_without_an_agreement_is_read_outside_the_demo(
    tmp_path: Path, demo: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    (tmp_path / "key").write_bytes(b"k" * 32)
    monkeypatch.setenv("WLB_KEY_FILE", str(tmp_path / "key"))
    other = replace(demo, data=data)
    other.drop("dordrecht", "hulpvragen_202610.csv", requests(GOOD.format(1)))
    said = wlb(data, "run", "--json")
    (receipt,) = said.json["receipts"]
    assert receipt["outcome"] == "rejected"
    assert not (data / "accepted").exists()


@pytest.mark.parametrize("key", [None, b"too short"])
def test_without_a_good_key_nothing_is_taken_in(
    tmp_path: Path, demo: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch, key: bytes | None
) -> None:
    other = replace(demo, data=tmp_path / "data")
    if key:
        (tmp_path / "key").write_bytes(key)
    monkeypatch.setenv("WLB_KEY_FILE", str(tmp_path / "key"))
    path = other.drop("dordrecht", "hulpvragen_202610.csv", requests(GOOD.format(1)))
    said = wlb(other.data, "run", "--json")
    assert said.code == 2
    assert "key" in said.err
    assert path.exists()
    assert wlb(other.data, "check", str(path), "--partner", "dordrecht").code in (1, 2)


def test_a_publisher_that_is_killed_leaves_the_old_or_the_new_and_a_rerun_completes(copy: Demo) -> None:
    program = (
        "from pathlib import Path; from pipelines import benchmark; from pipelines.registry import load_registry; "
        "from pipelines.settings import SOURCES, Settings; "
        f"benchmark.run(Settings(data=Path({str(copy.data)!r})), load_registry(SOURCES))"
    )
    old = current(copy.data / "published" / "public")
    for seconds in (1.5, 3.0, 4.5):
        child = subprocess.Popen([sys.executable, "-c", program], start_new_session=True)
        time.sleep(seconds)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        live = current(copy.data / "published" / "public")
        assert live is not None
        with duckdb.connect(str(live), read_only=True) as con:
            assert con.execute("select count(*) from publication").fetchall() == [(1,)]
            assert con.execute("select count(*) > 1000 from figure").fetchall() == [(True,)]
    benchmark.run(copy.settings, copy.registry)
    new = current(copy.data / "published" / "public")
    assert new is not None
    assert new != old
    assert not list((copy.data / "published").rglob("*.tmp*"))
    same = "select indicator, location, cohort, level, role, numerator, denominator from figure order by all"
    with duckdb.connect(str(new), read_only=True) as con, duckdb.connect(str(old), read_only=True) as before:
        assert con.execute(same).fetchall() == before.execute(same).fetchall()


@pytest.mark.parametrize("step", ["settle", "point_to"])
def test_dying_at_either_side_of_the_switch_leaves_a_whole_publication(
    copy: Demo, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    genuine = getattr(publishing, step)
    old = current(copy.data / "published" / "public")
    benchmark.build_core(copy.settings, copy.registry)
    benchmark.build_metrics(copy.settings)
    monkeypatch.setattr(publishing, step, die)
    with pytest.raises(Killed):
        benchmark.publish(copy.settings, copy.registry)
    assert current(copy.data / "published" / "public") == old
    monkeypatch.setattr(publishing, step, genuine)
    assert copy.published("select count(*) from publication") == [(1,)]
    benchmark.run(copy.settings, copy.registry)
    assert current(copy.data / "published" / "public") != old


def _effective(demo: Demo) -> list[str]:
    return [receipt.receipt_id for receipt in receipts.effective(demo.receipts)]


def test_every_assert_is_a_sentence() -> None:
    names = [path.stem for path in (WAREHOUSE / "asserts").glob("*.sql")]
    assert names
    assert all(len(name.split("_")) >= 4 for name in names)
