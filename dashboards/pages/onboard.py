"""Partner toevoegen, for stewards: samples of an unknown export → proposed agreements, tried out at once, to download.

The proposal is made and tried by the `wlb` command in another process. Changes nothing under `sources/`: that is a
colleague's review, as for every agreement.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dashboards import frame
from dashboards.cells import plain
from dashboards.steward import drafts, proposing, trial
from dashboards.steward.drafts import Draft
from dashboards.steward.proposing import PLACE, Proposed
from dashboards.stored import UnavailableError
from pipelines import words
from pipelines.words import Lang, say

ID = re.compile(r"[a-z][a-z0-9_]{1,40}")
SURE = {"certain": "green", "likely": "green", "unsure": "orange", "derived": "gray", "not_found": "orange"}


def ask_for_samples(lang: Lang) -> tuple[str, Draft | None]:
    """Who it is and the samples."""
    left, right = st.columns([2, 3])
    partner = left.text_input(
        say("onboard.id", lang),
        key="onboard_id",
        max_chars=40,
        help=say("onboard.id_help", lang),
        placeholder="zorg_noord",
    ).strip()
    if partner and not ID.fullmatch(partner):
        left.warning(say("onboard.id_wrong", lang))
    with right:
        draft = drafts.upload(PLACE, say("onboard.upload", lang), say("onboard.upload_help", lang), several=True)
        st.caption(say("deliver.private", lang, minutes=drafts.MINUTES))
        if draft:
            st.markdown(say("onboard.samples", lang, files=plain(", ".join(path.name for path in draft.paths))))
    return partner if ID.fullmatch(partner) else "", draft


def delivery(told: Mapping[str, Any], lang: Lang) -> None:
    """One kind of file: what was recognised and how surely, and what a person has to decide."""
    st.subheader(plain(", ".join(told["samples"])), anchor=False)
    questions = [one for one in told["questions"] if one["kind"] == "question"]
    for one in told["questions"]:
        if one["kind"] == "warning":
            st.error(plain(one["text"]))
    st.markdown(say("onboard.found", lang, datasets=plain(_datasets(told, lang)), n=len(told["columns"])))
    with st.container(key=f"pairs-{told['name']}"):
        frame.words_table([_column(row, lang) for row in told["columns"]], say("onboard.columns", lang))
    if questions:
        st.markdown(f"**{say('onboard.questions', lang, n=len(questions))}**")
        st.markdown("\n".join(f"- {plain(one['where'])}: {plain(one['text'])}" for one in questions))


def _datasets(told: Mapping[str, Any], lang: Lang) -> str:
    return ", ".join(words.dataset(name, lang) for name in told["datasets"])


def _column(row: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    sure = say(f"onboard.sure.{row['sure']}", lang)
    if row["confidence"] is not None and row["sure"] != "not_found":
        sure = f"{sure} {words.percent(row['confidence'], lang, 0)}"
    return {
        say(
            "column.header_agreed", lang
        ): f"**{plain(row['source'])}**  \n→ {plain(row['dataset'])} · {plain(row['column'])}",
        say("onboard.sure", lang): f":{SURE[row['sure']]}-badge[{plain(sure)}]  \n{plain(row['why'])}",
    }


def edit(proposed: Proposed, draft: Draft | None, lang: Lang) -> None:
    """The YAML, to change and try again; and all of it to download."""
    st.header(say("onboard.yaml", lang), anchor=False)
    st.markdown(say("onboard.yaml_note", lang))
    names = list(proposed.texts)
    for name, tab in zip(names, st.tabs([plain(name) for name in names]), strict=True):
        with tab:
            key = f"yaml_{proposed.folder.name}_{name}"
            proposed.texts[name] = st.text_area(name, proposed.texts[name], height=420, key=key)
    left, right = st.columns(2)
    if draft is None:
        left.caption(say("onboard.gone", lang))
    elif left.button(say("onboard.try_again", lang), key="onboard_try_again"):
        proposing.try_out(proposed, draft, lang)
    right.download_button(
        say("onboard.download", lang), proposing.zipped(proposed.texts), file_name=f"voorstel-{proposed.partner}.zip",
        mime="application/zip", on_click="ignore", type="primary", key="onboard_download",
    )  # fmt: skip
    st.markdown(say("onboard.next", lang, partner=proposed.partner))


def results(proposed: Proposed, lang: Lang) -> None:
    """What each sample gives with the proposal as it stands."""
    st.header(say("onboard.preview", lang), anchor=False)
    st.caption(say("trial.masked", lang))
    for name, answer in proposed.trials.items():
        st.subheader(plain(name), anchor=False)
        if not answer.is_given:
            st.error(say("child.no_answer", lang, why=plain(answer.why)))
            continue
        trial.verdict(answer.told, lang)
        trial.repairs(answer.told, Path(name).stem, lang)
        trial.preview(answer.told, Path(name).stem, lang)


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    if "steward" not in frame.roles():
        frame.no_data(say("page.onboard", lang), UnavailableError("desk.forbidden"))
    frame.strip()
    st.title(say("page.onboard", lang), anchor=False)
    st.markdown(say("onboard.question", lang))
    with frame.card("samples"):
        partner, draft = ask_for_samples(lang)
        if st.button(say("onboard.propose", lang), type="primary", disabled=not (partner and draft), key="onboard_go"):
            assert draft is not None
            proposing.propose(partner, draft, lang)
        elif not (partner and draft):
            st.caption(say("onboard.first", lang))
    proposed = proposing.made()
    if proposed is None:
        return
    if not proposed.answer.is_given:
        with frame.card("refused"):
            st.error(say("onboard.nothing", lang))
            st.markdown(plain(proposed.answer.why))
        return
    with frame.card("proposal"):
        st.header(say("onboard.proposal", lang, partner=plain(proposed.partner)), anchor=False)
        for mistake in proposed.answer.told["mistakes"]:
            st.warning(plain(mistake))
        for told in proposed.answer.told["deliveries"]:
            delivery(told, lang)
    with frame.card("yaml"):
        edit(proposed, draft, lang)
    with frame.card("preview"):
        results(proposed, lang)


frame.run(page)
