"""The dashboard's router: which pages there are for whom, and the walls around them. No content of its own.

Start from the project's folder: `python -m streamlit run dashboards/app.py`.
"""

import streamlit as st

from dashboards import frame
from pipelines.words import say

# group: the pages in it, each with the role that may see it. The file's name is the page's address.
GROUPS = {
    "compare": {"overview": "viewer", "compare": "viewer", "steps": "viewer"},
    "account": {"definitions": "viewer", "publications": "viewer"},
    "steward": {"deliveries": "steward"},
}


def main() -> None:
    """Set the looks and the walls, offer the pages this reader may see, and run the one asked for."""
    lang = frame.language()
    st.set_page_config(
        page_title=say("app.title", lang),
        page_icon=str(frame.HERE / "static" / "icon.png"),
        layout="wide",
        initial_sidebar_state=240,
    )
    st.logo(str(frame.HERE / "static" / "logo.svg"), size="large")
    st.html(frame.HERE / "page.css")
    # Streamlit tells screen readers lang="en"; the pages are in the reader's language.
    st.html(f"<script>document.documentElement.lang = '{lang}'</script>", unsafe_allow_javascript=True)
    groups = {
        say(f"group.{group}", lang): [
            st.Page(frame.HERE / "pages" / f"{name}.py", title=say(f"page.{name}", lang), default=name == "overview")
            for name, role in pages.items()
            if role in frame.roles()
        ]
        for group, pages in GROUPS.items()
    }
    page = st.navigation({group: pages for group, pages in groups.items() if pages}, expanded=True)
    if frame.is_loopback(st.get_option("server.address")):
        frame.enter(page)
    else:
        # Nobody is signed in, so whoever can reach the server would see everything, the stewards' pages too.
        st.error(say("app.not_loopback", lang))


if __name__ == "__main__":
    main()
