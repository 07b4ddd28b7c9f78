"""A data folder and a page in it, as a reader meets them."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from tests.dashboard.publication import write_desk, write_publication

APP = Path(__file__).resolve().parents[2] / "dashboards" / "app.py"
OpenPage = Callable[..., AppTest]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that the dashboard looks in."""
    monkeypatch.setenv("WLB_DATA", str(tmp_path))
    monkeypatch.delenv("WLB_AUDIENCE", raising=False)
    config.set_option("server.address", "127.0.0.1")
    st.cache_resource.clear()
    return tmp_path


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
        app.query_params.update(link)
        app.run()
        if name != "overview":
            app.switch_page(f"pages/{name}.py")
            app.query_params.update(link)
            app.run()
        assert not app.exception, app.exception
        return app

    return opened


def words_on(app: AppTest) -> str:
    """Everything that a reader can read on the page: texts, tables, metrics, alternative texts of charts."""
    texts = [
        element.value
        for kind in (app.title, app.subheader, app.markdown, app.caption, app.error, app.warning)
        for element in kind
    ]
    texts += [f"{metric.label} {metric.value}" for metric in app.metric]
    for table in app.table:
        texts += [" ".join(map(str, table.value.columns)), *(" ".join(map(str, row)) for row in table.value.values)]
    texts += [box.label for box in app.selectbox]
    texts += [element.proto.alt for element in app.get("vega_lite_chart")]
    return "\n".join(texts).replace("\\", "").replace("\u00a0", " ")
