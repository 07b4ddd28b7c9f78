"""One receipt on the page: what became of the file, where its rows went, and what can be handed to the supplier.

Reads the desk and, for the download, the receipt that lies ready in the outbox; the copy with comments is made elsewhere
(`wlb feedback`) and outside the demo has a password, so that no row of a partner is readable here.
"""

import json
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from dashboards import frame, queries, stored
from dashboards.cells import capital, plain
from dashboards.records.desk import Delivery
from dashboards.steward import child, repairing, runs
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

SHOWN = 5
QUIET = ("accepted", "already_received")
NO_COPY = ("already_received", "unknown_partner")


def worded(group: str, code: str, lang: Lang) -> str:
    """The word for a code; a code without a word is shown as it is."""
    key = f"{group}.{code}"
    return say(key, lang) if words.knows(key) else plain(code)


def outcome(code: str, lang: Lang) -> str:
    """The outcome as a badge with a word; grey for what was taken, amber for what needs somebody."""
    colour = "gray" if code in QUIET else "blue" if code.startswith("accepted") else "orange"
    return f":{colour}-badge[{worded('outcome', code, lang)}]"


def show(database: Database, row: Delivery, lang: Lang) -> None:
    """What happened to the file, where its rows went, what changed, what was found in it, and what to hand out."""
    st.markdown(f"{outcome(row.outcome, lang)} {plain(capital(row.sentence or ''))}")
    if row.rows:  # of a file that was not read we do not know
        counted({"rows": row.rows, "used": row.used, "quarantined": row.quarantined, "skipped": row.skipped}, lang)
    skipped(json.loads(row.skipped_by_kind or "{}"), lang)
    _difference(row, lang)
    found = queries.desk.actions(database, row.receipt_id)
    if [one.what for one in found] == [row.sentence]:
        pass  # it stands above already
    elif found:
        told = [
            repairing.told(one.count, one.what, one.places, one.now, one.severity, one.explained, lang)
            for one in found[:SHOWN]
        ]
        with st.container(key="repairs-receipt"):
            frame.words_table(told, say("receipt.actions", lang))
        if len(found) > SHOWN:
            st.caption(say("receipt.more_findings", lang, shown=SHOWN, n=len(found)))
    else:
        st.markdown(say("receipt.no_findings", lang))
    if found:
        st.page_link(
            "pages/findings.py", label=say("receipt.to_findings", lang), query_params={"partner": row.partner or "all"}
        )
    st.caption(
        f"{say('receipt.file', lang, file=plain(row.file or ''), id=plain(row.receipt_id))} · {runs.link(row.run, lang)}"
    )
    _to_hand_out(database, row, lang)


def counted(counts: dict[str, int | None], lang: Lang) -> None:
    """Numbers of rows side by side."""
    with st.container(horizontal=True, gap="medium"):
        for name, count in counts.items():
            st.metric(say(f"column.{name}", lang), words.number(count or 0, lang), width="content")


def skipped(kinds: dict[str, int], lang: Lang) -> None:
    """Which rows were no data."""
    told = [f"{worded('skipped', kind, lang)} {words.number(count, lang)}" for kind, count in kinds.items() if count]
    if told:
        st.caption(say("receipt.skipped", lang, kinds=", ".join(told)))


def _difference(row: Delivery, lang: Lang) -> None:
    if row.new is None:
        if row.outcome.startswith("accepted"):
            st.caption(say("receipt.first", lang))
        return
    changes = {"new": row.new, "changed": row.changed or 0, "vanished": row.vanished or 0}
    unchanged = not any(changes.values())
    st.markdown(say("receipt.same", lang) if unchanged else say("receipt.difference", lang, **changes))


def _to_hand_out(database: Database, row: Delivery, lang: Lang) -> None:
    """All findings, the receipt as the supplier gets it, and its own file with comments."""
    if row.outcome in NO_COPY:
        return
    if found := queries.desk.findings(database, row.receipt_id):
        frame.download([asdict(one) for one in found], f"bevindingen-{row.receipt_id}")
    left, right, _ = st.columns([3, 3, 2])
    page = _ready(row.outbox)
    if page:
        with left:
            st.download_button(
                say("receipt.download", lang), page.read_bytes, file_name=f"ontvangstbewijs-{row.receipt_id}.html",
                mime="text/html", on_click="ignore", key=f"proof_{row.receipt_id}",
            )  # fmt: skip
    with right:
        copy(lang, f"copy_{row.receipt_id}", row.delivery_id or row.receipt_id)


def copy(lang: Lang, key: str, *arguments: str | Path, **options: str | Path) -> None:
    """A button that has the supplier's file made with comments, and then offers it, with its password if it has one."""
    if st.button(say("copy.make", lang), key=f"{key}_make", help=say("copy.help", lang)):
        with st.spinner(say("copy.working", lang)):
            st.session_state[key] = child.ask(lang, "feedback", *arguments, **options)
    answer = st.session_state.get(key)
    if not isinstance(answer, child.Answer):
        return
    if not answer.is_given:
        st.error(plain(answer.why))
    elif answer.told["copy"] is None:
        st.markdown(plain(answer.told["why_none"]))
    elif (made := Path(answer.told["copy"])).is_file():
        st.download_button(
            say("copy.download", lang, file=made.name), made.read_bytes, file_name=made.name, on_click="ignore", key=f"{key}_get"
        )  # fmt: skip
        st.caption(say("copy.cells" if answer.told["cells"] else "copy.list", lang, n=answer.told["cells"]))
        if answer.told["password"]:
            st.code(answer.told["password"], language=None)
            st.caption(say("copy.password", lang))


def _ready(outbox: str) -> Path | None:
    """The receipt in the outbox; nothing when it is not there, or when the desk names a place outside it."""
    base = stored.data_folder().resolve() / "outbox"
    path = (stored.data_folder().resolve() / outbox / "ontvangstbewijs.html").resolve()
    return path if path.is_relative_to(base) and path.is_file() else None
