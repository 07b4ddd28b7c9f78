"""The shared part on the demo: accepted rows → core and metrics → measured, disclosed and published."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines import benchmark, ingest
from pipelines.commands.running import DEMO_AS_OF
from pipelines.demo import mark
from pipelines.demo.write import write_demo
from pipelines.registry import load_registry
from pipelines.settings import SOURCES, Settings

SEED = 1


def measure() -> dict[str, float]:
    """Seconds of building and of publishing, without Dagster, after the demo was taken in."""
    with TemporaryDirectory() as folder:
        settings, registry = Settings(data=Path(folder)), load_registry(SOURCES)
        mark.as_demo(settings.data, DEMO_AS_OF.date(), SEED)
        write_demo(settings.data / "inbox", DEMO_AS_OF.date(), SEED)
        for partner in registry.deliveries:
            ingest.ingest_partner(settings, registry, partner)
        started = time.perf_counter()
        benchmark.build_core(settings, registry)
        benchmark.build_metrics(settings)
        built = time.perf_counter()
        benchmark.publish(settings, registry)
        return {"core_and_metrics_seconds": built - started, "publish_seconds": time.perf_counter() - built}
