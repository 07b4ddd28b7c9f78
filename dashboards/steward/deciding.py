"""What a steward decides on the page → the `wlb repair` command, which writes it as a line that others can review.

Judges nothing: the command does, and its refusal is shown.
"""

from pathlib import Path

import streamlit as st

from dashboards import access, queries
from dashboards.cells import plain
from dashboards.steward import child
from dashboards.steward.repairing import Repair
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

DONE = "decided"


def said() -> None:
    """What was just decided; on top of the page, since the repair itself may be gone from the list."""
    if told := st.session_state.pop(DONE, None):
        st.success(told)


def forms(database: Database, repair: Repair, lang: Lang) -> None:
    """Whatever may be decided about this repair, each in a form of its own; a sentence when a new file is the only way."""
    one = repair.newest
    offered = {
        "explain": repair.may_explain,
        "map": one.may_map,
        "waive": one.may_waive,
    }
    names = [name for name, may in offered.items() if may]
    if not names:
        st.markdown(say("decide.explained" if repair.is_explained else "decide.nothing", lang))
        return
    for name, tab in zip(names, st.tabs([say(f"decide.{name}", lang) for name in names]), strict=True):
        with tab:
            st.caption(say(f"decide.{name}.note", lang))
            {"explain": _explain, "map": _map, "waive": _waive}[name](database, repair, lang)


def _explain(_database: Database, repair: Repair, lang: Lang) -> None:
    one = repair.newest
    with st.form(f"explain_{repair.id}", border=False):
        text = st.text_area(say("decide.text", lang), max_chars=500)
        by = st.text_input(say("decide.said_by", lang), max_chars=80)
        if st.form_submit_button(say("decide.keep", lang)):
            about = {"header": one.header, "value": one.value}
            _done(lang, "explain", [text, by], one.delivery_id, one.rule, text, by=by, **about)


def _map(database: Database, repair: Repair, lang: Lang) -> None:
    one = repair.newest
    column = one.rule.removesuffix(".is_known")
    codes = {term.code: term.label for term in queries.desk.terms(database, column, lang)}
    with st.form(f"map_{repair.id}", border=False):
        code = st.selectbox(
            say("decide.means", lang, word=one.value),
            list(codes),
            index=None,
            format_func=lambda code: f"{codes[code]} ({code})",
            placeholder=say("decide.choose", lang),
        )
        reason, by = _reason_and_name(lang)
        if st.form_submit_button(say("decide.ready", lang)):
            where = f"{one.partner}/{one.delivery}"
            told: dict[str, str | Path] = {"reason": reason, "by": by, "sources": child.SOURCES}
            _done(lang, "map", [code or "", reason, by], where, column, one.value, code or "", **told)


def _waive(_database: Database, repair: Repair, lang: Lang) -> None:
    one = repair.newest
    periods = sorted({action.period for action in repair.actions}, reverse=True)
    with st.form(f"waive_{repair.id}", border=False):
        period = st.selectbox(
            say("decide.period", lang),
            [*periods, ""],
            format_func=lambda period: words.month(period, lang) if period else say("decide.always", lang),
        )
        reason, by = _reason_and_name(lang)
        if st.form_submit_button(say("decide.ready", lang)):
            told: dict[str, str | Path] = {"reason": reason, "by": by, "period": period or "", "sources": child.SOURCES}
            _done(lang, "waive", [reason, by], f"{one.partner}/{one.delivery}", one.rule, **told)


def _reason_and_name(lang: Lang) -> tuple[str, str]:
    reason = st.text_area(say("decide.reason", lang), max_chars=500)
    return reason, st.text_input(say("decide.by", lang), value=access.reader().name, max_chars=80)


def _done(lang: Lang, what: str, needed: list[str], *arguments: str, **options: str | Path) -> None:
    """Ask the command, and read the page anew when it did what was asked."""
    if not all(text.strip() for text in needed):
        st.warning(say("decide.lacks", lang))
        return
    with st.spinner(say("decide.working", lang)):
        answer = child.ask(lang, f"repair {what}", *arguments, **options)
    if answer.code:
        st.error(say("decide.refused", lang, why=plain(answer.why)))
        return
    st.session_state[DONE] = say(f"decide.{what}.done", lang)
    st.rerun()
