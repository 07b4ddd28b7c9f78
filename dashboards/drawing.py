"""A chart → the page it stands on, in as little time as it takes.

What `st.altair_chart` does, without judging the specification against its schema for every reader: the tests do that.
"""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st
from altair.utils import schemapi

# Altair judges every part of a chart when it is made, which takes longer than making it.
schemapi.DEBUG_MODE = False


def draw(chart: alt.LayerChart, told: str) -> None:
    """The chart as wide as its card; `told` is the same in words for who cannot see it."""
    st.vega_lite_chart(specification(chart), alt=told)


def specification(chart: alt.LayerChart) -> dict[str, Any]:
    """The Vega-Lite specification with its frames as they are under `datasets`, each once; `chart` stays as it was."""
    frames: dict[str, pd.DataFrame] = {}

    def named(data: Any) -> Any:
        if not isinstance(data, pd.DataFrame):
            return data
        name = next((name for name, known in frames.items() if known is data), f"rows{len(frames) + 1}")
        frames[name] = data
        return alt.NamedData(name=name)

    drawn = chart.copy(deep=False)
    drawn.data = named(chart.data)
    drawn.layer = [layer.copy(deep=False) for layer in chart.layer]
    for layer in drawn.layer:
        layer.data = named(layer.data)
    return drawn.to_dict(validate=False) | {"datasets": frames}
