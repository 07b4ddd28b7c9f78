"""Aanleveren, for stewards and sites: try a file out at once, nothing stored, and hand it in when it is right.

The file lies in a private folder that goes away by itself; reading it is done by the `wlb` command in another process, and
only its masked answer comes here.
"""

from pathlib import Path

import streamlit as st

from dashboards import choosing, frame, queries, stored
from dashboards.cells import plain
from dashboards.records.desk import Planned
from dashboards.steward import child, drafts, receipt, trial, trying
from dashboards.steward.trying import PLACE, Tried
from dashboards.stored import UnavailableError
from pipelines.words import Lang, say

HANDED_IN = "handed_in"


def agreed(lang: Lang) -> list[Planned]:
    """What was agreed with the partners that this reader may deliver for."""
    own = frame.delivers_for()
    plans = queries.desk.plans(stored.desk(), lang)
    return [plan for plan in plans if plan.delivery and (own is None or plan.partner in own)]


def choose(plans: list[Planned], lang: Lang) -> tuple[str, Path | None]:
    """Whose file it is, and the file: uploaded, or one that waits in the inbox."""
    left, right = st.columns([2, 3])
    with left:
        names = {plan.partner: plan.partner_name for plan in plans}
        partner = choosing.choose("partner", say("deliver.whose", lang), names)
        own = [plan for plan in plans if plan.partner == partner]
        st.markdown(say("deliver.agreed", lang))
        st.markdown("\n".join(f"- {_told(plan, lang)}" for plan in own))
        if not own[0].admitted and not queries.desk.run(stored.desk()).demo:
            st.warning(say("deliver.not_admitted", lang))
    with right:
        waiting = waits(partner)
        given = "upload"
        if waiting:
            given = st.radio(
                say("deliver.from", lang), ["upload", "inbox"], horizontal=True, key="deliver_from",
                format_func=lambda one: say(f"deliver.from_{one}", lang),
            )  # fmt: skip
        if given == "inbox":
            name = st.selectbox(say("deliver.waiting", lang), list(waiting), key=f"waiting_{partner}")
            return partner, waiting.get(name)
        draft = drafts.upload(PLACE, say("deliver.upload", lang), say("deliver.upload_help", lang))
        st.caption(say("deliver.private", lang, minutes=drafts.MINUTES))
        return partner, draft.paths[0] if draft else None


def _told(plan: Planned, lang: Lang) -> str:
    name = say("deliver.such_as", lang, name=plain(plan.example or ""))
    return f"{plain(plan.title)}, {plain(plan.rhythm)}  \n:gray[{name}]"


def waits(partner: str) -> dict[str, Path]:
    """What lies in the partner's inbox and was not taken in yet, by name."""
    folder = stored.data_folder() / "inbox" / partner
    found = sorted(path for path in folder.glob("*") if path.is_file() and not path.is_symlink())
    return {path.name: path for path in found if not path.name.startswith((".", "~$"))}


def outcome(one: Tried, lang: Lang) -> None:
    """What would happen to the file, and the way on."""
    st.header(say("deliver.result", lang, file=plain(one.path.name)), anchor=False)
    if not one.answer.is_given:
        st.error(say("child.no_answer", lang, why=plain(one.answer.why)))
        return
    told = one.answer.told
    st.caption(say("deliver.nothing_stored", lang))
    trial.verdict(told, lang)
    trial.difference(told, lang)
    if one.is_destroyed:
        st.error(say("deliver.to_be_destroyed" if one.path.exists() else "deliver.destroyed", lang))
    trial.repairs(told, one.path.stem, lang)
    if told["preview"]:
        with st.expander(say("deliver.preview", lang)):
            st.caption(say("trial.masked", lang))
            trial.preview(told, one.path.stem, lang)
    if one.path.parent.name == one.partner:
        st.markdown(say("deliver.waits", lang))
    elif one.path.exists():
        if told["actions"]:
            receipt.copy(lang, f"trial_{one.changed_at}", one.path, partner=one.partner, to=one.path.parent / "copy")
        hand_in(one, lang)


def hand_in(one: Tried, lang: Lang) -> None:
    """Put the file in the inbox when it would be taken; else say what to do."""
    taken = trial.is_taken(one.answer.told)
    if not taken:
        st.markdown(say("deliver.repair_first", lang))
    buttons = st.container(horizontal=True)
    if taken and buttons.button(say("deliver.hand_in", lang), type="primary", key="deliver_hand_in"):
        with st.spinner(say("deliver.handing_in", lang)):
            answer = child.ask(lang, "deliver", one.path, partner=one.partner)
        if answer.code:
            st.error(plain(answer.why))
            return
        st.session_state[HANDED_IN] = one.path.name
        trying.put_aside()
        st.rerun()
    if buttons.button(say("deliver.put_aside", lang), key="deliver_put_aside"):
        trying.put_aside()
        st.rerun()


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    try:
        plans, demo = agreed(lang), queries.desk.run(stored.desk()).demo
    except UnavailableError as unavailable:
        frame.no_data(say("page.deliver", lang), unavailable)
    frame.top(demo)
    st.title(say("page.deliver", lang), anchor=False)
    st.markdown(say("deliver.question", lang))
    if not plans:
        frame.empty_words("deliver.nobody")
        return
    if name := st.session_state.pop(HANDED_IN, None):
        st.success(say("deliver.done", lang, file=plain(name)))
        st.page_link("pages/deliveries.py", label=say("deliver.to_deliveries", lang))
    with frame.card("deliver"):
        partner, path = choose(plans, lang)
    if one := trying.tried(partner, path, lang):
        with frame.card("trial"):
            outcome(one, lang)


frame.run(page)
