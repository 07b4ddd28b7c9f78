"""An indicator's card, its national figures and the claims about it → words on a page.

Does not know the definitions: they are published with the figures, the SQL that computed them included.
"""

import pandas as pd
import streamlit as st

from dashboards import frame
from dashboards.cells import plain
from pipelines import words
from pipelines.words import Lang, say

VERDICT_COLOUR = {"reproduced": "blue", "reproduced_truncated": "blue"}


def full(card: pd.Series, lang: Lang) -> None:
    """The whole definition: what counts, what does not, where it comes from, who keeps it, and the SQL."""
    left, right = st.columns(2)
    with left:
        for part in ("purpose", "numerator", "denominator", "not_evaluable", "excluded"):
            if text := card[f"{part}_{lang}"]:
                st.markdown(f"**{say(f'definition.{part}', lang)}**  \n{plain(text)}")
    with right:
        facts = {
            "sources": plain(card["sources"] or ""),
            "horizon": say("definition.days", lang, n=card["horizon_days"]) if card["horizon_days"] else "",
            "direction": say(f"direction.{card['direction']}", lang),
            "bound": say("definition.bound_lower", lang) if card["bound"] == "lower" else "",
            "version": say("definition.version_line", lang, version=plain(card["version"]), day=card["adopted_on"]),
            "owner": plain(card["owner"] or ""),
            "next_review": words.date_long(card["next_review"], lang) if card["next_review"] else "",
        }
        for name, text in facts.items():
            if text:
                st.markdown(f"**{say(f'definition.{name}', lang)}**  \n{text}")
    if card["sql"]:
        with st.expander(say("definition.sql", lang)):
            st.markdown(say("definition.sql_note", lang))
            st.code(card["sql"], language="sql")


def national(references: pd.DataFrame, lang: Lang) -> None:
    """National figures beside this indicator, and whether they were counted in the same way."""
    st.markdown(f"**{say('national.title', lang)}**")
    if references.empty:
        st.markdown(say("national.none", lang))
        return
    if not references["comparable"].astype(bool).any():
        st.markdown(say("national.not_comparable", lang))
    rows = [
        {
            say("column.population", lang): plain(row.population),
            say("column.period", lang): plain(row.period),
            say("column.breakdown", lang): plain(row.breakdown or say("cell.none", lang)),
            say("column.value", lang): _reference_value(row.value, row.unit, lang),
            say("column.edition", lang): plain(row.edition or say("cell.none", lang)),
            say("column.comparable", lang): say("yes" if row.comparable else "no", lang),
            say("column.note", lang): plain(row.note or say("cell.none", lang)),
        }
        for row in references.itertuples()
    ]
    frame.words_table(pd.DataFrame(rows), say("national.title", lang))


def _reference_value(value: float, unit: str, lang: Lang) -> str:
    if unit == "%":
        return words.percent(value / 100, lang)
    return words.percent(value, lang) if unit == "fraction" else f"{words.number(value, lang)} {plain(unit)}"


def claims(told: pd.DataFrame, lang: Lang) -> None:
    """Each published sentence, and per definition what it gives now."""
    for (_, text), rows in told.groupby(["claim", "text"], sort=False):
        first = rows.iloc[0]
        day = f", {say('claim.as_of', lang, day=first['as_of'])}" if first["as_of"] else ""
        st.markdown(f"“{plain(text)}”")
        st.caption(plain(f"{first['source']} · {first['label']}{day}"))
        lines = [
            {
                say("column.indicator", lang): plain(row.indicator_label),
                say("column.published", lang): plain(row.published_text or say("cell.none", lang)),
                say("column.computed", lang): plain(row.computed_text or say("cell.none", lang)),
                say("column.verdict", lang): _verdict(row.verdict, lang),
                say("column.explanation", lang): plain(row.explanation or say("cell.none", lang)),
            }
            for row in rows.itertuples()
        ]
        frame.words_table(pd.DataFrame(lines), say("claim.title", lang))


def _verdict(verdict: str, lang: Lang) -> str:
    key = f"verdict.{verdict}"
    text = say(key, lang) if words.knows(key) else plain(verdict)
    return f":{VERDICT_COLOUR.get(verdict, 'gray')}-badge[{text}]"
