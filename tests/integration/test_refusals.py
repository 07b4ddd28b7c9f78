"""What must not get through does not, and never at the cost of what was there before or of another partner."""

import errno
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines import audiences, benchmark, ingest, receipts
from pipelines.settings import WAREHOUSE
from pipelines.stages import publish as publishing
from pipelines.stages.publish import current
from tests.integration.conftest import Demo, Wlb

pytestmark = pytest.mark.xdist_group(
    "refusals"
)  # the small demo is taken in once, by the worker that also changes copies

HEADER = "Vraagnr;Clientnr;Datum;Datum;Soort hulp;Aangemeld door;Status;Wijk;"
GOOD = "HH1-202610-{0:04};K{0:03};01-10-2026;05-10-2026;koken;huisarts;Afgerond;HH1;"


def requests(*lines: str) -> bytes:
    return "\r\n".join([HEADER, *lines, f"Aantal regels: {len(lines)}", ""]).encode("cp1252")


def test_what_must_not_get_through_is_told_and_leaves_the_others_and_the_publication_alone(
    small: Demo, wlb: Wlb
) -> None:
    live, before = current(small.data / "published" / "public"), _effective(small)
    bad = [GOOD.format(number).replace("koken", "iets anders") for number in range(20)]
    small.drop("dordrecht", "hulpvragen_202610 v9.csv", requests(*bad))
    requests_again = (small.inbox / "dordrecht" / "hulpvragen_202609.csv").read_bytes()
    small.drop("dordrecht", "hulpvragen_202609.csv", requests_again)
    small.drop("dordrecht", "hulpvragen_202609 v3.csv", requests_again)
    small.drop("dordrecht", "urenreg_202608.csv", (small.inbox / "dordrecht" / "urenreg_202608.csv").read_bytes())
    numbers_again = (small.inbox / "roc_mondriaan" / "Mondriaan_WLB_20261015.csv").read_bytes()
    small.drop("roc_mondriaan", "Mondriaan_WLB_20261015.csv", numbers_again)
    said = wlb(small.data, "run", "--json")
    assert said.code == 1
    told = {row["file"]: row for row in said.json["receipts"]}
    assert {file: row["outcome"] for file, row in told.items()} == {
        "hulpvragen_202610 v9.csv": "rejected",
        "hulpvragen_202609.csv": "already_received",
        "hulpvragen_202609 v3.csv": "already_received",  # another name does not make it another file
        "urenreg_202608.csv": "rejected",  # as the first time
        "Mondriaan_WLB_20261015.csv": "destroyed",  # as the first time
    }
    assert "115" in told["urenreg_202608.csv"]["sentence"]
    assert said.json["publication"] is None
    assert current(small.data / "published" / "public") == live
    assert _effective(small) == before
    assert not [path for path in (small.data / "inbox").rglob("*") if path.is_file()]
    assert not [path for path in small.data.rglob("*") if path.is_file() and path.read_bytes() == numbers_again]
    on_desk = small.desk("select outcome from delivery where file = 'hulpvragen_202610 v9.csv'")
    assert on_desk == [("rejected",)]


def test_a_file_that_was_received_already_is_no_failure(small: Demo, wlb: Wlb) -> None:
    name = "hulpvragen_202609.csv"
    small.drop("dordrecht", name, (small.inbox / "dordrecht" / name).read_bytes())
    assert wlb(small.data, "run", "--json").code == 0


def test_good_files_of_others_are_published_beside_a_bad_one(small: Demo, wlb: Wlb) -> None:
    small.drop("dordrecht", "hulpvragen_202610 v9.csv", b"\xff\xfe onzin")
    newest = small.inbox / "gemeente_dordrecht" / "Bijdragen_WLB_2025.csv"
    small.drop("gemeente_dordrecht", newest.name, newest.read_bytes() + b"\r\n")
    said = wlb(small.data, "run", "--json")
    outcomes = {row["partner"]: row["outcome"] for row in said.json["receipts"]}
    assert outcomes["dordrecht"] == "rejected"
    assert outcomes["gemeente_dordrecht"].startswith("accepted")
    assert said.json["publication"]["publication"] > small.publication["publication"]
    assert said.code == 1


