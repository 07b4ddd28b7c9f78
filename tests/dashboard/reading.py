"""An opened page → the words that a reader finds on it."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

OpenPage = Callable[..., AppTest]


def words_on(app: AppTest) -> str:
    """Everything that a reader can read on the page: texts, tables, metrics, alternative texts of charts."""
    texts = [
        element.value
        for kind in (app.title, app.header, app.markdown, app.caption, app.error, app.warning)
        for element in kind
    ]
    texts += [f"{metric.label} {metric.value}" for metric in app.metric]
    for table in app.table:
        texts += [" ".join(map(str, table.value.columns)), *(" ".join(map(str, row)) for row in table.value.values)]
    texts += [box.label for box in app.selectbox]
    texts += [element.proto.alt for element in app.get("vega_lite_chart")]
    return "\n".join(texts).replace("\\", "").replace("\u00a0", " ")
