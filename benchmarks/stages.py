"""A million rows through all stages, beside one plain SQL statement that does the same to the same rows without any promise.

The plain statement reads, types, checks and aggregates UTF-8 in DuckDB. It keeps no original, no pseudonym, no
quarantine with reasons and no receipt: it is the speed limit, not a rival.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb

from benchmarks import million
from pipelines import ingest
from pipelines.demo import mark
from pipelines.registry import load_registry
from pipelines.settings import SOURCES, Settings

ROWS, ROUNDS = 1_000_000, 3
CODES = {kind: code for code, kind in enumerate(million.KINDS)}
PLAIN = """
with typed as (
    select
        Vraagnr as request_id, Clientnr as client,
        case when regexp_full_match(Datum, '\\d{{2}}-\\d{{2}}-\\d{{4}}') then try_strptime(Datum, '%d-%m-%Y')::date end as asked,
        case when regexp_full_match(Datum_1, '\\d{{2}}-\\d{{2}}-\\d{{4}}') then try_strptime(Datum_1, '%d-%m-%Y')::date end as handled,
        case lower("Soort hulp") {kinds} end as kind,
        case lower(Status) when 'afgerond' then 1 when 'gepland' then 2 when 'vervallen' then 3 when 'doorverwezen' then 4 end as status,
        case when Wijk in ('Helpende Handen 1', 'HH1') then 1 when Wijk in ('Helpende Handen 2', 'HH 2') then 2 end as place,
        row_number() over (partition by Vraagnr) as copy
    from read_csv('{path}', delim = ';', header = false, skip = 1, auto_detect = false, quote = '', columns = {{
        'Vraagnr': 'varchar', 'Clientnr': 'varchar', 'Datum': 'varchar', 'Datum_1': 'varchar', 'Soort hulp': 'varchar',
        'Aangemeld door': 'varchar', 'Status': 'varchar', 'Wijk': 'varchar'}})
)
select place, date_trunc('month', handled) as month, count(*) as requests, count(distinct client) as clients
from typed
where client is not null and asked >= date '2005-01-01' and handled >= asked and kind is not null and status is not null
    and place is not null and copy = 1
group by all
"""


def plain(path: Path) -> int:
    """The statement alone; how many months it counted."""
    kinds = " ".join(f"when '{word}' then {code}" for word, code in CODES.items())
    with duckdb.connect(config={"memory_limit": "1GB", "threads": Settings().threads}) as con:
        return len(con.execute(PLAIN.format(path=path, kinds=kinds)).fetchall())


def pipeline(file: Path, data: Path) -> int:
    """All stages on a fresh data folder; how many rows were accepted."""
    mark.as_demo(data, million.FIRST_DAY.replace(year=2026), 1)
    inbox = data / "inbox" / million.PARTNER
    inbox.mkdir(parents=True)
    shutil.copy(file, inbox / million.NAME)
    (receipt,) = ingest.ingest_partner(Settings(data=data), load_registry(SOURCES), million.PARTNER)
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
        pipeline(small, place / "warm")  # imports count in the cold run, not here
        turns = [
            (*_used(partial(plain, same)), *_used(partial(pipeline, delivered, place / f"data_{turn}")))
            for turn in range(ROUNDS)
        ]
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
    side, *paths = sys.argv[1:]
    plain(Path(paths[0])) if side == "plain" else pipeline(Path(paths[0]), Path(paths[1]))
    # Not ru_maxrss: a child starts with its parent's.
    told = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    print(next(int(line.split()[1]) / 1024 for line in told if line.startswith("VmHWM")))
