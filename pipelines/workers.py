"""Processes beside this one, for work that takes long enough to be worth a second core.

They are forked from a server that holds no thread and no open database: a fork of this process would copy the threads of
DuckDB and Dagster half. What the server has loaded, no worker has to load again.
"""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import forkserver

TAKING_IN = "pipelines.loaded"
"""Loads what it takes to take a delivery in, which costs seconds."""


def get_ready() -> None:
    """Let the server load what takers-in need, beside whatever this process does meanwhile."""
    multiprocessing.set_forkserver_preload([TAKING_IN])
    forkserver.ensure_running()


def workers(number: int, first: Callable[[], None] | None = None) -> ProcessPoolExecutor:
    """So many processes, each of which calls `first` before it takes work."""
    return ProcessPoolExecutor(number, multiprocessing.get_context("forkserver"), first)
