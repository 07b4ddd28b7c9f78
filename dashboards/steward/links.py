"""Desk → the part of Bevindingen about people across partners: what is linked, what is not, and who contradicts whom.

Shows places in partners' files and counts, nothing about a person; changes nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from dashboards import frame, queries
from dashboards.cells import plain
from dashboards.records.desk import LinkRate, Signal, Unlinked, UnusedWord
from dashboards.stored import Database
from pipelines import words
from pipelines.words import Lang, say

HOW = ("by_number", "by_person", "by_person_and_dates", "ambiguous", "unmatched", "no_key")
PLACES = 5
RATES = 8
FILES = 12


def draw(database: Database, lang: Lang) -> None:
    """The cards about links, differences and value maps; each only when there is something to say."""
    rates = queries.desk.link_rates(database)
    if rates:
        with frame.card("links"):
            st.header(say("links.title", lang), anchor=False)
            st.markdown(say("links.explained", lang))
            frame.words_table([_rate(row, lang) for row in rates[:RATES]], say("links.title", lang))
            if len(rates) > RATES:
                st.caption(say("links.more", lang, shown=RATES, n=len(rates)))
            frame.download([asdict(row) for row in rates], "koppeling")
            _unlinked(queries.desk.unlinked(database), lang)
    signals = queries.desk.signals(database)
    if signals:
        with frame.card("signals"):
            st.header(say("signals.title", lang), anchor=False)
            st.markdown(say("signals.explained", lang))
            frame.words_table(_counted(signals, lang), say("signals.title", lang))
            frame.download([asdict(row) for row in signals], "verschillen")
    unused = queries.desk.unused_words(database)
    if unused:
        with frame.card("maps"):
            st.header(say("maps.title", lang), anchor=False)
            st.markdown(say("maps.explained", lang))
            frame.words_table(_by_column(unused, lang), say("maps.title", lang))


def _rate(row: LinkRate, lang: Lang) -> dict[str, str]:
    counts = {say(f"link.{how}", lang): words.number(getattr(row, how), lang) for how in HOW}
    return {
        say("column.partner", lang): plain(row.partner_name),
        say("column.dataset", lang): plain(row.dataset_name),
        say("column.records", lang): words.number(row.records, lang),
        say("column.linked", lang): words.percent(row.rate, lang),
    } | counts


def _unlinked(rows: Sequence[Unlinked], lang: Lang) -> None:
    """One line per file and reason, with the first places; the download has every row."""
    if not rows:
        return
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    meant: dict[str, str] = {}
    for row in rows:
        place, _, what = row.sentence.partition(": ")
        what = what.removeprefix(f"{say(f'link.{row.how}')}: ")
        groups.setdefault((row.partner_name, row.dataset_name, row.source_file, row.how), []).append(place)
        meant.setdefault(row.how, what)
    shown = [
        {
            say("column.partner", lang): plain(partner),
            say("column.dataset", lang): plain(dataset),
            say("column.count", lang): words.number(len(places), lang),
            say("column.what", lang): say(f"link.{how}", lang),
            say("column.place", lang): plain(
                f"{file}: {', '.join(places[:PLACES])}{' …' if len(places) > PLACES else ''}"
            ),
        }
        for (partner, dataset, file, how), places in list(groups.items())[:FILES]
    ]
    st.subheader(say("links.unlinked", lang), anchor=False)
    frame.words_table(shown, say("links.unlinked", lang))
    if len(groups) > FILES:
        st.caption(say("receipt.more_findings", lang, shown=FILES, n=len(groups)))
    for how, what in meant.items():
        st.caption(f"**{say(f'link.{how}', lang)}**: {plain(what)}")
    frame.download([asdict(row) for row in rows], "niet-gekoppeld")


def _counted(signals: Sequence[Signal], lang: Lang) -> list[dict[str, str]]:
    """One line per pair of partners and kind of difference, told once: from the side that comes first."""
    counts = Counter((*sorted((row.partner_name, row.against_name)), row.signal) for row in signals)
    firsts = {(*sorted((row.partner_name, row.against_name)), row.signal): row for row in reversed(signals)}
    return [
        {
            say("column.partner", lang): plain(firsts[key].partner_name),
            say("column.against", lang): plain(firsts[key].against_name),
            say("column.what", lang): say(f"signal.{key[2]}", lang),
            say("column.count", lang): words.number(count // 2, lang),
            say("column.place", lang): plain(f"{firsts[key].source_file}: {firsts[key].sentence.partition(':')[0]}"),
        }
        for key, count in counts.most_common()
    ]


def _by_column(unused: Sequence[UnusedWord], lang: Lang) -> list[dict[str, str]]:
    columns: dict[tuple[str, str, str, str], list[str]] = {}
    for row in unused:
        key = (row.partner_name, row.delivery_title, row.dataset_name, row.column_name)
        columns.setdefault(key, []).append(f"'{row.word}'" if row.word else say("maps.empty", lang))
    return [
        {
            say("column.partner", lang): plain(partner),
            say("column.delivery", lang): plain(delivery),
            say("column.dataset", lang): plain(f"{dataset} · {column}"),
            say("column.word", lang): plain(", ".join(said)),
        }
        for (partner, delivery, dataset, column), said in columns.items()
    ]
