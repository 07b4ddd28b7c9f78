"""Klopt dit cijfer?: a sentence or a number → which definition gives it, which does not, and the sentence that is right.

Judges nothing itself: `pipelines.stages.claim` does, and knows only what this reader may see.
"""

import streamlit as st

from dashboards import cells, choosing, definitions, frame, queries
from dashboards.cells import plain
from dashboards.stored import Database
from pipelines import words
from pipelines.stages.claim.answer import Answer, answer
from pipelines.stages.claim.match import Known, Match
from pipelines.stages.claim.sentences import right_sentence
from pipelines.words import Lang, say

LONGEST = 300
EXAMPLES: dict[Lang, tuple[str, ...]] = {
    "nl": ("78 % stroomt uit naar werk", "twee derde werkt na een half jaar nog", "102 van de 130", "84 %"),
    "en": ("78% went to work", "two thirds still work after half a year", "102 of the 130", "84%"),
}
ANYWHERE = "anywhere"
# Sentences that answer the question; what else there is to know stands under them.
FIRST = 2
SHOWN = {"gives": 8, "elsewhere": 4, "does_not": 6}
COLOUR = {"agrees": "green", "agrees_cut_off": "green", "agrees_partly": "orange", "elsewhere": "orange"}


def asked(lang: Lang) -> str:
    """The sentence that the reader typed, or that the link brought."""
    key = "claim_text"
    told = st.query_params.get("say")
    if told is not None and told != st.session_state.get("link_say"):
        st.session_state[key] = told[:LONGEST]
    text = st.text_input(
        say("ask.text", lang), key=key, max_chars=LONGEST, placeholder=say("ask.placeholder", lang)
    ).strip()
    if text:
        st.query_params["say"] = text
    else:
        st.query_params.pop("say", None)
    st.session_state["link_say"] = st.query_params.get("say")
    return text


def examples(lang: Lang) -> None:
    """Sentences to try, each a link."""
    with st.container(horizontal=True, vertical_alignment="center", key="examples"):
        st.markdown(f":small[{say('ask.examples', lang)}]", width="content")
        for example in EXAMPLES[lang]:
            st.page_link("pages/claim.py", label=example, query_params={"say": example})


def told(found: Answer, lang: Lang) -> None:
    """The answer in sentences, the verdict first."""
    with frame.card("answer"):
        st.markdown(f":{COLOUR.get(found.outcome, 'gray')}-badge[{say(f'ask.{found.outcome}', lang)}]")
        first, *rest = [plain(sentence) for sentence in found.sentences]
        st.markdown(f"**{first}**")
        for sentence in rest[:FIRST]:
            st.markdown(sentence)
        if rest[FIRST:]:
            with st.expander(say("ask.further", lang)):
                for sentence in rest[FIRST:]:
                    st.markdown(sentence)


def tables(found: Answer, lang: Lang) -> None:
    """Which definitions give it, which do not and what those give, and the sentence to use."""
    right = [match.known for match in found.gives if match.all_of_it] or [match.known for match in found.gives]
    if right:
        with frame.card("right"):
            st.header(say("ask.right", lang), anchor=False)
            st.caption(say("ask.right_note", lang))
            for known in right[:2]:
                st.code(right_sentence(known, lang), language=None, wrap_lines=True)
    for part, matches in (("gives", found.gives), ("elsewhere", found.elsewhere), ("does_not", found.does_not)):
        if matches:
            with frame.card(part):
                st.header(say(f"ask.{part}_title", lang), anchor=False)
                frame.words_table(
                    [row(match, lang) for match in matches[: SHOWN[part]]], say(f"ask.{part}_title", lang)
                )
                if len(matches) > SHOWN[part]:
                    st.caption(say("asked.more", lang, n=len(matches) - SHOWN[part]))


def row(match: Match, lang: Lang) -> dict[str, str]:
    """One figure in words: what, of whom, how much, and how the spoken number agrees with it."""
    known = match.known
    when = say("asked.as_of", lang, day=known.as_of) if known.as_of else known.cohort_label
    ways = dict.fromkeys(
        say(f"ask.way.{hit.reading if hit.reading != 'value' else hit.way}", lang) for hit in match.hits
    )
    return {
        say("column.indicator", lang): plain(known.label),
        say("column.location", lang): plain(f"{known.place}, {when}"),
        say("column.value", lang): plain(figure(known, lang)),
        say("column.interval", lang): _interval(known, lang),
        say("column.agrees", lang): ", ".join(ways) or say("no", lang),
    }


def figure(known: Known, lang: Lang) -> str:
    """The figure as pages write it."""
    value = known.value or 0.0
    if known.kind == "rate" and known.numerator is not None and known.denominator is not None:
        return words.rate(value, known.numerator, known.denominator, lang, at_least=known.bound == "lower")
    if known.is_share:
        return say("cell.survival", lang, percent=words.percent(value, lang, 0), n=known.denominator or 0)
    return words.quantity(value, known.unit, lang)


def _interval(known: Known, lang: Lang) -> str:
    if known.low is None or known.high is None:
        return say("cell.none", lang)
    if not known.is_share:
        return say("range", lang, low=known.low, high=known.high)
    return say("range", lang, low=words.number(known.low * 100, lang, 0), high=words.percent(known.high, lang, 0))


def published_before(database: Database, demo: bool, lang: Lang) -> None:
    """Everything that was published before, with its verdict."""
    before = queries.partnership.claims(database, lang)
    if before:
        with frame.card("claims"):
            st.header(say("claim.title", lang), anchor=False)
            st.caption(say("claim.note_demo" if demo else "claim.note", lang))
            with st.expander(say("ask.before", lang, n=len(before))):
                definitions.claims(before, lang)


def page() -> None:
    """Draw the page."""
    lang = frame.language()
    title = say("page.claim", lang)
    database, edition = frame.open_publication(title)
    frame.top(edition.demo)
    frame.header(title, say("ask.question", lang), database, edition)
    if not queries.figures.periods(database, lang):
        frame.empty_words()
        return
    with frame.card("ask"):
        left, right = st.columns([3, 1])
        with left:
            text = asked(lang)
        with right:
            places = {place.location: place.label for place in queries.figures.places(database, lang)}
            location = choosing.choose("place", say("ask.place", lang), {ANYWHERE: say("ask.anywhere", lang), **places})
        examples(lang)
    if text:
        found = answer(text, queries.partnership.world(database, lang), None if location == ANYWHERE else location)
        told(found, lang)
        tables(found, lang)
        everything = [match.known for match in (*found.gives, *found.elsewhere, *found.does_not)]
        frame.download([cells.known(known) for known in everything], "klopt-dit-cijfer")
    published_before(database, edition.demo, lang)


frame.run(page)
