"""What stands around every page: banner, title, status line, choices kept in the link, cards, and words for no data.

Does not read figures and does not know what a page is about; a page asks here for its publication and its choices.
"""

import re
import runpy
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from dashboards import queries
from dashboards.cells import plain
from dashboards.exports import csv_file
from dashboards.queries import Database, UnavailableError
from dashboards.records import Edition
from pipelines.words import Lang, say

HERE = Path(__file__).parent
FILE_NAME_STOPS = re.compile(r"[^A-Za-z0-9_-]+")


def language() -> Lang:
    """The reader's language; Dutch until there is a switch."""
    return "nl"


def roles() -> frozenset[str]:
    """What this reader may see. Without sign-in only this machine is served, and who sits at it may see everything."""
    return frozenset({"viewer", "steward"})


def delivers_for() -> frozenset[str] | None:
    """The partners that this reader may hand files in for: a steward for any (None), a member of a site for its own."""
    mine = roles()
    return None if "steward" in mine else frozenset(role[5:] for role in mine if role.startswith("site:"))


def is_loopback(address: str | None) -> bool:
    """True when the server listens to this machine only."""
    if address == "localhost":
        return True
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def enter(page: st.Page) -> None:
    """Let the router's page run."""
    st.session_state["routed"], st.session_state["page"] = True, page.url_path
    page.run()


def run(page: Callable[[], None]) -> None:
    """Run a page's content, inside the router's walls; data that turns out unreadable becomes a sentence."""
    if not st.session_state.pop("routed", False):
        # Until the router has run once, Streamlit takes every file in `pages/` for a page of its own.
        runpy.run_path(str(HERE / "app.py"), run_name="__main__")
        return
    try:
        page()
    except UnavailableError as unavailable:
        unavailable_words(unavailable)


def open_publication(title: str) -> tuple[Database, Edition]:
    """The live publication; without one the page gets its title and says what is the matter, and stops there."""
    lang = language()
    try:
        database = queries.publication()
        edition = queries.edition(database)
    except UnavailableError as unavailable:
        no_data(title, unavailable)
    seen = st.session_state.get("publication_seen")
    if seen not in (None, edition.version):
        st.toast(say("publication.changed", lang, at=edition.built_at))
    st.session_state["publication_seen"] = edition.version
    return database, edition


def open_desk(title: str) -> Database:
    """The live desk, for stewards only."""
    if "steward" not in roles():
        no_data(title, UnavailableError("desk.forbidden"))
    try:
        return queries.desk()
    except UnavailableError as unavailable:
        no_data(title, unavailable)


def no_data(title: str, unavailable: UnavailableError) -> NoReturn:
    """The page's title and what is the matter, and nothing else."""
    top(demo=False)
    st.title(title, anchor=False)
    unavailable_words(unavailable)
    st.stop()


def unavailable_words(unavailable: UnavailableError) -> None:
    """What is the matter and what to do about it, in place of a page's content."""
    lang = language()
    with card("unavailable"):
        st.header(say(unavailable.why, lang), anchor=False)
        st.markdown(say(f"{unavailable.why}.what_now", lang))
        if unavailable.file:
            st.caption(say("unavailable.file", lang, file=plain(unavailable.file)))


def empty_words(key: str = "publication.empty") -> None:
    """Nothing to show, and what to do about it, in place of a page's content."""
    with card("empty"):
        st.header(say(key, language()), anchor=False)
        st.markdown(say(f"{key}.what_now", language()))


def top(demo: bool) -> None:
    """The strip above every page: invented figures, and who can see this."""
    lang = language()
    if demo:
        with st.container(key="strip"):
            more = f"{say('banner.demo_more', lang)} {say('banner.this_machine', lang)}"
            st.markdown(f":orange[**{say('banner.demo', lang)}**] {more}")
    else:
        st.caption(say("banner.this_machine", lang))


def strip() -> None:
    """The strip above a page that needs no figures and no desk."""
    try:
        top(queries.desk_run(queries.desk()).demo)
    except UnavailableError:
        top(demo=False)


def header(title: str, question: str, database: Database, edition: Edition) -> None:
    """Title, the question that the page answers, and how fresh the figures are."""
    lang = language()
    st.title(title, anchor=False)
    st.markdown(question)
    parts = []
    if edition.as_of:
        parts.append(say("status.as_of", lang, day=edition.as_of))
    parts.append(say("status.published", lang, at=edition.built_at))
    fresh = queries.freshness(database)
    if fresh:
        on_time = sum(supplier.on_time for supplier in fresh)
        parts.append(say("status.on_time", lang, part=on_time, whole=len(fresh)))
    st.caption("\u2002·\u2002".join(parts))


def card(name: str, as_high_as_its_neighbours: bool = False) -> AbstractContextManager[Any]:
    """A white card; the name gives it its place in `page.css`."""
    return st.container(border=True, key=f"card-{name}", height="stretch" if as_high_as_its_neighbours else "content")


def choose(
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str | None = None,
    disabled: bool = False,
    explain: str | None = None,
) -> str:
    """A select box whose choice stands in the link; what a hand-edited link asks for and is not there is ignored.

    The link wins when somebody changed it (a page link, a shared address); else what was chosen on this page, or on an
    earlier page under the same name; else the default, which leaves the link short.
    """
    usual = default if default is not None and default in options else next(iter(options))
    key, kept, written = f"{st.session_state.get('page')}_{name}", f"kept_{name}", f"link_{name}"
    asked = st.query_params.get(name)
    if asked is not None and asked != st.session_state.get(written):
        if asked not in options:
            st.toast(say("choice.unknown", language(), label=label))
        st.session_state[key] = asked if asked in options else usual
    elif st.session_state.get(key) not in options:
        st.session_state[key] = st.session_state.get(kept) if st.session_state.get(kept) in options else usual
    chosen = str(
        st.selectbox(
            label, list(options), format_func=lambda id_: options[id_], key=key, disabled=disabled, help=explain
        )
    )
    if chosen == usual:
        st.query_params.pop(name, None)
        st.session_state.pop(kept, None)
    else:
        st.query_params[name] = st.session_state[kept] = chosen
    st.session_state[written] = st.query_params.get(name)
    return chosen


def words_table(rows: Sequence[Mapping[str, str]], alt: str) -> None:
    """A table for reading; its texts are Markdown, so what came out of a file has been made plain before."""
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt=alt)


def download(rows: Sequence[Mapping[str, object]], name: str) -> None:
    """A csv of the rows above, safe to open in a spreadsheet."""
    lang = language()
    name = FILE_NAME_STOPS.sub("-", name)
    st.download_button(
        say("download.csv", lang),
        csv_file(rows, lang),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download_{name}",
    )
