"""`make mutations`: the whole sets; prints the counts and every seed that went wrong."""

import argparse
import time
from collections import Counter

from tests.mutations import text
from tests.mutations.judge import Verdict, judge


def main() -> None:
    """10 000 text files, unless told otherwise."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    chosen = parser.parse_args()
    started, counts, wrong = time.perf_counter(), Counter[str](), []
    for seed in range(chosen.first, chosen.first + chosen.texts):
        file = text.mutated(seed)
        verdict = judge(file)
        counts.update(_counted(file, verdict))
        if not verdict.is_well:
            wrong.append((seed, file, verdict))
    print(f"{chosen.texts} text files in {time.perf_counter() - started:.0f} s:", dict(counts))
    for seed, file, verdict in wrong[:20]:
        print(seed, file.dialect.encoding, file.dialect.delimiter, file.applied, f"{len(verdict.lost)} lost")
        print("   ", verdict.lost[:2], verdict.changed[:2], verdict.unaccounted, verdict.refused)


def _counted(file: text.File, verdict: Verdict) -> dict[str, int]:
    return {
        "records": len(file.records), "untouched": len(file.untouched), "rows read": verdict.rows, "set apart": verdict.damaged,
        "untouched lost": len(verdict.lost), "untouched changed": len(verdict.changed),
        "files refused": bool(verdict.refused), "files unaccounted": bool(verdict.unaccounted),
        "files that contradict their own total": verdict.contradicts_itself,
    }  # fmt: skip


if __name__ == "__main__":
    main()
