"""The answer of `wlb check` → what a person reads of it: would the file be taken, what of it, and what is to be repaired.

The answer is masked where it is made; this shows it and keeps nothing.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboards import frame
from dashboards.cells import capital, plain
from dashboards.steward import receipt, repairing
from pipelines import words
from pipelines.words import Lang, say

TAKEN = ("accepted", "accepted_with_notices")


def is_taken(told: Mapping[str, Any]) -> bool:
    """True when a run would accept the file."""
    return told["outcome"] in TAKEN


def verdict(told: Mapping[str, Any], lang: Lang) -> None:
    """What would happen, in one line, and where the rows would go."""
    outcome = str(told["outcome"])
    mark = "green" if outcome in TAKEN else "orange"
    about = f" · {words.month(told['period'], lang)}" if told["delivery"] else ""
    st.markdown(f":{mark}-badge[{say(f'trial.{outcome}', lang)}]{about}  \n{plain(capital(told['sentence']))}")
    if outcome in TAKEN:
        counts = {"rows": told["source_rows"], "used": told["used"], "quarantined": told["quarantined"]}
        receipt.counted(counts | {"skipped": sum(told["skipped"].values())}, lang)
        receipt.skipped(told["skipped"], lang)


def difference(told: Mapping[str, Any], lang: Lang) -> None:
    """What is new, changed and gone since the delivery that this file would replace, dataset by dataset."""
    if not is_taken(told) or not sum(told["records"].values()):
        return
    if not told["difference"]:
        st.caption(say("receipt.first", lang))
        return
    lines = []
    for dataset, changes in told["difference"].items():
        key = "trial.difference.of" if any(changes.values()) else "trial.difference.same"
        lines.append(say(key, lang, dataset=f"**{plain(capital(words.dataset(dataset, lang)))}**", **changes))
    st.subheader(say("trial.difference", lang), anchor=False)
    st.caption(say("trial.difference.note", lang))
    st.markdown("\n".join(f"- {line}" for line in lines))


def repairs(told: Mapping[str, Any], name: str, lang: Lang) -> None:
    """What is to be repaired, what solves most first; all findings for download."""
    if [row["what"] for row in told["actions"]] == [told["sentence"]]:
        return  # it stands above already
    if not told["actions"]:
        if is_taken(told):
            st.markdown(say("trial.no_findings", lang))
        return
    st.subheader(say("receipt.actions", lang), anchor=False)
    shown = [
        repairing.told(row["count"], row["what"], ", ".join(row["places"]), row["now"], row["severity"], "", lang)
        for row in told["actions"]
    ]
    with st.container(key=f"repairs-{name}"):
        frame.words_table(shown, say("receipt.actions", lang))
    columns = ("severity", "sheet", "row", "header", "value", "sentence", "proposal", "count")
    frame.download([{column: row[column] for column in columns} for row in told["findings"]], f"bevindingen-{name}")


def preview(told: Mapping[str, Any], name: str, lang: Lang) -> None:
    """Per dataset what was read from which column: how much is filled, and the agreed words that stand there often."""
    for dataset in dict.fromkeys(row["dataset"] for row in told["preview"]):
        own = [row for row in told["preview"] if row["dataset"] == dataset]
        title = say("trial.records", lang, n=own[0]["records"], dataset=own[0]["dataset_label"])
        st.markdown(f"**{plain(title)}**")
        with st.container(key=f"pairs-{name}-{dataset}"):
            frame.words_table([_column(row, lang) for row in own], title)


def _column(row: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    """A column in two cells, so that it can be read on a phone: theirs and ours, and how it was read."""
    said = [] if row["filled"] is None else [_filled(row, lang)]
    said += [plain(row["told"])] if row["told"] else []
    return {
        say("column.header_agreed", lang): f"**{plain(row['header'])}**  \n→ {plain(row['label'])}",
        say("column.read", lang): "  \n".join(said),
    }


def _filled(row: Mapping[str, Any], lang: Lang) -> str:
    if row["filled"] == row["records"]:
        return say("trial.all", lang)
    return say("trial.filled", lang, part=row["filled"], whole=row["records"])
