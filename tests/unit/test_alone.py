"""Several processes may write in one folder, one after the other."""

import threading
from pathlib import Path

from pipelines.alone import alone


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    told: list[str] = []
    second_asks = threading.Event()

    def second() -> None:
        second_asks.set()
        with alone(tmp_path):
            told.append("second")

    with alone(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        second_asks.wait(5)
        thread.join(0.1)
        told.append("first")
    thread.join(5)
    assert told == ["first", "second"]
