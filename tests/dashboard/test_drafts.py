"""An uploaded file and the process that reads it: private, gone by itself, and never repeated in what goes wrong."""

import gc
import stat
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from dashboards.steward import child, drafts
from dashboards.steward.drafts import Draft, plain_name


def draft(name: str = "uren.csv", content: bytes = b"a;b") -> Draft:
    return Draft([(name, memoryview(content))])


def test_an_upload_lies_where_only_this_account_can_read_it(data: Path) -> None:
    made = draft()
    assert made.folder.parent == data / "work"
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.paths[0].stat().st_mode) == 0o600
    assert made.paths[0].read_bytes() == b"a;b"


def test_an_upload_is_gone_when_put_aside_when_forgotten_and_after_its_term(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = draft()
    made.discard()
    assert not made.is_there
    forgotten = draft()
    assert forgotten.is_there
    del forgotten
    gc.collect()
    monkeypatch.setattr("dashboards.steward.drafts.MINUTES", 0.1 / 60)
    late = draft()
    until = time.monotonic() + 5
    while late.is_there and time.monotonic() < until:
        time.sleep(0.02)
    assert not late.is_there
    assert list((data / "work").iterdir()) == []


def test_the_server_takes_no_larger_file_than_the_page_says() -> None:
    config = tomllib.loads((child.ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == drafts.MEGABYTES


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("WLB DH rapportage mrt 2016 DEF (2).xlsx", "WLB DH rapportage mrt 2016 DEF (2).xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\map\\uren.csv", "uren.csv"),
        (".verborgen.csv", "verborgen.csv"),
        ("~$uren.xlsx", "uren.xlsx"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("", "bestand"),
        ("..", "bestand"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_leads_nowhere_and_stays_what_the_partner_wrote(given: str, kept: str) -> None:
    assert plain_name(given) == kept


@pytest.mark.usefixtures("data")
def test_the_command_says_itself_why_it_refuses() -> None:
    answer = child.ask("nl", "check", child.ROOT / "README.md", partner="niemand")
    assert (answer.code, answer.is_given) == (2, False)
    assert answer.why.startswith("'niemand' is geen partner; er zijn: ")


def answers(monkeypatch: pytest.MonkeyPatch, code: str) -> child.Answer:
    """What is made of a child that runs this instead of the command."""
    real = subprocess.Popen
    monkeypatch.setattr(
        "dashboards.steward.child.subprocess.Popen", lambda _command, **how: real([sys.executable, "-c", code], **how)
    )
    return child.ask("nl", "check")


@pytest.mark.usefixtures("data")
def test_a_crash_is_a_sentence_and_repeats_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = answers(monkeypatch, "raise ValueError('Fatima de Vries, 03-04-1990')")
    assert not answer.is_given
    assert "Fatima" not in answer.why
    assert "beheerder" in answer.why


@pytest.mark.usefixtures("data")
def test_a_reader_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 0.3)
    answer = answers(monkeypatch, "import time; time.sleep(60)")
    assert "is gestopt" in answer.why


@pytest.mark.usefixtures("data")
def test_when_too_many_ask_at_once_the_next_hears_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "WAIT", 0.01)
    assert child.AT_ONCE.acquire()
    assert child.AT_ONCE.acquire()
    try:
        assert "andere bestanden" in child.ask("nl", "check").why
    finally:
        child.AT_ONCE.release()
        child.AT_ONCE.release()


@pytest.mark.usefixtures("data")
def test_what_somebody_typed_is_never_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(child, "_run", lambda arguments, _lang: seen.append(arguments))
    child.ask("nl", "repair explain", "d", "rule", "--by=root", by="-x", header="")
    assert seen == [["repair", "explain", "--json", "--by=-x", "--", "d", "rule", "--by=root"]]
