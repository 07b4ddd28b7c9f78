"""A run of the pipeline → its address in Dagster's own screens."""

import os
import re

from dashboards.cells import plain
from pipelines.words import Lang, say

RUN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PORT = re.compile(r"\d{2,5}")


def dagster() -> str:
    """Where Dagster is served: WLB_DAGSTER_URL, else this machine."""
    port = os.environ.get("WLB_DAGSTER_PORT", "")
    usual = f"http://127.0.0.1:{port if PORT.fullmatch(port) else 3000}"
    return os.environ.get("WLB_DAGSTER_URL", usual).rstrip("/")


def link(run: str, lang: Lang) -> str:
    """A Markdown link to a run; a sentence when no run is known, as when a file was left in the inbox."""
    if not RUN.fullmatch(run or ""):
        return say("run.none", lang)
    return say("run.link", lang, run=plain(run[:8]), address=f"{dagster()}/runs/{run}")
