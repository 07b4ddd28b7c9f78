"""Where the diploma rate without those who were ill is told, nobody finds a small count of ill or well people at a place."""

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipelines.stages.disclose.audit import bounds
from pipelines.stages.disclose.system import Attacker, from_table, outsider
from pipelines.stages.sensitivity import sensitivity

FEW = st.sampled_from([0, 0, 1, 3, 5, 6, 9, 14])
T = 5


def is_told(table: list[list[int]]) -> bool:
    """Whether an audience of T = 5 sees the rate; the table holds who was ill and who was not, by site."""
    without = sum(map(sum, table))
    cell = {"indicator": "diploma_rate_starters", "location": "all", "cohort": "all", "level": "all", "role": "participant",
            "numerator": 50.0, "denominator": 50.0 + without, "value": 0.5, "status": "final"}  # fmt: skip
    ill = pd.DataFrame(
        [(f"site {at}", "participant", row[0], sum(row)) for at, row in enumerate(table) if sum(row)],
        columns=["site", "role", "people", "without_diploma"],
    )
    return str(sensitivity(pd.DataFrame([cell]), ill, T)["status"].iloc[0]) == "shown"


@given(st.lists(st.lists(FEW, min_size=2, max_size=2), min_size=3, max_size=3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_nobody_narrows_who_was_ill(table: list[list[int]]) -> None:
    # Every site's figure is shown, so that nothing else is left open than who of its people were ill.
    assume(all(sum(row) == 0 or sum(row) >= T for row in table) and is_told(table))
    system = from_table(table, T)
    rows, columns = np.divmod(np.arange(len(system.value)), 3)
    hidden = (rows < 3) & (columns < 2)
    least = [np.where((rows == site) | (rows == 3), np.tile(system.value[rows == site], 4), 0.0) for site in range(3)]
    members = [Attacker(f"site {site}", rows == site, own) for site, own in enumerate(least)]
    for reader in (outsider(system), *members):
        others = system.value - reader.least
        for count in np.flatnonzero((others > 0) & (others < T) & ~reader.known & ((rows == 3) | (columns < 2))):
            low, high = bounds(system, hidden, reader, int(count))
            assert high - low >= T, (reader.name, table, count)
