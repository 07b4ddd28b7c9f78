"""A million rows through all stages, beside one plain SQL statement that does the same to the same rows without any promise.

The plain statement reads, types and checks the same UTF-8 by the same words and rules, looks for citizen service numbers
and numbers that a spreadsheet cut off, counts what breaks each rule, and aggregates what is good. It keeps no original, no
pseudonym, no quarantine with reasons and no receipt: it is the speed limit, not a rival.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb

from benchmarks import million
from pipelines import ingest, sql
from pipelines.demo import mark
from pipelines.registry import Registry, load_registry
from pipelines.settings import SOURCES, Settings
from pipelines.stages import protect

ROWS, ROUNDS = 1_000_000, 3
# The same columns, the same words and the same rules as the contract and the delivery YAML ask of the pipeline.
PLAIN = """
with cells as (
    select {trimmed}
    from read_csv('{path}', delim = ';', header = false, skip = 1, auto_detect = false, quote = '', columns = {{
        'request_id': 'varchar', 'client': 'varchar', 'asked': 'varchar', 'handled': 'varchar', 'kind': 'varchar',
        'via': 'varchar', 'status': 'varchar', 'place': 'varchar'}})
),
typed as (
    select
        request_id, client,
        case when regexp_full_match(asked, '\\d{{1,2}}-\\d{{1,2}}-\\d{{4}}') then try_strptime(asked, '%d-%m-%Y')::date end as asked,
        case when regexp_full_match(handled, '\\d{{1,2}}-\\d{{1,2}}-\\d{{4}}') then try_strptime(handled, '%d-%m-%Y')::date end as handled,
        {kind} as kind, {via} as via, {status} as status, {place} as place,
        {guarded} as numbers, contains(request_id, '+') or contains(client, '+') as cut_off,
        asked is not null as asked_said, handled is not null as handled_said, kind is not null as kind_said,
        status is not null as status_said,
        count(*) over (partition by request_id) as copies
    from cells
),
checked as (
    select
        *,
        request_id is null as no_number, client is null as no_client, place is null as no_place,
        asked is null and not asked_said as no_day, kind is null and not kind_said as no_kind,
        status is null and not status_said as no_status,
        asked is null and asked_said as asked_wrong, handled is null and handled_said as handled_wrong,
        kind is null and kind_said as kind_unknown, status is null and status_said as status_unknown,
        copies > 1 as twice, coalesce(handled < asked, false) as too_early,
        coalesce(status = 'handled', false) and handled is null and not handled_said as no_handled_day,
        coalesce(asked not between date '2005-01-01' and date '2100-01-01', false) as impossible
    from typed
)
select
    place, date_trunc('month', handled) as month,
    count(*) filter (where {good}) as requests, sum(numbers) as numbers,
    count(*) filter (where cut_off) as cut_off, count(distinct client) filter (where {good}) as clients, {counted}
from checked
group by all
"""
CHECKS = (
    "no_number", "no_client", "no_place", "no_day", "no_kind", "no_status", "asked_wrong", "handled_wrong", "kind_unknown",
    "status_unknown", "twice", "too_early", "no_handled_day", "impossible",
)  # fmt: skip


def plain(path: Path) -> int:
    """The statement alone; how many places and months it counted."""
    words = {"kind": "category", "via": "requested_by", "status": "status", "place": "location"}
    cells = ("request_id", "client", "asked", "handled", *words)
    query = PLAIN.format(
        path=path,
        trimmed=", ".join(f"nullif(trim({cell}), '') as {cell}" for cell in cells),
        guarded=" + ".join(f"({protect.number_in(cell)} is not null)::tinyint" for cell in cells),
        good=" and ".join(f"not {check}" for check in CHECKS),
        counted=", ".join(f"count(*) filter (where {check}) as {check}" for check in CHECKS),
        **{cell: _choice(cell, column) for cell, column in words.items()},
    )
    with duckdb.connect(config={"memory_limit": "1GB", "threads": Settings().threads}) as con:
        return len(con.execute(query).fetchall())


@cache
def agreements() -> Registry:
    """Read once, before the clock runs: neither side is about YAML."""
    return load_registry(SOURCES)


def _choice(cell: str, column: str) -> str:
    """The partner's words and the vocabulary's own, as agreed → codes."""
    registry = agreements()
    agreed = registry.deliveries[million.PARTNER]["hulpvragen"].tables[0].fills[0].columns[column].values
    terms = registry.vocabularies[registry.contracts["help_request"].column(column).vocabulary or ""].values()
    known = {term.nl.lower(): term.code for term in terms} | {word.lower(): code for word, code in agreed.items()}
    return sql.choice(cell, known)


def deliver(file: Path, data: Path) -> None:
    """A fresh data folder with the file in its inbox: what a supplier does, which is no stage."""
    mark.as_demo(data, million.FIRST_DAY.replace(year=2026), 1)
    inbox = data / "inbox" / million.PARTNER
    inbox.mkdir(parents=True)
    shutil.copy(file, inbox / million.NAME)


def pipeline(data: Path) -> int:
    """All stages on what was delivered; how many rows were accepted."""
    (receipt,) = ingest.ingest_partner(Settings(data=data), agreements(), million.PARTNER)
    if not receipt.is_accepted:
        raise RuntimeError(receipt.sentence)
    return receipt.used


def measure(rows: int = ROWS) -> dict[str, float]:
    """Seconds of both sides by turns in this process, their ratios, and the peak memory of each in a process of its own."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        delivered, same, small = place / "delivered.csv", place / "plain.csv", place / "small.csv"
        million.write(2_000, small, place / "small_plain.csv")
        million.write(rows, delivered, same)
        deliver(small, place / "warm")
        pipeline(place / "warm")  # imports count in the cold run, not here
        turns = []
        for turn in range(ROUNDS):
            data = place / f"data_{turn}"
            deliver(delivered, data)
            turns.append((*_used(partial(plain, same)), *_used(partial(pipeline, data))))
            shutil.rmtree(data)
        return {
            "rows": rows,
            "plain_seconds": median(turn[0] for turn in turns),
            "pipeline_seconds": median(turn[2] for turn in turns),
            "ratio": median(turn[2] / turn[0] for turn in turns),
            "processor_ratio": median(turn[3] / turn[1] for turn in turns),
            "plain_peak_mb": _peak("plain", str(same)),
            "pipeline_peak_mb": _peak("pipeline", str(delivered), str(place / "alone")),
        }


def _used(work: Callable[[], int]) -> tuple[float, float]:
    """Seconds on the clock and of the processor; the latter also says something on a busy machine."""
    started, before = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - before


def _peak(*arguments: str) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.stages", *arguments], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


if __name__ == "__main__":
    side, *paths = map(Path, sys.argv[1:])
    if side.name == "plain":
        plain(paths[0])
    else:
        deliver(paths[0], paths[1])
        pipeline(paths[1])
    # Not ru_maxrss: a child starts with its parent's.
    told = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    print(next(int(line.split()[1]) / 1024 for line in told if line.startswith("VmHWM")))
