"""What a reader can choose from → what was chosen, which stands in the link so that the link gives the same view back."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboards import frame
from dashboards.cells import capital
from dashboards.records.figures import Place
from pipelines.words import Lang, say

# How many locations can be read beside each other.
ABREAST = 6


def places(found: Sequence[Place], lang: Lang) -> dict[str, str]:
    """Places to choose from: the whole, each site and each location; a site of one location is that location."""
    alone = {place.site for place in found if place.kind == "location"}
    several = {site for site in alone if sum(place.kind == "location" and place.site == site for place in found) > 1}
    return {
        place.location: say("choice.whole_site", lang, site=place.label) if place.kind == "site" else place.label
        for place in found
        if place.kind != "site" or place.site in several
    }


def lots(found: Sequence[Place], lang: Lang) -> tuple[dict[str, str], dict[str, list[Place]]]:
    """Locations in lots that can be read beside each other: the name of each lot, and its locations; by its first location."""
    every = [place for place in found if place.kind == "location"]
    count = -(-len(every) // ABREAST)
    # As many in each lot as in the others, so that none of them holds a single location.
    size = -(-len(every) // max(1, count))
    parts = {every[at].location: every[at : at + size] for at in range(0, len(every), max(1, size))}
    names = {
        first: say("choice.lot", lang, first=part[0].label, last=part[-1].label, part=number * size + 1,
                   until=number * size + len(part), whole=len(every))
        for number, (first, part) in enumerate(parts.items())
    }  # fmt: skip
    return names, parts


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
    key = _from_link(name, label, options, usual)
    named = {id_: capital(name) for id_, name in options.items()}
    chosen = st.selectbox(label, list(named), format_func=named.__getitem__, key=key, disabled=disabled, help=explain)
    _into_link(name, str(chosen), usual)
    return str(chosen)


def segments(name: str, label: str, options: Mapping[str, str], default: str | None = None) -> str:
    """The same for few choices, side by side; the label is for who cannot see them."""
    usual = default if default is not None and default in options else next(iter(options))
    key = _from_link(name, label, options, usual)
    chosen = st.segmented_control(
        label, list(options), format_func=lambda id_: options[id_], key=key, required=True, label_visibility="collapsed"
    )
    _into_link(name, chosen or usual, usual)
    return chosen or usual


def tabs(name: str, labels: Mapping[str, str]) -> dict[str, Any]:
    """Tabs of which the open one stands in the link."""
    ids = list(labels)
    key = f"{st.session_state.get('page')}_{name}_{frame.language()}"
    asked, written = st.query_params.get(name), f"link_{name}"
    if asked is not None and asked != st.session_state.get(written):
        st.session_state[key] = labels.get(asked, labels[ids[0]])
    containers = st.tabs(list(labels.values()), key=key, on_change="rerun")
    shown = next((id_ for id_ in ids if labels[id_] == st.session_state.get(key)), ids[0])
    if shown == ids[0]:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = shown
    st.session_state[written] = st.query_params.get(name)
    return dict(zip(ids, containers, strict=True))


def opened(parts: Mapping[str, Any]) -> str:
    """Which of the `tabs` is open."""
    return next((name for name, part in parts.items() if part.open), next(iter(parts)))


def _from_link(name: str, label: str, options: Mapping[str, str], usual: str) -> str:
    """Put what the link asks for (or what was chosen before) under the widget's key, and give that key."""
    key, kept, written = f"{st.session_state.get('page')}_{name}", f"kept_{name}", f"link_{name}"
    asked = st.query_params.get(name)
    if asked is not None and asked != st.session_state.get(written):
        if asked not in options:
            st.session_state.setdefault("unknown_choices", []).append(label)
        st.session_state[key] = asked if asked in options else usual
    elif st.session_state.get(key) not in options:
        st.session_state[key] = st.session_state.get(kept) if st.session_state.get(kept) in options else usual
    return key


def _into_link(name: str, chosen: str, usual: str) -> None:
    """The usual choice leaves the link short; any other stands in it and is kept for the next page."""
    if chosen == usual:
        st.query_params.pop(name, None)
        st.session_state.pop(f"kept_{name}", None)
    else:
        st.query_params[name] = st.session_state[f"kept_{name}"] = chosen
    st.session_state[f"link_{name}"] = st.query_params.get(name)
