"""`make mutations`: the whole sets; prints the counts and every seed that went wrong."""

import argparse
import time
from collections import Counter
from collections.abc import Callable

from tests.mutations import text, workbooks
from tests.mutations.judge import Verdict, judge, judge_workbook
from tests.mutations.pollution import scores


def main() -> None:
    """10 000 text files and 2 000 workbooks, unless told otherwise."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--workbooks", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    chosen = parser.parse_args()
    found = scores()
    print(
        f"pollution: {sum(score for *_, score in found) / len(found):.3f} over {len(found)} files;",
        [row for row in found if row[2] < 1],
    )
    _run("text files", range(chosen.first, chosen.first + chosen.texts), _text)
    _run("workbooks", range(chosen.first, chosen.first + chosen.workbooks), _workbook)


def _run(what: str, seeds: range, one: Callable[[int], tuple[list[str], dict[str, int], Verdict]]) -> None:
    started, counts, wrong = time.perf_counter(), Counter[str](), []
    for seed in seeds:
        applied, counted, verdict = one(seed)
        counts.update(counted | {
            "rows read": verdict.rows, "set apart": verdict.damaged, "untouched lost": len(verdict.lost),
            "untouched changed": len(verdict.changed), "files refused wrongly": bool(verdict.refused),
            "files unaccounted": bool(verdict.unaccounted), "files that contradict their own total": verdict.contradicts_itself,
        })  # fmt: skip
        if not verdict.is_well:
            wrong.append((seed, applied, verdict))
    print(f"{len(seeds)} {what} in {time.perf_counter() - started:.0f} s:", dict(counts))
    for seed, applied, verdict in wrong[:20]:
        print(
            seed,
            applied,
            f"{len(verdict.lost)} lost",
            verdict.lost[:2],
            verdict.changed[:2],
            verdict.unaccounted,
            verdict.refused,
        )


def _text(seed: int) -> tuple[list[str], dict[str, int], Verdict]:
    file = text.mutated(seed)
    return file.applied, {"records": len(file.records), "untouched": len(file.untouched)}, judge(file)


def _workbook(seed: int) -> tuple[list[str], dict[str, int], Verdict]:
    book = workbooks.mutated(seed)
    return book.applied, {"records": len(book.records), "untouched": len(book.untouched)}, judge_workbook(book, seed)


if __name__ == "__main__":
    main()
