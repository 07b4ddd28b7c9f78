"""A question about a partner's file → the masked answer of the `wlb` command, asked in a process of its own.

Rows, names and keys exist in that process only and are gone with it; this one sees counts, places and sentences. Holds no
rule about files: the command does.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from dashboards.stored import data_folder
from pipelines.words import Lang, say

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "sources"
SECONDS = 300
# A file is read with all the care that a delivery gets; more than this at once and nobody gets an answer.
AT_ONCE = BoundedSemaphore(2)
WAIT = 30
OWN_WORDS = "wlb: "
REFUSED, WRONG_USE = 1, 2


@dataclass(frozen=True)
class Answer:
    """What the command said: its exit code, its JSON document (None without one), and a sentence when it refused."""

    code: int
    told: Any = None
    why: str = ""

    @property
    def is_given(self) -> bool:
        """True when there is a document to show, be it a refusal of the file."""
        return self.told is not None and self.code in (0, REFUSED)


def ask(lang: Lang, command: str, *arguments: str | Path, **options: str | Path) -> Answer:
    """Run `wlb <command> --json` on this data folder; never raises, what went wrong is a sentence.

    An option without a value is left out; what a person typed can never be taken for an option.
    """
    if not AT_ONCE.acquire(timeout=WAIT):
        return Answer(WRONG_USE, why=say("child.busy", lang))
    told = [f"--{name}={value}" for name, value in options.items() if str(value)]
    try:
        return _run([*command.split(), "--json", *told, "--", *map(str, arguments)], lang)
    finally:
        AT_ONCE.release()


def _run(arguments: list[str], lang: Lang) -> Answer:
    process = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", *(text.replace("\0", "") for text in arguments)], cwd=ROOT,
        env=os.environ | {"WLB_DATA": str(data_folder().resolve()), "WLB_LANGUAGE": lang, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    try:
        out, said = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # with what it started to read a workbook
        process.communicate()
        return Answer(WRONG_USE, why=say("child.too_long", lang, n=SECONDS // 60))
    try:
        told = json.loads(out)
    except ValueError:
        told = None
    return Answer(process.returncode, told, "" if told is not None else _why(said, lang))


def _why(said: str, lang: Lang) -> str:
    """The command's own sentences; anything else it said may hold a piece of a file, and is not repeated."""
    _, begun, own = said.partition(OWN_WORDS)
    return own.strip() if begun else say("child.failed", lang)
