"""The `wlb` command: every answer is one JSON document on demand, and every mistake a sentence with its exit code."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import deadlines, words
from pipelines.stages.publish import current
from tests.integration.conftest import Demo, Wlb

MONTH = "hulpvragen_202609.csv"


def test_help_names_every_command_and_loads_nothing_heavy(tmp_path: Path) -> None:
    heavy = ("duckdb", "pandas", "dagster", "pydantic")
    loaded = f"import sys; from pipelines import cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    done = subprocess.run([sys.executable, "-m", "pipelines.cli", "--help"], capture_output=True, text=True, check=True)
    for name in ("run", "demo", "status", "check", "figures", "claims", "sql"):
        assert f" {name} " in done.stdout
    assert not list(tmp_path.iterdir())


def test_a_run_with_nothing_new_loads_neither_dagster_nor_great_expectations(demo: Demo) -> None:
    code = (
        "import sys; from pipelines import cli\n"
        "sys.argv = ['wlb', 'run', '--json']\n"
        "try: cli.main()\n"
        "except SystemExit as ended: assert ended.code == 0, ended.code\n"
        "print([m for m in ('dagster', 'great_expectations') if m in sys.modules], file=sys.stderr)"
    )
    environment = os.environ | {"WLB_DATA": str(demo.data)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stderr.strip() == "[]"
    assert json.loads(done.stdout)["receipts"] == []


def test_every_reading_command_gives_one_json_document(demo: Demo, wlb: Wlb) -> None:
    for arguments in (("status",), ("figures",), ("claims",), ("sql", "select 1 as one"), ("run",)):
        said = wlb(demo.data, *arguments, "--json")
        assert said.code == 0, arguments
        assert said.json is not None
        assert said.err == "", arguments


def test_every_reading_command_also_speaks_to_people(demo: Demo, wlb: Wlb) -> None:
    for arguments in (
        ("status",),
        ("figures", "--indicator", "diploma_rate_starters"),
        ("claims",),
        ("sql", "select 1 as one"),
        ("run",),
    ):
        said = wlb(demo.data, *arguments)
        assert said.code == 0, arguments
        assert len(said.out) > 20
        assert "Traceback" not in said.err


def test_status_tells_every_refusal_with_its_sentence(demo: Demo, wlb: Wlb) -> None:
    said = wlb(demo.data, "status")
    for file in ("urenreg_202608.csv", "Mondriaan_WLB_20261015.csv", "Notulen overleg.txt", "lijst.csv"):
        assert file in said.out
    assert "ontbreekt" in said.out
    told = wlb(demo.data, "status", "--json").json
    assert told["demo"] is True
    assert told["today"] == "2026-11-20"
    assert told["publication"] == demo.publication["publication"]
    assert {row["state"] for row in told["expected"]} >= {"on_time", "missing", "rejected", "expected"}
    refused = {row["file"]: row["sentence"] for row in told["deliveries"] if row["outcome"] == "rejected"}
    assert "115" in refused["urenreg_202608.csv"]


def test_figures_can_be_asked_by_indicator_location_and_cohort(demo: Demo, wlb: Wlb) -> None:
    rows = wlb(demo.data, "figures", "--indicator", "diploma_rate_starters", "--location", "all", "--json").json
    assert rows
    assert {(row["indicator"], row["location"]) for row in rows} == {("diploma_rate_starters", "all")}
    assert all(row["value"] is None and row["numerator"] is None for row in rows if row["hidden"])
    assert any(row["value"] is not None for row in rows)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("figures", "--indicator", "geluk"), ("geluk", "diploma_rate_starters")),
        (("figures", "--location", "rotterdam"), ("rotterdam", "dordrecht")),
        (("figures", "--cohort", "2031/32"), ("2031/32", "2015/16")),
        (("figures", "--audience", "site:rotterdam"), ("rotterdam", "kopgroep", "public")),
        (("figures", "--audience", "../desk"), ("../desk", "public")),
        (("sql", "select 1", "--on", "archive"), ("archive", "warehouse", "publication")),
        (("sql", "select * from core.nothing"), ("nothing",)),
        (("sql", "selec"), ("selec",)),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    demo: Demo, wlb: Wlb, arguments: tuple[str, ...], names: tuple[str, ...]
) -> None:
    said = wlb(demo.data, *arguments)
    assert said.code == 2
    assert said.err.startswith("wlb: ")
    assert all(name in said.err for name in names)
    assert "Traceback" not in said.err
    assert said.out == ""


def test_an_empty_data_folder_is_told_apart_from_a_mistake(tmp_path: Path, wlb: Wlb) -> None:
    for arguments in (("figures",), ("claims",), ("sql", "select 1"), ("sql", "select 1", "--on", "publication")):
        said = wlb(tmp_path / "data", *arguments)
        assert said.code == 2
        assert "wlb run" in said.err
    assert wlb(tmp_path / "data", "status", "--json").json["publication"] is None


def test_a_setting_that_cannot_be_is_named(demo: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WLB_THREADS", "veel")
    for arguments in (("status",), ("figures",), ("run",)):
        said = wlb(demo.data, *arguments)
        assert said.code == 2
        assert "WLB_THREADS" in said.err


def test_memory_without_a_unit_is_refused_before_anything_runs(
    demo: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in ("veel", "1", "1 peta"):
        monkeypatch.setenv("WLB_MEMORY_LIMIT", wrong)
        said = wlb(demo.data, "status")
        assert said.code == 2
        assert "WLB_MEMORY_LIMIT" in said.err
    for right in ("1GB", "500 mb", "1.5GiB", "60%"):
        monkeypatch.setenv("WLB_MEMORY_LIMIT", right)
        assert wlb(demo.data, "status").code == 0


@pytest.mark.parametrize(("number", "code"), [(errno.EROFS, 2), (errno.ENOSPC, 2), (errno.EIO, None)])
def test_a_disk_that_takes_nothing_is_said_in_a_sentence(
    demo: Demo, wlb: Wlb, monkeypatch: pytest.MonkeyPatch, number: int, code: int | None
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number), "work")

    monkeypatch.setattr(deadlines, "calendar", fail)
    if code is None:  # what nobody can mend by himself keeps its traceback
        with pytest.raises(OSError, match="work"):
            wlb(demo.data, "status")
        return
    said = wlb(demo.data, "status")
    assert said.code == code
    assert said.err.startswith("wlb: cannot write")


def test_sql_reads_the_warehouse_and_the_publication(demo: Demo, wlb: Wlb) -> None:
    (row,) = wlb(demo.data, "sql", "select count(*) as n from accepted.help_request", "--json").json
    assert row["n"] > 10_000
    (row,) = wlb(demo.data, "sql", "select count(*) as n from core.start", "--json").json
    assert row["n"] > 1_000
    for table in ("published.figure", "figure"):
        (row,) = wlb(demo.data, "sql", f"select count(*) as n from {table}", "--on", "publication", "--json").json
        assert row["n"] == demo.publication["figures"]


def test_sql_does_not_begin_an_answer_that_nobody_can_hold(demo: Demo, wlb: Wlb) -> None:
    assert wlb(demo.data, "sql", "select count(*) as n from range(1000000000)", "--json").json == [{"n": 1_000_000_000}]
    said = wlb(demo.data, "sql", "select * from range(1000000000)", "--json")
    assert (said.code, said.out) == (2, "")
    assert "more than 500000 rows" in said.err


@pytest.mark.parametrize("on", ["warehouse", "publication"])
@pytest.mark.parametrize(
    "query",
    [
        "create table x as select 1",
        "delete from figure",
        "drop table figure",
        "copy (select 1) to 'ACCEPTED/x.csv'",
        "explain analyze copy (select 1) to 'ACCEPTED/x.csv'",
        "attach 'DATA/demo.json' as other",
        "select 1; select 2",
        "set memory_limit = '1GB'",
        "install httpfs",
        "select * from read_text('/etc/hostname')",
        "select * from read_blob('DATA/demo.key')",
        "select * from read_text('ACCEPTED/../demo.json')",
        "from 'DATA/inbox/wie_is_dit/lijst.csv'",
        "select * from read_csv('ELSEWHERE/hvp_zorg/*.csv')",
    ],
)
def test_sql_neither_writes_nor_reads_what_is_not_its_own(demo: Demo, wlb: Wlb, on: str, query: str) -> None:
    folders = {"DATA": demo.data, "ACCEPTED": demo.data / "accepted", "ELSEWHERE": demo.inbox}
    for word, folder in folders.items():
        query = query.replace(word, str(folder))
    said = wlb(demo.data, "sql", query, "--on", on)
    assert said.code == 2
    assert said.err.startswith("wlb: ")
    assert said.out == ""
    assert not (demo.data / "accepted" / "x.csv").exists()


def test_check_tells_what_would_happen_and_stores_nothing(demo: Demo, wlb: Wlb) -> None:
    before = _stored(demo.data)
    said = wlb(demo.data, "check", str(demo.inbox / "dordrecht" / MONTH), "--partner", "dordrecht", "--json")
    assert said.code == 0
    (receipt,) = [receipt for receipt in demo.receipts if receipt.file == MONTH]
    told = said.json
    assert (told["source_rows"], told["used"], told["quarantined"]) == (
        receipt.source_rows,
        receipt.used,
        receipt.quarantined,
    )
    assert told["findings"] == json.loads(json.dumps(receipt.findings))
    assert told["outcome"] == receipt.outcome
    assert {row["dataset"]: row["records"] for row in told["tally"]} == receipt.records
    assert {row["dataset"]: row["sums"] for row in told["tally"] if row["sums"]} == receipt.totals
    said = wlb(demo.data, "check", str(demo.inbox / "dordrecht" / MONTH), "--partner", "dordrecht")
    assert "niets bewaard" in said.out
    assert f"{words.number(sum(receipt.records.values()))} gegevens" in said.out
    assert _stored(demo.data) == before


@pytest.mark.parametrize(
    ("partner", "file", "word"),
    [
        ("dordrecht", "urenreg_202608.csv", "115"),
        ("dordrecht", "Notulen overleg.txt", "afgesproken"),
        ("roc_mondriaan", "Mondriaan_WLB_20261015.csv", "BSN"),
    ],
)
def test_check_of_a_file_that_would_be_refused_gives_one_and_keeps_the_file(
    demo: Demo, wlb: Wlb, partner: str, file: str, word: str
) -> None:
    before = _stored(demo.data)
    path = demo.inbox / partner / file
    said = wlb(demo.data, "check", str(path), "--partner", partner)
    assert said.code == 1
    assert word in said.out
    assert path.exists()
    assert wlb(demo.data, "check", str(path), "--partner", partner, "--json").json["outcome"] in (
        "rejected",
        "destroyed",
        "unknown_file",
    )
    assert _stored(demo.data) == before


def test_check_says_which_partners_there_are_and_that_a_file_is_not_there(demo: Demo, wlb: Wlb) -> None:
    said = wlb(demo.data, "check", str(demo.inbox / "dordrecht" / MONTH), "--partner", "rotterdam")
    assert said.code == 2
    assert "dordrecht" in said.err
    said = wlb(demo.data, "check", str(demo.inbox / "niets.csv"), "--partner", "dordrecht")
    assert said.code == 2
    assert "niets.csv" in " ".join(said.err.split())


def test_check_without_a_key_says_so(copy: Demo, wlb: Wlb) -> None:
    (copy.data / "demo.key").unlink()
    said = wlb(copy.data, "check", str(copy.inbox / "dordrecht" / MONTH), "--partner", "dordrecht")
    assert said.code == 2
    assert "WLB_KEY_FILE" in said.err


def test_the_demo_is_never_written_among_real_data(tmp_path: Path, demo: Demo, wlb: Wlb) -> None:
    refused = wlb(demo.data, "demo")
    assert refused.code == 2
    assert "demo" in refused.err
    assert wlb(demo.data, "demo", "--if-empty").code == 0
    early = wlb(tmp_path / "data", "demo", "--to", str(tmp_path / "early"), "--as-of", "2012-01-01")
    assert early.code == 2
    assert "2017" in early.err


def test_a_mistake_in_the_agreements_stops_with_its_file_and_line(
    tmp_path: Path, wlb: Wlb, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "partners.yaml").write_text(
        "partners:\n  - {id: Haag, name: x, kind: site, colour: red}\n", "utf-8"
    )
    monkeypatch.setattr("pipelines.settings.SOURCES", tmp_path / "sources")
    said = wlb(tmp_path / "data", "status")
    assert said.code == 2
    assert "partners.yaml:2" in said.err
    assert "colour" in said.err


def _stored(data: Path) -> dict[Path, int]:
    """Everything kept, with its time; the work folder only as far as it is this process's, for tests beside us use it too.

    They also open Dagster on it, which touches its own folders then.
    """
    assert current(data / "desk")
    work = data / "work"
    of_others = {work, data / "dagster"}
    kept = [path for path in data.rglob("*") if not of_others & {path, *path.parents}]
    return {path: path.stat().st_mtime_ns for path in [*kept, *work.glob(f"{os.getpid()}.*")]}
