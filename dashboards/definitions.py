"""An indicator's card, its national figures and the claims about it → words on a page.

Does not know the definitions: they are published with the figures, the SQL that computed them included.
"""

from collections.abc import Sequence

import streamlit as st

from dashboards import frame
from dashboards.cells import plain
from dashboards.records.figures import Claim, Indicator, Reference
from pipelines import words
from pipelines.words import Lang, say

# Beside a chart there is no room for what is not there; the whole definition says it.
NOTHING = ("Geen.", "Niet van toepassing.", "None.", "Not applicable.")
VERDICT_COLOUR = {"reproduced": "blue", "reproduced_truncated": "blue"}


def short(card: Indicator, lang: Lang) -> None:
    """Enough of the definition to read a chart by."""
    st.header(say("definition.title", lang), anchor=False)
    for part, text in (
        ("purpose", card.purpose),
        ("numerator", card.numerator),
        ("denominator", card.denominator),
        ("not_evaluable", card.not_evaluable),
        ("sources", sources(card, lang)),
    ):
        if text in NOTHING:
            continue
        _part(part, plain(text or ""), lang)
    _part("version", _version(card, lang), lang)


def full(card: Indicator, lang: Lang) -> None:
    """The whole definition: what counts, what does not, where it comes from, who keeps it, and the SQL."""
    left, right = st.columns(2)
    with left:
        for part, text in (
            ("purpose", card.purpose),
            ("numerator", card.numerator),
            ("denominator", card.denominator),
            ("not_evaluable", card.not_evaluable),
            ("excluded", card.excluded),
        ):
            _part(part, plain(text or ""), lang)
    with right:
        _part("sources", plain(sources(card, lang)), lang)
        _part("horizon", say("definition.days", lang, n=card.horizon_days) if card.horizon_days else "", lang)
        _part("direction", say(f"direction.{card.direction}", lang), lang)
        _part("bound", say("definition.bound_lower", lang) if card.bound == "lower" else "", lang)
        _part("version", _version(card, lang), lang)
        _part("owner", plain(card.owner or ""), lang)
        _part("next_review", words.date_long(card.next_review, lang) if card.next_review else "", lang)
    if card.sql:
        with st.expander(say("definition.sql", lang)):
            st.markdown(say("definition.sql_note", lang))
            st.code(card.sql, language="sql")


def _part(name: str, text: str, lang: Lang) -> None:
    if text:
        st.markdown(f":gray[{say(f'definition.{name}', lang)}]  \n{text}")


def sources(card: Indicator, lang: Lang) -> str:
    """The datasets that an indicator is counted from, by the names people know them by."""
    return ", ".join(words.dataset(name.strip(), lang) for name in (card.sources or "").split(",") if name.strip())


def _version(card: Indicator, lang: Lang) -> str:
    version = plain(card.version)
    return say("definition.version_line", lang, version=version, day=card.adopted_on) if card.adopted_on else version


def national(references: Sequence[Reference], lang: Lang) -> None:
    """National figures beside an indicator, and whether they were counted in the same way."""
    st.header(say("national.title", lang), anchor=False)
    if not references:
        st.markdown(say("national.none", lang))
        return
    if not any(reference.comparable for reference in references):
        st.markdown(say("national.not_comparable", lang))
    dash = say("cell.none", lang)
    rows = [
        {
            say("column.population", lang): plain(reference.population or dash),
            say("column.period", lang): plain(reference.period),
            say("column.breakdown", lang): plain(reference.breakdown or dash),
            say("column.value", lang): reference_value(reference, lang),
            say("column.edition", lang): plain(reference.edition or dash),
            say("column.comparable", lang): say("yes" if reference.comparable else "no", lang),
            say("column.note", lang): plain(reference.note or dash),
        }
        for reference in references
    ]
    frame.words_table(rows, say("national.title", lang))


def reference_value(reference: Reference, lang: Lang) -> str:
    """A national figure in its own unit; '%' means that the source gave per cents."""
    if reference.unit in ("%", "fraction"):
        return words.percent(reference.value / 100 if reference.unit == "%" else reference.value, lang)
    return f"{words.number(reference.value, lang)} {plain(reference.unit)}"


def claims(told: Sequence[Claim], lang: Lang) -> None:
    """Each published statement, and what the definition that fits it gives now."""
    dash = say("cell.none", lang)
    rows = []
    for claim in told:
        day = say("claim.as_of", lang, day=claim.as_of) if claim.as_of else ""
        place = " · ".join(part for part in (claim.label, day) if part)
        told_now = " · ".join(part for part in (claim.indicator_label, claim.computed_text) if part)
        found = [f"{_verdict(claim.verdict, lang)} {plain(told_now)}".rstrip(), plain(_explained(claim, lang) or dash)]
        rows.append(
            {
                say("column.statement", lang): f"{plain(claim.text)}  \n:gray[{plain(place)}]",
                say("column.computed", lang): "  \n".join(found),
            }
        )
    frame.words_table(rows, say("claim.title", lang))
    sources = dict.fromkeys(claim.source for claim in told if claim.source)
    if sources:
        st.caption(plain(say("claim.sources", lang, sources="; ".join(sources))))


def _explained(claim: Claim, lang: Lang) -> str:
    """Why the verdict is so; that it was rebuilt with demo data is said once, above the table."""
    return (claim.explanation or "").removeprefix(say("claim.rebuilt", lang)).strip()


def _verdict(verdict: str, lang: Lang) -> str:
    key = f"verdict.{verdict}"
    text = say(key, lang) if words.knows(key) else plain(verdict)
    return f":{VERDICT_COLOUR.get(verdict, 'gray')}-badge[{text}]"
