"""`make bench`: measure, print one table, and keep it with the machine and the day in `benchmarks/results.json`."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import annotated, damaged, publication, screens, shared, stages, whole, workbook

RESULTS = Path(__file__).with_name("results.json")
TARGETS = {
    "help_seconds": 0.5, "cold_seconds": 60, "again_seconds": 10, "ratio": 4, "pipeline_peak_mb": 1024,
    "annotate_seconds": 5, "check_seconds": 10, "feedback_seconds": 5, "workbook_ratio": 1.5, "shared_5_seconds": 20,
    "shared_100_seconds": 120, "shared_100_peak_mb": 2048, "page_cold_seconds": 3, "page_warm_seconds": 1,
    "choice_p95_seconds": 0.5, "crowd_p95_seconds": 2, "crowd_browser_seconds": 2, "session_mb": 2,
}  # fmt: skip
WORDS = {
    "help_seconds": "wlb --help (s)",
    "demo_seconds": "write the demo (s)",
    "cold_seconds": "wlb run on the demo, from nothing (s)",
    "cold_peak_mb": "… peak memory of all its processes together (MB)",
    "again_seconds": "wlb run with nothing new (s)",
    "rows": "rows of help requests",
    "plain_seconds": "one plain DuckDB statement (s)",
    "pipeline_seconds": "all stages (s)",
    "ratio": "all stages ÷ plain statement",
    "processor_ratio": "… in processor time",
    "plain_peak_mb": "plain statement, peak memory (MB)",
    "pipeline_peak_mb": "all stages, peak memory (MB)",
    "core_and_metrics_seconds": "build core and metrics on the demo (s)",
    "publish_seconds": "measure, disclose and publish (s)",
    "shared_5_seconds": "measure, disclose and publish, 5 locations × 20 indicators × 15 years, for every audience (s)",
    "shared_5_peak_mb": "… peak memory of all processes together (MB)",
    "shared_5_audiences": "… audiences",
    "shared_5_figures": "… figures of each",
    "shared_5_hidden_share": "… hidden from the public",
    "shared_100_seconds": "measure, disclose and publish, 100 locations × 20 indicators × 15 years, for every audience (s)",
    "shared_100_peak_mb": "… peak memory of all processes together (MB)",
    "shared_100_audiences": "… audiences",
    "shared_100_figures": "… figures of each",
    "shared_100_hidden_share": "… hidden from the public",
    "dashboard_figures": "dashboard, 100 locations × 15 years × every indicator: figures",
    "page_cold_seconds": "… the first page of all, in a browser that never was there (s)",
    "page_bare_seconds": "… a page with nothing but a sentence, median (s)",
    "page_warm_seconds": "… the slowest of five pages, median (s)",
    "page_warm_least_seconds": "… and the least of it (s)",
    "choice_seconds": "… a choice, one reader, median (s)",
    "choice_p95_seconds": "… a choice, one reader, 95th percentile (s)",
    "choice_processor_seconds": "… a choice, processor time of the server (s)",
    "crowd_seconds": "… a choice when twenty choose at once, over the websocket, median (s)",
    "crowd_p95_seconds": "… and its 95th percentile (s)",
    "crowd_browser_seconds": "… the same as one of the twenty sees it in a browser, median (s)",
    "session_mb": "… memory per extra reader (MB)",
    "annotate_seconds": "comments on a workbook of 5 000 rows (s)",
    "check_seconds": "wlb check of the demo's largest workbook, cold (s)",
    "feedback_seconds": "wlb feedback on the demo's largest workbook (s)",
    "calamine_seconds": "workbook of 200 000 rows, python-calamine alone (s)",
    "workbook_seconds": "… our reader, child process and limits included (s)",
    "workbook_ratio": "… our reader ÷ python-calamine alone",
    "clean_rows_per_second": "text, clean (rows/s)",
    "clean_quoted_rows_per_second": "text, clean, every cell quoted (rows/s)",
    "damaged_rows_per_second": "text, every hundredth line damaged (rows/s; at least 300 000)",
    "damaged_quoted_rows_per_second": "text, quoted, every hundredth line damaged (rows/s; at least 300 000)",
}


def main() -> None:
    """Measure everything; takes some minutes."""
    load = os.getloadavg()[0]
    found = whole.measure() | stages.measure() | publication.measure()
    found |= screens.measure() | annotated.measure() | workbook.measure() | damaged.measure()
    found |= shared.measure(5) | shared.measure(100)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = {
        "measured_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%MZ}", "system": platform.platform(), "processor": _processor(),
        "cores": os.cpu_count(), "memory_gb": round(memory, 1), "python": platform.python_version(),
        "load_before": round(load, 2),
    } | {name: version(name) for name in ("duckdb", "pandas", "great-expectations", "dagster")}  # fmt: skip
    RESULTS.write_text(json.dumps({"machine": machine, "results": found}, indent=1) + "\n", encoding="utf-8")
    table = Table(
        "what",
        "measured",
        "target",
        title=f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}",
    )
    for name, value in found.items():
        target = TARGETS.get(name)
        missed = target is not None and value > target
        table.add_row(
            WORDS[name], f"[red]{value:,.2f}[/red]" if missed else f"{value:,.2f}", f"≤ {target:g}" if target else ""
        )
    Console().print(table, f"kept in {RESULTS}")


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    main()
