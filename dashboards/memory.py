"""The answers that one opened file gave, so that no question is asked of it twice.

Knows nothing of what is asked. Each file has a memory of its own: what stands in it never changes, its answers go when it is
closed, and never meet those of a file for other readers.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

Row = TypeVar("Row")


class Memory:
    """Answers (lists of rows) by question; when there are more than `most` rows, the longest unasked are forgotten."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._answers: OrderedDict[Hashable, list[object]] = OrderedDict()
        self._lock = Lock()

    def answer(self, question: Hashable, ask: Callable[[], list[Row]]) -> list[Row]:
        """What was answered before, else what `ask` answers now; a list of the caller's own, of rows that are everybody's."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return list(self._answers[question])  # type: ignore[arg-type]
        found = ask()
        with self._lock:
            if question not in self._answers:
                self._answers[question] = list(found)
                self._held += len(found) + 1
            while self._held > self._most:
                _, forgotten = self._answers.popitem(last=False)
                self._held -= len(forgotten) + 1
        return found
