"""Published cells of one place → the way from start to lasting work: the same people, step by step, on one base.

The percentages are the published ones, never a quotient of two cells.
"""

import pandas as pd
import streamlit as st

from dashboards import cells, charts, drawing
from dashboards.cells import plain
from dashboards.look import Look
from dashboards.records.figures import Cell
from pipelines.words import Lang, say

ROLE = "participant"
# The step and the indicator that gives it as a share of everyone who started.
OF_STARTERS = {
    "diploma": "diploma_rate_starters",
    "work": "work_rate_starters",
    "lasting": "sustained_work_starters",
}
# The figures people quote, each with its own base.
OF_PREVIOUS = {
    "diploma": "diploma_rate_starters",
    "work": "work_rate_graduates",
    "lasting": "retention_6m_counted",
}


def started(first: Cell, lang: Lang) -> dict[str, object]:
    """Everyone who started: the base of the first step."""
    known = not first.hidden and bool(first.denominator)
    return {
        "label": say("step.started", lang),
        "text": say("step.started_n", lang, n=first.denominator or 0) if known else cells.figure(first, lang),
        "value": 1.0 if known else None,
    }


def one_base(found: dict[str, Cell], place: str, threshold: int, look: Look, lang: Lang) -> None:
    """Every step as a share of the starters."""
    title = say("steps.one_base", lang, place=place)
    st.header(plain(title), anchor=False)
    picked = {step: found[indicator] for step, indicator in OF_STARTERS.items() if indicator in found}
    bases = {cell.denominator for cell in picked.values() if not cell.hidden}
    st.caption(say("steps.bases_differ" if len(bases) > 1 else "steps.one_base_note", lang))
    if not picked:
        st.markdown(say("choice.nothing", lang))
        return
    if not any(cells.has_figure(cell) for cell in picked.values()):
        # Four empty bars say less than a sentence.
        st.markdown(say("steps.nothing", lang))
        reasons(picked, threshold, lang)
        return
    rows = [started(picked["diploma"], lang)] if "diploma" in picked else []
    rows += [
        {"label": say(f"step.{step}", lang), "text": cells.figure(cell, lang), "value": cell.value}
        for step, cell in picked.items()
    ]
    drawn = pd.DataFrame(rows)
    drawing.draw(charts.figures.steps_chart(drawn, look), charts.figures.described(title, drawn, ""))
    reasons(picked, threshold, lang)


def reasons(picked: dict[str, Cell], threshold: int, lang: Lang) -> None:
    """Why steps are hidden, provisional or not judged yet, each reason once."""
    named = [(say(f"step.{step}", lang), cell) for step, cell in picked.items()]
    for line in cells.explained(named, lang, threshold):
        st.caption(line)
