"""What stands around every page: banner, title, status line, choices kept in the link, cards, and words for no data.

Does not read figures and does not know what a page is about; a page asks here for its publication and its choices.
"""

import gc
import logging
import runpy
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn

import altair as alt
import pandas as pd
import streamlit as st

from dashboards import access, instead, queries, sharing, stored
from dashboards.look import DARK, LIGHT, Look
from dashboards.records.figures import Edition
from dashboards.stored import Database, UnavailableError
from pipelines.words import LANGUAGES, Lang, say

HERE = Path(__file__).parent
LOG = logging.getLogger(__name__)


def language() -> Lang:
    """The reader's language: Dutch, until the switch or the link says English."""
    return "en" if st.session_state.get("language") == "en" else "nl"


def settle_language() -> Lang:
    """Let the link decide the language where it says one, and let the link say it; the router calls this once per run."""
    asked = st.query_params.get("lang")
    if asked is not None and asked != st.session_state.get("link_lang"):
        st.session_state["language"] = asked if asked in LANGUAGES else "nl"
    chosen = language()
    if chosen == "en":
        st.query_params["lang"] = chosen
    else:
        st.query_params.pop("lang", None)
    st.session_state["link_lang"] = st.query_params.get("lang")
    return chosen


def language_switch() -> None:
    """Nederlands or English, in the side bar of every page."""
    names = {"nl": "Nederlands", "en": "English"}
    with st.sidebar:
        st.radio("Taal / Language", list(names), format_func=names.__getitem__, key="language", horizontal=True)


def look() -> Look:
    """The colours to draw in, those of the page that the reader sees, and how the reader writes numbers."""
    colours = DARK if st.context.theme.type == "dark" else LIGHT
    return replace(colours, decimal="," if language() == "nl" else ".")


def roles() -> frozenset[str]:
    """What this reader may see; see `access`."""
    return access.reader().roles


def delivers_for() -> frozenset[str] | None:
    """The partners that this reader may hand files in for: a steward for any (None), a member of a site for its own."""
    reader = access.reader()
    return None if "steward" in reader.roles else frozenset({reader.site} - {""})


def is_loopback(address: str | None) -> bool:
    """True when the server listens to this machine only."""
    if address == "localhost":
        return True
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def enter(page: st.Page, role: str) -> None:
    """Let the router's page run, if this reader may see it; else a sentence and a way back."""
    st.session_state["routed"], st.session_state["page"] = True, page.url_path
    if role in roles():
        page.run()
        return
    st.title(page.title, anchor=False)
    instead.forbidden(role, language())


def run(page: Callable[[], None]) -> None:
    """Run a page's content, inside the router's walls; data that turns out unreadable, or a mistake, becomes a sentence."""
    if not st.session_state.pop("routed", False):
        # Until the router has run once, Streamlit takes every file in `pages/` for a page of its own.
        runpy.run_path(str(HERE / "app.py"), run_name="__main__")
        return
    try:
        page()
    except UnavailableError as unavailable:
        instead.unavailable(unavailable, language())
    except Exception as error:
        failed(error)
    if labels := st.session_state.pop("unknown_choices", []):
        st.toast(say("choice.unknown", language(), n=len(labels), label=", ".join(labels)))
    settle(str(st.session_state.get("page")))


def failed(error: Exception) -> None:
    """A page with a mistake says so to the reader, and to the log what it is."""
    LOG.error("the page '%s' failed", st.session_state.get("page"), exc_info=error)
    instead.failed(language())


@st.cache_resource(show_spinner=False)
def settle(page: str) -> None:
    """Once per page: what it loaded stays for as long as the server runs, so the garbage collector need not look there again.

    Streamlit collects after every run, and looking through all modules took more time than most pages do.
    """
    assert page is not None
    gc.collect()
    gc.freeze()


def open_publication(title: str) -> tuple[Database, Edition]:
    """The live publication; without one the page gets its title and says what is the matter, and stops there."""
    lang = language()
    try:
        database = stored.publication(access.reader().audience)
        edition = queries.figures.edition(database)
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
        return stored.desk()
    except UnavailableError as unavailable:
        no_data(title, unavailable)


def no_data(title: str, unavailable: UnavailableError) -> NoReturn:
    """The page's title and what is the matter, and nothing else."""
    top(demo=False)
    st.title(title, anchor=False)
    instead.unavailable(unavailable, language())
    st.stop()


def empty_words(key: str = "publication.empty") -> None:
    """Nothing to show, and what to do about it, in place of a page's content."""
    with card("empty"):
        st.header(say(key, language()), anchor=False)
        st.markdown(say(f"{key}.what_now", language()))


def top(demo: bool) -> None:
    """The strip above every page: invented figures, and who can see this."""
    lang = language()
    unguarded = [say("banner.this_machine", lang)] if access.reader().state == "open" else []
    if demo:
        with st.container(key="strip"):
            more = " ".join([say("banner.demo_more", lang), *unguarded])
            st.markdown(f":orange[**{say('banner.demo', lang)}**] {more}")
    elif unguarded:
        st.caption(unguarded[0])


def strip() -> None:
    """The strip above a page that needs no figures and no desk."""
    try:
        top(queries.desk.run(stored.desk()).demo)
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
    fresh = queries.partnership.freshness(database)
    if fresh:
        on_time = sum(supplier.on_time for supplier in fresh)
        dot = ":green[●]" if on_time == len(fresh) else ":orange[●]"
        parts.append(f"{dot} {say('status.on_time', lang, part=on_time, whole=len(fresh))}")
    line = "\u2002·\u2002".join(parts)
    st.markdown(f":small[{line}]")


def card(name: str, as_high_as_its_neighbours: bool = False) -> AbstractContextManager[Any]:
    """A white card; the name gives it its place in `page.css`."""
    return st.container(border=True, key=f"card-{name}", height="stretch" if as_high_as_its_neighbours else "content")


def words_table(rows: Sequence[Mapping[str, str]], alt: str) -> None:
    """A table for reading; its texts are Markdown, so what came out of a file has been made plain before.

    In a narrow column no line begins with a lone "%".
    """
    whole = [{name: text.replace(" %", "\N{NO-BREAK SPACE}%") for name, text in row.items()} for row in rows]
    st.table(pd.DataFrame(whole), border="horizontal", hide_index=True, alt=alt)


def download(
    rows: sharing.Rows | Callable[[], sharing.Rows],
    name: str,
    chart: alt.LayerChart | Callable[[], alt.LayerChart] | None = None,
    title: str = "",
) -> None:
    """What stands above as files, and the link to this view; see `sharing`."""
    sharing.offer(rows, name, language(), chart, title)
