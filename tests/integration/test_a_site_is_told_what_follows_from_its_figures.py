"""A site's tables are the kopgroep's with its own in their place; working all of them out anew would give the same."""

import duckdb
import pandas as pd
import pytest

from pipelines.metrics import load_metrics
from pipelines.settings import WAREHOUSE
from pipelines.stages.derive import Alike, agreed, derive
from pipelines.stages.disclose.figures import FIGURE
from pipelines.stages.publish import current
from tests.integration.conftest import Demo

SITE = "den_haag"
KEY = ["indicator", "location", "cohort", "level", "role"]


def told(demo: Demo, audience: str) -> pd.DataFrame:
    path = current(demo.data / "published" / audience)
    assert path is not None
    with duckdb.connect() as con:
        con.execute("attach $1 as asked (read_only)", [str(path)])
        return con.execute(f"select {', '.join(FIGURE)} from asked.figure").df()


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Values as they are, and one kind of nothing."""
    return table.astype(object).where(table.notna(), None)


def test_what_differs_for_a_site_is_worked_out_again_and_nothing_else_changes(demo: Demo) -> None:
    kopgroep, own = told(demo, "kopgroep"), told(demo, f"site:{SITE}")
    both = kopgroep.merge(own, on=KEY, suffixes=("", "_own"))
    more = (both["hidden"] & ~both["hidden_own"]) | (both["maturity"].isna() & both["maturity_own"].notna())
    differs = both.loc[more, ["indicator", "location"]]
    assert len(differs), f"{SITE} is told nothing that others are not"
    with duckdb.connect() as con:
        con.execute("attach $1 as warehouse (read_only)", [str(current(demo.data / "warehouse"))])
        con.execute("use warehouse")
        known = agreed(con)
    metrics = load_metrics(WAREHOUSE / "metrics" / "metrics.yaml")
    alike = Alike(derive(kopgroep, metrics, known), frozenset(differs.itertuples(index=False, name=None)))
    quickly, anew = derive(own, metrics, known, alike), derive(own, metrics, known)
    for name, table in anew.items():
        order = [column for column in (*KEY, "against", "people", "month") if column in table]
        one, other = (plain(frame.sort_values(order, ignore_index=True)) for frame in (quickly[name], table))
        pd.testing.assert_frame_equal(one, other, obj=name)
    with pytest.raises(AssertionError):  # and it matters
        pd.testing.assert_frame_equal(alike.tables["conclusion"], quickly["conclusion"])
