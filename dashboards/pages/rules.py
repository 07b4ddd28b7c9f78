"""Regels: the rules that every file is judged by, as suppliers read them in `docs/regels.md`.

Renders that document, which is made from the agreements themselves; holds no rule.
"""

import streamlit as st

from dashboards import frame
from dashboards.cells import plain
from dashboards.steward import rulebook
from dashboards.steward.rulebook import Chapter, Rule
from pipelines.words import Lang, say

COLOUR = {"houdt tegen": "orange", "zet apart": "yellow", "melding": "gray", "signaal": "gray"}


def one_rule(rule: str, lang: Lang) -> None:
    """The rule that a link asks for, on top."""
    entries = rulebook.about(rule)
    with frame.card("rule"):
        st.header(plain(rule), anchor=False)
        if not entries:
            st.markdown(say("rules.unknown", lang))
        for entry in entries:
            st.markdown(_written(entry, lang))


def _written(rule: Rule, lang: Lang) -> str:
    parts = [f"`{rule.rule}` :{COLOUR.get(rule.severity, 'gray')}-badge[{plain(rule.severity)}]"]
    parts += [
        f"**{say(f'rules.{key}', lang)}** {plain(text)}"
        for key in ("agreed", "why", "example")
        if (text := getattr(rule, key))
    ]
    return "  \n".join(parts)


def chapter(found: Chapter, rules: list[Rule], lang: Lang, *, is_open: bool) -> None:
    """One dataset: what a row is, and its rules."""
    title, _, _ = found.title.partition(" (`")
    with st.expander(say("rules.chapter", lang, title=plain(title), n=len(rules)), expanded=is_open):
        st.caption(plain(found.text))
        for rule in rules:
            st.markdown(_written(rule, lang))


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    frame.strip()
    st.title(say("page.rules", lang), anchor=False)
    st.markdown(say("rules.question", lang))
    introduction, every = rulebook.chapters()
    if not every:
        frame.empty_words("rules.empty")
        return
    if asked := st.query_params.get("rule"):
        one_rule(asked, lang)
    with frame.card("rules"):
        st.markdown(introduction)
        box, _ = st.columns([1, 1])
        wanted = box.text_input(
            say("rules.search", lang), key="rules_search", placeholder=say("rules.example_word", lang)
        )
        found = rulebook.matching(wanted)
        if not found:
            st.markdown(say("rules.none", lang))
        for one, rules in found:
            chapter(one, rules, lang, is_open=bool(wanted.strip()) and len(found) <= 3)


frame.run(page)
