"""The button that gives a factsheet, for any page that is about one place."""

from functools import partial

import streamlit as st

from dashboards.factsheet.sheet import factsheet, file_name
from dashboards.stored import Database
from pipelines.words import Lang, say


def offer(database: Database, location: str, lang: Lang) -> None:
    """A download button; the sheet is made when somebody clicks, not when the page is drawn."""
    st.download_button(
        say("sheet.download", lang),
        partial(factsheet, database, location, lang),
        file_name=file_name(location),
        mime="application/pdf",
        on_click="ignore",
        key=f"factsheet_{location}",
    )
