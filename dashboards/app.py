"""The dashboard's router: which pages there are for whom, and the walls around them. No content of its own.

Start from the project's folder: `python -m streamlit run dashboards/app.py`.
"""

import re
from urllib.parse import urlsplit

import streamlit as st

from dashboards import access, frame, instead
from dashboards.cells import plain
from pipelines.words import Lang, say

# group: the pages in it, each with the role that may see it. The file's name is the page's address.
GROUPS = {
    "compare": {"overview": "viewer", "compare": "viewer", "trend": "viewer", "steps": "viewer", "profile": "viewer"},
    "learn": {"practices": "member", "claim": "member"},
    "account": {"definitions": "viewer", "publications": "viewer"},
    "steward": {
        "deliveries": "steward",
        "findings": "steward",
        "deliver": "member",
        "onboard": "steward",
        "rules": "member",
    },
}

ADDRESS = re.compile(r"[A-Za-z0-9_.-]{1,60}")


def main() -> None:
    """Set the looks and the walls, offer the pages this reader may see, and run the one asked for."""
    lang = frame.settle_language()
    reader = access.reader()
    roles = {name: role for pages in GROUPS.values() for name, role in pages.items()}
    page = navigation(reader, lang)
    st.set_page_config(
        page_title=f"{page.title} · {say('app.title', lang)}",
        page_icon=str(frame.HERE / "static" / "icon.png"),
        layout="wide",
    )
    st.logo(str(frame.HERE / "static" / "logo.svg"), size="large")
    st.html(frame.HERE / "page.css")
    # Streamlit tells screen readers lang="en" and names its own parts in English; the pages are in the reader's language.
    script = (frame.HERE / "page.js").read_text(encoding="utf-8")
    st.html(f"<script>document.documentElement.lang = '{lang}';{script}</script>", unsafe_allow_javascript=True)
    frame.language_switch()
    if reader.state == "signed_out":
        sign_in(lang)
    elif reader.state == "signed_in" or frame.is_loopback(st.get_option("server.address")):
        greet(reader, lang)
        frame.enter(page, roles.get(page.url_path or "overview", "viewer"))
    else:
        # Nobody is signed in, so whoever can reach the server would see everything, the stewards' pages too.
        st.error(say("app.not_loopback", lang))


def navigation(reader: access.Reader, lang: Lang) -> st.Page:
    """Every page has its address; the menu shows those that this reader may see."""
    groups = {
        say(f"group.{group}", lang): [
            st.Page(
                frame.HERE / "pages" / f"{name}.py",
                title=say(f"page.{name}", lang),
                default=name == "overview",
                visibility="visible" if role in reader.roles else "hidden",
            )
            for name, role in pages.items()
        ]
        for group, pages in GROUPS.items()
    }
    asked = urlsplit(st.context.url or "").path.rpartition("/")[2]
    if ADDRESS.fullmatch(asked) and not any(asked in pages for pages in GROUPS.values()):
        # For an address without a page Streamlit has a window of its own, in English; so it gets a page.
        nothing = st.Page(nowhere, title=say("page.unknown", lang), url_path=asked, visibility="hidden")
        groups[say("group.account", lang)].append(nothing)
    return st.navigation(groups, expanded=True)


def nowhere() -> None:
    """What stands at an address that has no page."""
    st.title(say("app.title", frame.language()), anchor=False)
    instead.unknown_page(frame.language())


def sign_in(lang: Lang) -> None:
    """What stands in place of every page until somebody has signed in."""
    st.title(say("app.title", lang), anchor=False)
    with frame.card("sign-in"):
        st.header(say("sign_in.title", lang), anchor=False)
        st.markdown(say("sign_in.explained", lang))
        st.button(say("sign_in", lang), type="primary", on_click=st.login)


def greet(reader: access.Reader, lang: Lang) -> None:
    """Who is signed in, and the way out."""
    if reader.state == "signed_in":
        with st.sidebar:
            st.caption(say("signed_in_as", lang, name=plain(reader.name)))
            st.button(say("sign_out", lang), on_click=st.logout)


if __name__ == "__main__":
    main()
