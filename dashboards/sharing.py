"""What stands on a page → files to take along, and a link that gives the same view back.

Does not choose what is shown, and makes a file only when somebody asks for it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import altair as alt
import streamlit as st

from dashboards.exports import csv_file, picture, workbook
from pipelines.words import Lang, say

Rows = Sequence[Mapping[str, object]]
FILE_NAME_STOPS = re.compile(r"[^A-Za-z0-9_-]+")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    rows: Rows | Callable[[], Rows],
    name: str,
    lang: Lang,
    chart: alt.LayerChart | Callable[[], alt.LayerChart] | None = None,
    title: str = "",
) -> None:
    """Rows as csv and as workbook, safe to open in a spreadsheet; a chart as picture; and the link to this view.

    Rows and chart may be given as what makes them, when making them costs something.
    """
    name = FILE_NAME_STOPS.sub("-", name)
    title = title or name
    version = st.session_state.get("publication_seen", "")
    source = say("download.source", lang, name=say("app.title", lang), version=version)
    kinds: list[tuple[str, str, Callable[[], bytes]]] = [
        ("csv", "text/csv", lambda: csv_file(rows() if callable(rows) else rows, lang)),
        ("xlsx", WORKBOOK, lambda: workbook(rows() if callable(rows) else rows, title)),
    ]
    if chart is not None:
        kinds.append(("png", "image/png", lambda: picture(chart() if callable(chart) else chart, title, source)))
    with st.container(horizontal=True, vertical_alignment="center", key=f"downloads_{name}"):
        for kind, mime, data in kinds:
            st.download_button(
                say(f"download.{kind}", lang), data, file_name=f"{name}.{kind}", mime=mime, on_click="ignore",
                key=f"download_{kind}_{name}",
            )  # fmt: skip
        with st.popover(say("share", lang)):
            st.markdown(say("share.explained", lang))
            st.code(address(), language=None, wrap_lines=True)


def address() -> str:
    """The link to what the reader sees now."""
    here = (st.context.url or "").partition("?")[0]
    asked = urlencode(st.query_params.to_dict())
    return f"{here}?{asked}" if asked else here
