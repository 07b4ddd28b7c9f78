"""A data folder and a page in it, as a reader meets them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboards import frame
from tests.dashboard.publication import write_desk, write_publication
from tests.dashboard.reading import OpenPage

APP = Path(__file__).resolve().parents[2] / "dashboards" / "app.py"


@pytest.fixture(scope="session", autouse=True)
def _components_looked_for_once() -> Iterator[None]:
    """A server looks once through what every installed package says of itself; a test's page would each time it is opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


def failed(error: Exception) -> None:
    """A page with a mistake is a test that fails, not a sentence."""
    raise error


@pytest.fixture(autouse=True)
def _as_in_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake fails the test instead of becoming a sentence, and what a test loaded goes when it ends."""
    monkeypatch.setattr(frame, "failed", failed)
    monkeypatch.setattr(frame, "settle", lambda page: page)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder that the dashboard looks in."""
    monkeypatch.setenv("WLB_DATA", str(tmp_path))
    monkeypatch.delenv("WLB_AUDIENCE", raising=False)
    config.set_option("server.address", "127.0.0.1")
    yield tmp_path
    st.cache_resource.clear()


@pytest.fixture
def full(data: Path) -> Path:
    """A data folder with a whole publication and a whole desk."""
    write_publication(data)
    write_desk(data)
    return data


@pytest.fixture
def open_page() -> OpenPage:
    """Open a page by its file's name, with what its link asks for."""

    def opened(name: str, **link: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        if name != "overview":
            app.switch_page(f"pages/{name}.py")
        app.query_params.update(link)
        app.run()
        assert not app.exception, app.exception
        return app

    return opened
