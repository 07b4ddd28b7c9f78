"""Samples of an unknown export → a proposal that is tried out as it is changed, both by the `wlb` command.

Draws nothing but the words for waiting. Changes nothing under `sources/`.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboards.cells import plain
from dashboards.steward import child, drafts
from dashboards.steward.child import Answer
from dashboards.steward.drafts import Draft
from pipelines.words import Lang, say

PLACE = "onboard"
PROPOSED = "proposed_onboard"


@dataclass
class Proposed:
    """A proposal, the folder in which it is tried, and what the samples gave with it."""

    partner: str
    folder: Path
    answer: Answer
    texts: dict[str, str]
    trials: dict[str, Answer]


def made() -> Proposed | None:
    """The proposal of this session, if there is one."""
    proposed = st.session_state.get(PROPOSED)
    return proposed if isinstance(proposed, Proposed) else None


def propose(partner: str, draft: Draft, lang: Lang) -> None:
    """Have a proposal made and try it at once."""
    number = sum(path.is_dir() for path in draft.folder.iterdir())
    folder = draft.folder / f"voorstel{number}"
    with st.spinner(say("onboard.proposing", lang)):
        answer = child.ask(lang, "onboard", *draft.paths, partner=partner, to=folder)
    texts = {}
    if answer.is_given:
        paths = [Path(name) for name in answer.told["files"]]
        texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    st.session_state[PROPOSED] = proposed = Proposed(partner, folder, answer, texts, {})
    if texts:
        try_out(proposed, draft, lang)


def try_out(proposed: Proposed, draft: Draft, lang: Lang) -> None:
    """Read every sample with the proposal as it stands now."""
    for name, text in proposed.texts.items():
        (proposed.folder / name).write_text(text, encoding="utf-8")
    proposed.trials.clear()
    for path in draft.paths:
        with st.spinner(say("onboard.trying", lang, file=plain(path.name))):
            proposed.trials[path.name] = child.ask(
                lang, "check", path, partner=proposed.partner, sources=proposed.folder
            )
    if any(answer.is_given and answer.told["outcome"] == "destroyed" for answer in proposed.trials.values()):
        drafts.put_aside(PLACE)


def zipped(texts: Mapping[str, str]) -> bytes:
    """The proposal, laid out like `sources/`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in texts.items():
            package.writestr(name, text)
    return packed.getvalue()
