"""A file that somebody may hand in → what the `wlb check` command says of it, asked once as long as nothing changes.

Draws nothing but the words for waiting.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboards.steward import child, drafts
from dashboards.steward.child import Answer
from pipelines.words import Lang, say

PLACE = "deliver"
TRIED = "tried_deliver"


@dataclass(frozen=True)
class Tried:
    """One file that was tried out for one partner, as it was then."""

    partner: str
    path: Path
    changed_at: int
    answer: Answer

    @property
    def is_destroyed(self) -> bool:
        """True when it holds what may not be kept; an upload is gone then, a waiting file goes with the next run."""
        return self.answer.is_given and self.answer.told["outcome"] == "destroyed"


def tried(partner: str, path: Path | None, lang: Lang) -> Tried | None:
    """The answer for this file; asked once, and kept as long as it is the same file for the same partner."""
    known = st.session_state.get(TRIED)
    if path is None or not path.exists():
        # A file that may not be kept is gone at once; why is still to be read.
        return known if isinstance(known, Tried) and known.partner == partner and known.is_destroyed else None
    changed_at = path.stat().st_mtime_ns
    if isinstance(known, Tried) and (known.partner, known.path, known.changed_at) == (partner, path, changed_at):
        return known
    with st.spinner(say("deliver.trying", lang)):
        answer = child.ask(lang, "check", path, partner=partner)
    st.session_state[TRIED] = found = Tried(partner, path, changed_at, answer)
    if found.is_destroyed:
        drafts.put_aside(PLACE)
    return found


def put_aside() -> None:
    """Remove the file and forget what was said of it."""
    drafts.put_aside(PLACE)
    st.session_state.pop(TRIED, None)