def test_an_assert_that_one_publication_breaks_keeps_the_old_ones_of_all_live(
    small: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = sorted((small.data / "published").iterdir())
    live = {folder.name: current(folder) for folder in folders}
    asserts = small.data.parent / "warehouse" / "asserts"
    asserts.mkdir(parents=True)
    (asserts / "nothing_is_ever_good_enough.sql").write_text(
        "select f.indicator from published.figure as f, published.publication as p where p.audience = 'public' limit 2",
        "utf-8",
    )
    genuine = publishing.check
    monkeypatch.setattr(publishing, "check", lambda publication, _: genuine(publication, asserts))
    (small.data / "warehouse" / "current").unlink()  # so that there is something to do
    said = wlb(small.data, "run", "--json")
    assert said.code == 3
    assert "nothing is ever good enough: 2 rows" in said.json["refused"]
    assert {folder.name: current(folder) for folder in folders} == live
    assert len(live) > 2
    public = live["public"]
    assert {path.name for path in (small.data / "published" / "public").iterdir()} == {
        "current",
        audiences.SHOWN,
        public.name if public else "",
    }
    monkeypatch.setattr(publishing, "check", genuine)
    assert wlb(small.data, "run", "--json").json["publication"]["publication"] > small.publication["publication"]


def test_a_run_that_was_killed_before_publishing_is_finished_by_the_next(small: Demo, wlb: Wlb) -> None:
    content = requests(*(GOOD.format(number) for number in range(20)))
    small.drop("dordrecht", "hulpvragen_202610 v9.csv", content)
    small.drop("dordrecht", "hulpvragen_202610 v8.csv", content)  # the same under two names gives two receipts
    told = ingest.ingest_partner(small.settings, small.registry, "dordrecht")  # and nothing after it
    assert sorted(receipt.outcome for receipt in told) == [
        "accepted_with_notices",  # fewer requests than the month had before
        "already_received",
    ]
    said = wlb(small.data, "run", "--json")
    assert said.code == 0
    assert said.json["receipts"] == []
    assert said.json["publication"]["publication"] > small.publication["publication"]
    delivered = small.published(
        "select distinct delivery_id from provenance where delivery = 'hulpvragen' and period = '2026-10'"
    )
    assert len(delivered) == 1
    assert wlb(small.data, "run", "--json").json["publication"] is None


def test_a_folder_that_may_not_be_written_to_is_told_at_once_and_not_tried_again(
    small: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def fail(*_: object, **__: object) -> None:
        tried.append(1)
        raise OSError(errno.EROFS, "Read-only file system", "receipts")

    small.drop("dordrecht", "hulpvragen_202610 v9.csv", requests(GOOD.format(1)))
    monkeypatch.setattr(ingest, "ingest", fail)
    said = wlb(small.data, "run", "--json")
    assert said.code == 1
    assert "er kan niet worden geschreven" in said.json["failed"]["dordrecht"]
    assert "begin opnieuw" in said.json["failed"]["dordrecht"]
    assert len(tried) == 1


def test_ctrl_c_while_publishing_is_no_refusal(small: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    small.drop("dordrecht", "hulpvragen_202610 v9.csv", requests(*(GOOD.format(number) for number in range(20))))
    monkeypatch.setattr(benchmark, "build_metrics", interrupted)
    live = current(small.data / "published" / "public")
    said = wlb(small.data, "run")
    assert said.code == 130
    assert "the next `wlb run` does the rest" in said.err
    assert current(small.data / "published" / "public") == live


def test_an_error_that_nobody_foresaw_in_one_partners_run_is_told(
    small: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nobody foresaw this")

    small.drop("dordrecht", "hulpvragen_202610 v9.csv", requests(GOOD.format(1)))
    monkeypatch.setattr(ingest, "ingest", fail)
    said = wlb(small.data, "run", "--json")
    assert said.code == 1
    assert "nobody foresaw this" in said.json["failed"]["dordrecht"]


def test_outside_the_demo_figures_are_published_for_every_audience_and_no_proof_with_real_values_is_made(
    small: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WLB_KEY_FILE", str(small.data / "demo.key"))
    monkeypatch.setenv("WLB_TODAY", "2026-11-20")
    (small.data / "demo.json").unlink()
    (small.data / "warehouse" / "current").unlink()
    live = current(small.data / "published" / "public")
    said = wlb(small.data, "run", "--json")
    assert not said.json.get("refused")
    assert current(small.data / "published" / "public") != live
    assert wlb(small.data, "proof").code == 3


def test_nothing_of_a_partner_without_an_agreement_is_read_outside_the_demo(
    tmp_path: Path, small_demo: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    (tmp_path / "key").write_bytes(b"k" * 32)
    monkeypatch.setenv("WLB_KEY_FILE", str(tmp_path / "key"))
    other = replace(small_demo, data=data)
    other.drop("dordrecht", "hulpvragen_202610.csv", requests(GOOD.format(1)))
    said = wlb(data, "run", "--json")
    (receipt,) = said.json["receipts"]
    assert receipt["outcome"] == "rejected"
    assert not (data / "accepted").exists()


@pytest.mark.parametrize("key", [None, b"too short"])
def test_without_a_good_key_nothing_is_taken_in(
    tmp_path: Path, small_demo: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch, key: bytes | None
) -> None:
    other = replace(small_demo, data=tmp_path / "data")
    if key:
        (tmp_path / "key").write_bytes(key)
    monkeypatch.setenv("WLB_KEY_FILE", str(tmp_path / "key"))
    path = other.drop("dordrecht", "hulpvragen_202610.csv", requests(GOOD.format(1)))
    said = wlb(other.data, "run", "--json")
    assert said.code == 2
    assert "key" in said.err
    assert path.exists()
    assert wlb(other.data, "check", str(path), "--partner", "dordrecht").code in (1, 2)


def test_a_publisher_that_is_killed_leaves_the_old_or_the_new_and_a_rerun_completes(small: Demo) -> None:
    program = f"""
import os, signal, sys, time
from pathlib import Path
from pipelines import benchmark
from pipelines.registry import load_registry
from pipelines.settings import SOURCES, Settings

for seconds in sys.stdin:
    publisher = os.fork()  # loaded already, so that it dies while it works
    if not publisher:
        benchmark.run(Settings(data=Path({str(small.data)!r})), load_registry(SOURCES))
        os._exit(0)
    time.sleep(float(seconds))
    os.kill(publisher, signal.SIGKILL)
    os.waitpid(publisher, 0)
    print("killed", flush=True)
"""
    old, whole = current(small.data / "published" / "public"), small.publication["figures"]
    assert whole > 30
    with subprocess.Popen(
        [sys.executable, "-c", program], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin
        assert child.stdout
        for seconds in (0.5, 1.0, 2.0):
            print(seconds, file=child.stdin, flush=True)
            assert child.stdout.readline() == "killed\n"
            live = current(small.data / "published" / "public")
            assert live is not None
            with duckdb.connect(str(live), read_only=True) as con:
                assert con.execute("select count(*) from publication").fetchall() == [(1,)]
                assert con.execute("select count(*) from figure").fetchall() == [(whole,)]
        child.stdin.close()
    benchmark.run(small.settings, small.registry)
    new = current(small.data / "published" / "public")
    assert new is not None
    assert new != old
    assert not list((small.data / "published").rglob("*.tmp*"))
    same = "select indicator, location, cohort, level, role, numerator, denominator from figure order by all"
    with duckdb.connect(str(new), read_only=True) as con, duckdb.connect(str(old), read_only=True) as before:
        assert con.execute(same).fetchall() == before.execute(same).fetchall()


def test_dying_at_either_side_of_the_switch_leaves_a_whole_publication(
    small: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    old = current(small.data / "published" / "public")
    for step in ("settle", "point_to"):
        benchmark.build_core(small.settings, small.registry)
        benchmark.build_metrics(small.settings)
        with monkeypatch.context() as dying:
            dying.setattr(publishing, step, die)
            with pytest.raises(Killed):
                benchmark.publish(small.settings, small.registry)
        assert current(small.data / "published" / "public") == old
        assert small.published("select count(*) from publication") == [(1,)]
    benchmark.run(small.settings, small.registry)
    assert current(small.data / "published" / "public") != old


def _effective(demo: Demo) -> list[str]:
    return [receipt.receipt_id for receipt in receipts.effective(demo.receipts)]


def test_every_assert_is_a_sentence() -> None:
    names = [path.stem for path in (WAREHOUSE / "asserts").glob("*.sql")]
    assert names
    assert all(len(name.split("_")) >= 4 for name in names)
