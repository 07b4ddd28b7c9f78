"""Any cells in any workbook: the notes are exactly those that were asked for, and no other part has changed."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.stages.feedback import markup, notes, workbook
from tests.returned_workbooks import WORKBOOKS, notes_in, parts_of
from tests.unit.test_annotate import only_notes_changed, well_formed

CELLS = st.builds(notes.name, st.integers(1, 30), st.integers(1, 60))
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=60
)
ASKED = st.dictionaries(CELLS, TEXTS, min_size=1, max_size=12)
KINDS = [
    kind for kind in WORKBOOKS if kind not in ("with a conversation",)
]  # there notes move aside; tested on its own


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(ASKED, min_size=1, max_size=2))
def test_the_notes_are_exact_and_nothing_else_changes(kind: str, asked: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        source = WORKBOOKS[kind](Path(folder) / "boek.xlsx")
        sheets = workbook.sheets_of(source)
        wanted = dict(zip(sheets, asked, strict=False))
        target = Path(folder) / "terug.xlsx"
        assert workbook.annotate(source, target, wanted, "benchmark") == sum(map(len, wanted.values()))
        only_notes_changed(source, target, {sheets[sheet] for sheet in wanted})
        well_formed(target)
        before, after = notes_in(source), notes_in(target)
        for sheet in sheets:
            merged = sheet == "Deelnemers"  # E1:G2: what is said of its cells stands on the first
            expected: dict[str, str] = dict(before[sheet])
            for cell, text in wanted.get(sheet, {}).items():
                at = "E1" if merged and cell in ("E1", "F1", "G1", "E2", "F2", "G2") else cell
                kept = markup.UNWRITABLE.sub("", text)
                expected[at] = f"{expected[at]}\n\n{kept}" if at in expected else kept
            assert after[sheet] == expected
        assert set(parts_of(source)) <= set(parts_of(target))
