"""Publicaties: what was published when, what changed between two publications, and the open data to download.

Lays published figures beside each other; computes none, and a hidden one stays hidden on both sides.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboards import cells, choosing, frame, offered, queries, stored
from dashboards.cells import plain
from dashboards.records.account import Change, Published
from dashboards.records.figures import Edition
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

MOST = 24
LISTED = 8
SHOWN = 15
DOWNLOADED = 5000
KINDS = ("changed", "final", "new", "gone", "hidden", "shown")


def listed(found: list[Published], live: str, lang: Lang) -> list[dict[str, str]]:
    """One line per publication, the newest first."""
    dash = say("cell.none", lang)
    return [
        {
            say("publications.column.publication", lang): _when(one, lang)
            + (f" · {say('publications.live', lang)}" if one.version == live else ""),
            say("publications.column.as_of", lang): words.date_long(one.as_of, lang) if one.as_of else dash,
            say("publications.column.figures", lang): words.number(one.figures, lang) if one.readable else dash,
            say("publications.column.hidden", lang): words.number(one.hidden, lang) if one.readable else dash,
            say("publications.column.code", lang): plain(one.code) or dash,
        }
        for one in found
    ]


def _when(one: Published, lang: Lang) -> str:
    if one.built_at is None:
        return f"{plain(one.version)} ({say('publications.broken', lang)})"
    return plain(words.moment(one.built_at, lang))


def compare(database: Database, found: list[Published], lang: Lang) -> None:
    """Two publications beside each other: how much changed, in what way, and each figure before and after."""
    st.header(say("changes.title", lang), anchor=False)
    whole = [one for one in found if one.readable]
    if len(whole) < 2:
        st.markdown(say("changes.one_only", lang))
        return
    left, right, third = st.columns(3)
    names = {one.version: _label(one, lang) for one in whole}
    with left:
        newer = choosing.choose("publication", say("choice.newer", lang), names, whole[0].version)
    others = {version: name for version, name in names.items() if version != newer}
    before = next((one.version for one in whole if one.version < newer), next(iter(others)))
    with right:
        older = choosing.choose("against", say("choice.older", lang), others, before)
    pair = (stored.published_before(database, older), stored.published_before(database, newer))
    with third:
        kinds = {kind: say(f"change.{kind}", lang) for kind in ("all", *KINDS)}
        kind = choosing.choose("change", say("choice.change", lang), kinds, "all")
    told(pair, kind, lang)


def _label(one: Published, lang: Lang) -> str:
    return words.moment(one.built_at, lang) if one.built_at else one.version


def told(pair: tuple[Database, Database], kind: str, lang: Lang) -> None:
    """What changed, counted by kind, then the figures themselves."""
    older, newer = pair
    counted, found = queries.publications.changes(older, newer, lang, kind, DOWNLOADED)
    if counted:
        parts = [
            say("changes.counted", lang, n=counted[one], kind=say(f"change.{one}", lang))
            for one in KINDS
            if one in counted
        ]
        st.markdown(" · ".join(parts))
    else:
        st.markdown(say("changes.none", lang))
    for line in behind(older, newer, lang):
        st.caption(line)
    if not found:
        return
    was, became = queries.figures.cells_of(older, lang, found), queries.figures.cells_of(newer, lang, found)
    dash = say("cell.none", lang)
    rows = [
        {
            say("column.location", lang): change.label,
            say("column.indicator", lang): change.indicator_label,
            say("column.period", lang): _about(change),
            say("publications.column.change", lang): say(f"change.{change.kind}", lang),
            say("publications.column.before", lang): cells.figure(was[change.key], lang) if change.key in was else dash,
            say("publications.column.after", lang): cells.figure(became[change.key], lang)
            if change.key in became
            else dash,
        }
        for change in found
    ]
    shown = [{name: plain(value) for name, value in row.items()} for row in rows[:SHOWN]]
    frame.words_table(shown, say("changes.title", lang))
    total = counted.get(kind, 0) if kind != "all" else sum(counted.values())
    if total > SHOWN:
        st.caption(say("changes.shown", lang, shown=SHOWN, n=total))
    frame.download(rows, f"veranderd-{older.name}-{newer.name}")


def _about(change: Change) -> str:
    return change.cohort_label if change.level == "all" else f"{change.cohort_label} · {change.level_label}"


def behind(older: Database, newer: Database, lang: Lang) -> list[str]:
    """What lies behind the changes: other definitions, and deliveries that came in between."""
    lines = []
    definitions = queries.publications.new_definitions(older, newer, lang)
    if definitions:
        said = [
            say("changes.definition", lang, label=one.label, before=one.before, after=one.after) for one in definitions
        ]
        lines.append(say("changes.definitions", lang, listed=plain(", ".join(said))))
    known = {row.delivery_id for row in queries.partnership.provenance(older)}
    came = [row for row in queries.partnership.provenance(newer) if row.delivery_id not in known]
    if came:
        partners = ", ".join(dict.fromkeys(row.name for row in came))
        lines.append(
            say("changes.deliveries", lang, n=len({row.delivery_id for row in came}), partners=plain(partners))
        )
    return lines


def open_data(edition: Edition, lang: Lang) -> None:
    """The live public figures to take home, or who can make them."""
    st.header(say("offered.title", lang), anchor=False)
    st.markdown(say("offered.explained", lang))
    found = offered.find(edition.version)
    if found is None:
        st.markdown(say("offered.none", lang))
        return
    database = found.database.name
    files: dict[str, tuple[Callable[[], bytes], str, str, int]] = {
        "all": (found.zipped, f"kopgroep-benchmark-{edition.version}.zip", "application/zip", 0),
        "duckdb": (partial(found.read, database), database, "application/octet-stream", found.database.stat().st_size),
        "datapackage": (partial(found.read, "datapackage.json"), "datapackage.json", "application/json", 0),
        "dcat": (partial(found.read, "dcat.ttl"), "dcat.ttl", "text/turtle", 0),
    }
    with st.container(horizontal=True):
        for name, (data, file, mime, size) in files.items():
            label = say(
                f"offered.{name}", lang, size=say("offered.mb", lang, size=words.number(size / 1_000_000, lang))
            )
            st.download_button(label, data, file_name=file, mime=mime, on_click="ignore", key=f"offered_{name}")
    st.markdown(
        say("offered.terms", lang, licence=plain(found.licence), terms=found.terms, version=plain(edition.version))
    )


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.publications", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("publications.question", lang), database, edition)
    found, total = queries.publications.newest(database, MOST)
    left, right = st.columns([3, 2])
    with left, frame.card("publications", True):
        st.header(say("publications.list", lang), anchor=False)
        st.caption(say("publications.list_note", lang))
        frame.words_table(listed(found[:LISTED], edition.version, lang), say("publications.list", lang))
        if total > LISTED:
            st.caption(say("publications.more", lang, shown=LISTED, n=total))
    with right, frame.card("offered", True):
        open_data(edition, lang)
    with frame.card("changes"):
        compare(database, found, lang)


frame.run(page)
