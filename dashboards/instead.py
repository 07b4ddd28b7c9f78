"""What stands in place of a page that cannot be shown: what is the matter, what to do now, and a way back.

Never says where on the server something was looked for, except to who looks after it.
"""

import streamlit as st

from dashboards import access
from dashboards.cells import plain
from dashboards.stored import UnavailableError
from pipelines.words import Lang, say

HOME = "pages/overview.py"


def unavailable(error: UnavailableError, lang: Lang) -> None:
    """There is no data, or none that can be read."""
    reader = access.reader()
    told = error.file if reader.state == "open" or "steward" in reader.roles else ""
    _card(
        "unavailable",
        error.why,
        f"{error.why}.what_now",
        lang,
        say("unavailable.file", lang, file=plain(told)) if told else "",
    )


def forbidden(role: str, lang: Lang) -> None:
    """The page is for others."""
    _card("forbidden", f"forbidden.{role}", "forbidden.what_now", lang)


def failed(lang: Lang) -> None:
    """The page has a mistake; which one stands in the server's log."""
    _card("failed", "failed", "failed.what_now", lang)


def unknown_page(lang: Lang) -> None:
    """Nothing has this address."""
    _card("unknown", "page.unknown", "page.unknown.what_now", lang)


def _card(name: str, title: str, what_now: str, lang: Lang, more: str = "") -> None:
    with st.container(border=True, key=f"card-{name}"):
        st.header(say(title, lang), anchor=False)
        st.markdown(say(what_now, lang))
        if more:
            st.caption(more)
        if st.session_state.get("page"):
            st.page_link(HOME, label=say("way_back", lang))
