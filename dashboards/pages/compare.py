"""Indicator vergelijken: one indicator, places side by side, and what may and may not be concluded.

Picks published cells and sentences; does not compute, rank or judge.
"""

import pandas as pd
import streamlit as st

from dashboards import cells, charts, definitions, frame, queries
from dashboards.cells import plain
from dashboards.queries import Cell, Database, Edition
from pipelines.words import Lang, say


def chart_rows(found: list[Cell], own: str, lang: Lang) -> pd.DataFrame:
    """What the chart draws: places in the agreed order, never sorted by outcome."""
    return pd.DataFrame(
        [
            {
                "label": cell.label,
                "text": ", ".join([cells.figure(cell, lang), *_provisional(cell, lang)]),
                "value": cell.value,
                "low": cell.low,
                "high": cell.high,
                "own": cell.location == own,
                "small": cells.is_small(cell),
            }
            for cell in found
        ]
    )


def _provisional(cell: Cell, lang: Lang) -> list[str]:
    return [say("mark.provisional", lang)] if cell.status == "provisional" else []


def draw(found: list[Cell], card: pd.Series, own: str, lang: Lang, reference: tuple[float, str] | None) -> None:
    """The chart, with the same in words for who cannot see it."""
    rows = chart_rows(found, own, lang)
    alt = charts.described(card[f"label_{lang}"], rows, say("chart.more_in_table", lang))
    if card["unit"] == "fraction":
        title = say("chart.share", lang, label=str(card[f"label_{lang}"]).lower())
        st.altair_chart(charts.interval_chart(rows, title, reference), alt=alt)
    else:
        st.altair_chart(charts.amount_chart(rows), alt=alt)


def conclusion(tests: pd.DataFrame, own: str, rate: bool, lang: Lang) -> None:
    """What may be read from this: the sentences stored with the tests, the own location's first."""
    with frame.card("conclusion"):
        lines = []
        if not rate:
            lines.append(say("conclusion.amount", lang))
        elif tests.empty:
            lines.append(say("conclusion.not_tested", lang))
        else:
            mine = tests[tests["location"] == own]
            others = tests[(tests["location"] != own) & tests["q_passed"].astype(bool)]
            lines += [plain(sentence) for sentence in [*mine["sentence"], *others["sentence"]]]
            if not tests["q_passed"].astype(bool).any():
                lines.append(say("conclusion.none_differ", lang))
        st.markdown(f"**{say('conclusion.title', lang)}** {' '.join(lines)} {say('conclusion.no_cause', lang)}")


def short_definition(card: pd.Series, lang: Lang) -> None:
    """Enough of the definition to read the chart by."""
    with frame.card("definition"):
        st.subheader(say("definition.title", lang), anchor=False)
        for part in ("numerator", "denominator", "not_evaluable"):
            if text := card[f"{part}_{lang}"]:
                st.caption(say(f"definition.{part}", lang))
                st.markdown(plain(text))
        st.caption(say("definition.sources", lang))
        st.markdown(plain(card["sources"]))
        st.caption(say("definition.version", lang))
        st.markdown(say("definition.version_line", lang, version=plain(card["version"]), day=card["adopted_on"]))
        st.page_link(
            "pages/definitions.py", label=say("definition.more", lang), query_params={"indicator": card["indicator"]}
        )


def national(references: pd.DataFrame, lang: Lang) -> tuple[float, str] | None:
    """The national line, only when exactly one figure was counted in the same way."""
    same = references[references["comparable"].astype(bool)]
    if len(same) != 1:
        return None
    row = same.iloc[0]
    share = row["value"] / 100 if row["unit"] == "%" else row["value"]
    return share, say("chart.reference", lang, source=row["source"], period=row["period"])


