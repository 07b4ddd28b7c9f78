"""The dashboard's router: which pages there are for whom, and the walls around them. No content of its own.

Start from the project's folder: `python -m streamlit run dashboards/app.py`.
"""

import streamlit as st

from dashboards import frame
from dashboards.queries import Unavailable
from pipelines.words import say

LANG = frame.language()

st.set_page_config(
    page_title=say("app.title", LANG),
    page_icon=str(frame.HERE / "static" / "icon.png"),
    layout="wide",
    initial_sidebar_state=240,
)
st.logo(str(frame.HERE / "static" / "logo.svg"), size="large")
st.html(frame.HERE / "page.css")
# Streamlit says lang="en" to screen readers; the pages are in the reader's language.
st.html(f"<script>document.documentElement.lang = '{LANG}'</script>", unsafe_allow_javascript=True)

GROUPS = {
    "compare": (
        ("viewer", "overview", "overzicht"),
        ("viewer", "compare", "vergelijken"),
        ("viewer", "steps", "van-start-tot-werk"),
    ),
    "account": (("viewer", "definitions", "definities"),),
    "steward": (("steward", "deliveries", "aanleveringen"),),
}
PAGES = {
    say(f"group.{group}", LANG): [
        st.Page(
            f"pages/{name}.py",
            title=say(f"page.{name}", LANG),
            url_path=path,
            default=name == "overview",
        )
        for role, name, path in pages
        if role in frame.roles()
    ]
    for group, pages in GROUPS.items()
}

page = st.navigation({group: pages for group, pages in PAGES.items() if pages}, expanded=True)
if not frame.is_loopback(st.get_option("server.address")):
    # Nobody is signed in, so whoever can reach the server would see everything, the stewards' pages too.
    st.error(say("app.not_loopback", LANG))
else:
    try:
        page.run()
    except Unavailable as unavailable:
        frame.unavailable_words(unavailable)
