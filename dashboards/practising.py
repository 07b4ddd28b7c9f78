"""Published practices → how sites work, in words; an elective with what another school needs to offer it too.

A practice beside an outcome is no cause of it, and every place that shows both says so.
"""

import streamlit as st

from dashboards.cells import plain
from dashboards.records.derived import Practice
from pipelines import words
from pipelines.words import Lang, say


def has_figures(practice: Practice) -> bool:
    """True for the row on which a site gives its numbers of the year."""
    return any(
        number is not None
        for number in (practice.coordinators, practice.contact_moments_per_day, practice.placement_weeks)
    )


def key_figures(found: list[Practice], lang: Lang) -> None:
    """How a site organises itself, in its own numbers."""
    st.header(say("practice.key", lang), anchor=False)
    told = [practice for practice in found if has_figures(practice)]
    if not told:
        st.markdown(say("practice.none_here", lang))
        return
    for practice in told:
        for part in ("coordinators", "contact_moments_per_day", "placement_weeks"):
            number = getattr(practice, part)
            if number is not None:
                st.markdown(f":gray[{say(f'practice.{part}', lang)}]  \n{words.number(number, lang)}")
        st.caption(say("practice.of_year", lang, year=str(practice.year)))


def describe(practice: Practice, lang: Lang) -> None:
    """One practice: what, how, with whom and since when; of an elective also code, hours and when it was agreed."""
    facts = [say("practice.with", lang, who=plain(practice.with_partner))] if practice.with_partner else []
    if practice.since:
        facts.append(say("practice.since", lang, year=str(practice.since)))
    if practice.elective_code:
        facts.append(say("practice.elective", lang, code=plain(practice.elective_code)))
    if practice.study_hours:
        facts.append(say("practice.hours", lang, n=practice.study_hours))
    if practice.agreed_on:
        facts.append(say("practice.agreed", lang, day=practice.agreed_on))
    about = f"  \n:small[:gray[{' · '.join(facts)}]]" if facts else ""
    st.markdown(f"**{plain(practice.title)}**  \n{plain(practice.description)}{about}")
