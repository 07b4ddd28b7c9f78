"""A provisional figure → why it is provisional and what would make it final, in sentences.

Computes nothing: who waits was counted at publication, and what lacks stands on the desk.
"""

from collections.abc import Sequence

import streamlit as st

from dashboards import access, choosing, frame, queries, stored
from dashboards.cells import plain
from dashboards.records.desk import Expected
from dashboards.records.figures import Waiting
from dashboards.steward.due import OPEN
from dashboards.stored import UnavailableError
from pipelines import words
from pipelines.words import Lang, say


def draw(expected: Sequence[Expected], lang: Lang) -> None:
    """The card; nothing when nothing is published or every figure is final."""
    try:
        found = queries.figures.provisional(stored.publication(access.reader().audience), lang)
    except UnavailableError:
        return  # the pages with figures say what is the matter; this one is about deliveries
    if not found:
        return
    with frame.card("provisional"):
        st.header(say("provisional.title", lang), anchor=False)
        st.markdown(say("provisional.note", lang))
        one = _chosen(found, lang)
        st.markdown("\n".join(f"- {line}" for line in because(one, expected, lang)))


def _chosen(found: list[Waiting], lang: Lang) -> Waiting:
    """One figure, by location, indicator and period; each box offers only what is provisional within the one before."""
    boxes = st.columns([3, 4, 3])
    with boxes[0]:
        place = choosing.choose("place", say("choice.location", lang), {one.location: one.label for one in found})
    found = [one for one in found if one.location == place]
    with boxes[1]:
        indicator = choosing.choose(
            "figure", say("choice.indicator", lang), {one.indicator: one.indicator_label for one in found}
        )
    found = [one for one in found if one.indicator == indicator]
    with boxes[2]:
        groups = {f"{one.cohort}.{one.role}": _group(one, lang) for one in found}
        group = choosing.choose("group", say("choice.period", lang), groups)
    return next(one for one in found if f"{one.cohort}.{one.role}" == group)


def _group(one: Waiting, lang: Lang) -> str:
    role = say(f"role.{one.role}", lang) if words.knows(f"role.{one.role}") else one.role
    return f"{one.cohort_label}, {role}"


def because(one: Waiting, expected: Sequence[Expected], lang: Lang) -> list[str]:
    """Who waits and for how long, up to when is looked, and whether a delivery holds that back."""
    place = plain(one.label)
    lines = [say("provisional.waiting", lang, n=one.not_evaluable)]
    if one.horizon_days:
        lines = [say("provisional.waiting_term", lang, n=one.not_evaluable, days=one.horizon_days)]
    if one.as_of:
        lines.append(say("provisional.as_of", lang, place=place, day=one.as_of))
    lacking = [row for row in expected if row.state in OPEN]
    own = [row for row in lacking if row.partner == one.partner]
    lines += [_lacks(row, lang) for row in own] or [say("provisional.nothing_lacks", lang, place=place)]
    if others := [row for row in lacking if row.partner != one.partner]:
        told = "; ".join(
            f"{plain(row.partner_name)}, {plain(row.delivery_title)} {_period(row, lang)}" for row in others
        )
        lines.append(say("provisional.others", lang, told=told))
    return lines


def _lacks(row: Expected, lang: Lang) -> str:
    title, period = plain(row.delivery_title), _period(row, lang)
    return say(f"provisional.{row.state}", lang, partner=plain(row.partner_name), title=title, period=period)


def _period(row: Expected, lang: Lang) -> str:
    return words.month(row.period, lang)
