"""The published cost-benefit analysis (MKBA) of one site → what it rests on, in words and two charts.

Adds nothing up: every euro, ratio and swing is as published, and what rests on a hidden figure is not shown.
"""

import pandas as pd
import streamlit as st

from dashboards import charts, choosing, drawing, frame, queries, worth
from dashboards.cells import plain
from dashboards.look import described
from dashboards.records.derived import Assumption, Benefit, Swing, Value
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

WIDEST = 8
LABEL = 24


def draw(database: Database, site: str, label: str, lang: Lang) -> None:
    """The card of one site's costs and worth; nothing when no analysis was published for it."""
    found = queries.value.analyses(database, lang, site)
    if not found:
        return
    with frame.card("value"):
        st.header(plain(say("mkba.title", lang, place=label)), anchor=False)
        shown = {one.cohort: one for one in found}
        # Opens on a period of which something can be shown, if there is one.
        usual = next((one.cohort for one in found if one.ratio is not None), found[0].cohort)
        box, _ = st.columns([2, 3])
        with box:
            names = {one.cohort: one.cohort_label for one in found}
            chosen = shown[choosing.choose("mkba", say("choice.period", lang), names, usual)]
        if chosen.ratio is None:
            st.markdown(worth.why_not(chosen, lang))
            return
        analysis(database, site, chosen, lang)


def analysis(database: Database, site: str, value: Value, lang: Lang) -> None:
    """Ratio and balance in a sentence; costs and benefits, what moves the ratio most, and what is assumed."""
    benefits, swings = (
        queries.value.benefits(database, lang, site, value),
        queries.value.swings(database, lang, site, value),
    )
    with frame.card("conclusion-value"):
        example = f" **{say('value.illustrative', lang)}**" if worth.is_example(value) else ""
        st.markdown(worth.sentence(value, lang) + example)
    parts = choosing.tabs("value", {tab: say(f"tab.{tab}", lang) for tab in ("chart", "figures", "assumptions")})
    rows = euros(value, benefits, lang)
    tornado = sensitivities(swings, lang)
    with parts["chart"]:
        left, right = st.columns(2)
        with left:
            st.subheader(say("mkba.euros", lang), anchor=False)
            st.caption(say("mkba.euros_note", lang, year=str(value.price_year or "")))
            drawing.draw(charts.value.benefit_chart(rows, frame.look()), _alt(say("mkba.euros", lang), rows))
        with right:
            st.subheader(say("mkba.tornado", lang), anchor=False)
            st.caption(say("mkba.tornado_note", lang))
            if swings:
                drawn = charts.value.tornado_chart(
                    tornado, value.ratio or 0.0, say("mkba.ratio_axis", lang), frame.look()
                )
                drawing.draw(drawn, _alt(say("mkba.tornado", lang), tornado))
            else:
                drawn = None
    with parts["figures"]:
        frame.words_table(table(value, benefits, lang), say("mkba.euros", lang))
    with parts["assumptions"]:
        st.markdown(say(f"mkba.status.{value.scenario_status}", lang, label=plain(value.scenario_label)))
        frame.words_table(assumed(queries.value.assumptions(database, lang, value), lang), say("tab.assumptions", lang))
    raw = [{"post": row["label"].replace("|", " "), "euro": row["value"]} for row in rows.to_dict("records")]
    frame.download(raw, f"mkba-{site}-{value.cohort}", drawn, say("mkba.tornado", lang))


def euros(value: Value, benefits: list[Benefit], lang: Lang) -> pd.DataFrame:
    """Costs first, then each benefit after what is not the site's doing."""
    posts = [(say("mkba.costs", lang), value.costs_eur, True)]
    posts += [(benefit.label, benefit.benefits_eur, False) for benefit in benefits]
    return pd.DataFrame(
        {"label": _lines(label), "text": _euro(amount, lang), "value": amount, "is_cost": cost}
        for label, amount, cost in posts
    )


def sensitivities(swings: list[Swing], lang: Lang) -> pd.DataFrame:
    """The assumptions that move the ratio most."""
    return pd.DataFrame(
        {
            "label": _lines(swing.label),
            "at_low": swing.ratio_at_low,
            "at_high": swing.ratio_at_high,
            "low_text": _as(swing.low, swing.unit, lang),
            "high_text": _as(swing.high, swing.unit, lang),
            "text": say("mkba.swing", lang,
                low=words.number(swing.ratio_at_low, lang, 2), high=words.number(swing.ratio_at_high, lang, 2),
            ),
        }
        for swing in swings[:WIDEST]
    )  # fmt: skip


def table(value: Value, benefits: list[Benefit], lang: Lang) -> list[dict[str, str]]:
    """Every post in words: how many, before and after what is not the site's doing."""
    dash = say("cell.none", lang)
    columns = [say(f"column.{name}", lang) for name in ("post", "counted", "before", "after")]
    costs = [(say("mkba.costs", lang), dash, dash, _euro(value.costs_eur, lang))]
    costs.append((say("mkba.in_kind", lang), dash, dash, _euro(value.in_kind_eur, lang)))
    posts = [
        (one.label, dash if one.counted is None else words.number(one.counted, lang), _euro(one.benefits_before_eur, lang),
         _euro(one.benefits_eur, lang))
        for one in benefits
    ]  # fmt: skip
    total = (say("mkba.total", lang), dash, _euro(value.benefits_before_eur, lang), _euro(value.benefits_eur, lang))
    return [dict(zip(columns, map(plain, post), strict=True)) for post in (*costs, *posts, total)]


def assumed(found: list[Assumption], lang: Lang) -> list[dict[str, str]]:
    """Everything that is assumed, how far it may be off, and who says so."""
    return [
        {
            say("column.assumption", lang): plain(one.label),
            say("column.base", lang): plain(_as(one.base, one.unit, lang)),
            say("column.margin", lang): plain(
                say("range", lang, low=_as(one.low, one.unit, lang), high=_as(one.high, one.unit, lang))
            ),
            say("column.source", lang): plain(one.source),
        }
        for one in found
    ]


def _as(amount: float, unit: str, lang: Lang) -> str:
    if unit == "fraction":
        return words.percent(amount, lang, 0)
    name = say(f"assumed.{unit}", lang) if words.knows(f"assumed.{unit}") else ""
    return f"{words.amount(amount, lang)} {name}".strip()


def _euro(amount: float | None, lang: Lang) -> str:
    return say("cell.none", lang) if amount is None else say("mkba.amount", lang, amount=words.number(amount, lang, 0))


def _lines(label: str) -> str:
    """Words of a label over lines of at most `LABEL` letters; '|' is where the chart breaks."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LABEL:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "|".join(lines)


def _alt(title: str, rows: pd.DataFrame) -> str:
    return described(title, [(row["label"].replace("|", " "), row["text"]) for row in rows.to_dict("records")])
