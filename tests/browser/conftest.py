"""A dashboard over a whole publication, and a real browser that looks at it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import serving
from tests.dashboard.publication import write_desk, write_publication


@pytest.fixture(scope="session")
def full_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a whole publication and a whole desk."""
    data = tmp_path_factory.mktemp("data")
    write_publication(data)
    write_desk(data)
    return data


@pytest.fixture(scope="session")
def address(full_folder: Path) -> Iterator[str]:
    """Where a dashboard over a whole publication and desk is served."""
    with serving(full_folder) as served:
        yield served.address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, which asks nothing of anybody by itself.

    Closed after each module: while it is open an event loop runs in this process, and Dagster's tests start their own.
    """
    path = shutil.which("chromium")
    assert path, "the browser tests need Debian's chromium"
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        found = playwright.chromium.launch(executable_path=path, args=quiet)
        yield found
        found.close()
