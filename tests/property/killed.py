"""Takes in a small inbox, and again in a process that is killed at one of its steps, and tells whether the end is the same.

Run as `python -m tests.property.killed <folder> <first> <times>`: that many steps, spread evenly. Prints one line per kill. Everything heavy is loaded
once; each run is a fork of this process, which kills itself with SIGKILL just before the n-th change on disk.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from tests.workplace import Workplace, enrolment, make_workplace, request, requests, trajectories, trajectory

ENROLMENTS_WITH_BSN = "\r\n".join(
    [
        "#STUDENTNUMMER;VOLGNR;TRAJECTNR;CREBO;NIVEAU;LEERWEG;BEGIN;EIND;BSN",
        *(f"{enrolment(n)};{number}" for n, number in enumerate(["999990019", "999990020", "999990032"])),
    ]
).encode("utf-8-sig")
INBOX = {
    ("noord", "hulpvragen_201602.csv"): requests(*(request(n) for n in range(30)), request(31, kind="zzz")),
    ("noord", "hulpvragen_201602 v2.csv"): requests(*(request(n) for n in range(33))),
    ("noord", "hulpvragen_201603.csv"): requests(stated=3),
    ("noord", "trajecten_201603.csv"): trajectories(*(trajectory(n) for n in range(12))),
    ("noord", "trajecten_201603 v2.csv"): trajectories(*(trajectory(n) for n in range(12))),
    ("zuid", "inschrijvingen_201610.csv"): ENROLMENTS_WITH_BSN,
}


def filled(folder: Path) -> Workplace:
    """A place with everything still in the inbox."""
    place = make_workplace(folder)
    for day, ((partner, name), content) in enumerate(INBOX.items()):
        place.drop(partner, name, content, day)
    return place


def run(place: Workplace) -> None:
    """Take in everything of both partners."""
    place.run("noord")
    place.run("zuid")


def state(place: Workplace) -> tuple[object, ...]:
    """Outcomes, what counts, its rows, and whether bytes were lost or kept that may not be."""
    outcomes = sorted((r.partner, r.file, r.outcome, r.used, r.quarantined) for r in place.receipts())
    rows = []
    with duckdb.connect() as con:
        for receipt in place.effective():
            for file in receipt.files.values():
                rows += [str(row) for row in con.execute(f"from '{place.data / 'accepted' / file}'").fetchall()]
    kept = place.bytes_kept()
    left = [path for path in place.data.rglob("*") if path.name.endswith(".tmp") or path.parent.name == "work"]
    return outcomes, sorted(rows), sorted(INBOX[name] in kept for name in INBOX), len(left)


def consistent(place: Workplace) -> bool:
    """Right after a kill: every receipt is whole, and each file that it names is there."""
    return all(
        (place.data / "accepted" / file).exists() for receipt in place.receipts() for file in receipt.files.values()
    )


def killing_at(step: int, counted: list[int]) -> None:
    """From now on this process dies before its `step`-th change on disk; `counted` keeps how many there were."""
    originals: dict[str, Callable[..., Any]] = {name: getattr(Path, name) for name in ("replace", "unlink", "mkdir")}

    def wrapped(name: str) -> Callable[..., Any]:
        def changed(self: Path, *given: Any, **named: Any) -> Any:
            counted[0] += 1
            if counted[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return originals[name](self, *given, **named)

        return changed

    for name in originals:
        setattr(Path, name, wrapped(name))


def apart(action: Callable[[], None]) -> int:
    """Run in a fork; returns the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            action()
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def main(folder: Path, first: int, times: int) -> None:
    """Once undisturbed, to know the end and the number of steps; then killed at some of the steps."""
    whole = filled(folder / "whole")
    run(whole)
    expected = state(whole)
    steps = folder / "steps"

    def count() -> None:
        counted = [0]
        place = filled(folder / "counted")
        killing_at(0, counted)
        run(place)
        steps.write_text(str(counted[0]), encoding="utf-8")

    if apart(count):
        raise SystemExit("the undisturbed run failed in a fork")
    last = int(steps.read_text(encoding="utf-8"))
    for step in sorted({1 + (first + number * last // times) % last for number in range(times)}):
        place = filled(folder / f"step{step}")

        def die(place: Workplace = place, step: int = step) -> None:
            killing_at(step, [0])
            run(place)

        ended = apart(die)
        sound = consistent(place)
        run(place)
        verdict = "same" if ended == signal.SIGKILL and sound and state(place) == expected else "DIFFERENT"
        sys.stdout.write(f"{step} {verdict} {ended} {sound}\n")
        if verdict != "same":
            sys.stdout.write(f"  {state(place)[0]}\n  {expected[0]}\n  {state(place)[2:]} {expected[2:]}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