def choices(database: Database, cards: pd.DataFrame, lang: Lang) -> tuple[pd.Series, str, str, str, str]:
    """Indicator, period, level, role and own location, from the link or the boxes."""
    boxes = st.columns(5)
    with boxes[0]:
        names = dict(zip(cards["indicator"], cards[f"label_{lang}"], strict=True))
        indicator = frame.choose("indicator", say("choice.indicator", lang), names)
    card = cards[cards["indicator"] == indicator].iloc[0]
    crossings = queries.crossings(database, indicator)

    def options(kind: str) -> dict[str, str]:
        rows = crossings[crossings["kind"] == kind]
        return dict(zip(rows["id"], rows[f"label_{lang}"], strict=True)) or {"all": say("choice.all", lang)}

    with boxes[2]:
        level = frame.choose("level", say("choice.level", lang), options("level"), "all")
    with boxes[1]:
        # Period and level together are not published: the groups would become small enough to recognise people.
        periods = options("cohort")
        if level != "all":
            periods = {"all": periods.get("all", say("choice.all", lang))}
        opens = queries.tested_cohort(database, indicator) or "all"
        cohort = frame.choose(
            "period",
            say("choice.period", lang),
            periods,
            opens,
            disabled=level != "all",
            explain=say("choice.period_or_level", lang),
        )
    with boxes[3]:
        roles = {role: say(f"role.{role}", lang) for role in options("role")}
        role = frame.choose("role", say("choice.role", lang), roles, "participant")
    with boxes[4]:
        places = queries.locations(database)
        places = places[places["kind"] == "location"]
        own = frame.choose(
            "own",
            say("choice.own", lang),
            {"none": say("choice.no_own", lang), **dict(zip(places["location"], places["label"], strict=True))},
        )
    return card, cohort, level, role, own


def page() -> None:
    lang = frame.language()
    database, edition = frame.open_publication(say("page.compare", lang))
    frame.top(edition.demo)
    cards = queries.indicators(database)
    if cards.empty:
        frame.header(say("page.compare", lang), say("compare.question", lang), database, edition)
        frame.empty_words()
        return
    heading = st.container()
    card, cohort, level, role, own = choices(database, cards, lang)
    with heading:
        frame.header(plain(card[f"label_{lang}"]), plain(card[f"question_{lang}"]), database, edition)
    found = queries.compared(database, lang, card["indicator"], cohort, level, role)
    if not found:
        frame.empty_words("choice.nothing")
        return
    left, right = st.columns([7, 3])
    with left, frame.card("comparison"):
        comparison(database, edition, card, found, (cohort, level, role, own), lang)
    with right:
        short_definition(card, lang)


def comparison(
    database: Database,
    edition: Edition,
    card: pd.Series,
    found: list[Cell],
    chosen: tuple[str, str, str, str],
    lang: Lang,
) -> None:
    """Chart, table and definition of the same cells."""
    cohort, level, role, own = chosen
    st.subheader(say("compare.title", lang), anchor=False)
    rate = card["unit"] == "fraction"
    tests = queries.comparisons(database, lang)
    picked = {"indicator": card["indicator"], "cohort": cohort, "level": level, "role": role}
    for column, value in picked.items():
        tests = tests[tests[column] == value]
    references = queries.references(database)
    references = references[references["indicator"] == card["indicator"]]
    places = [cell for cell in found if cell.place in ("location", "all")]
    chart, figures, definition = st.tabs([say(f"tab.{name}", lang) for name in ("chart", "figures", "definition")])
    with chart:
        st.caption(say("chart.note_rate" if rate else "chart.note_amount", lang))
        draw(places, card, own, lang, national(references, lang) if rate else None)
        conclusion(tests, own, rate, lang)
        for line in cells.explained(places, lang, edition.threshold):
            st.caption(line)
    with figures:
        frame.words_table(cells.table(found, lang), say("compare.title", lang))
        for line in [*cells.explained(found, lang, edition.threshold), *cells.responses(found, lang)]:
            st.caption(line)
        name = "-".join([card["indicator"], cohort, level, role]).replace(":", "-").replace("/", "-")
        frame.download(cells.raw_table(found, lang), name)
    with definition:
        definitions.full(card, lang)
        definitions.national(references, lang)


page()
