"""A question of a page → records, as they were published.

Does not compute: every figure, interval, status and sentence is read as it was stored. `dashboards/stored.py` opens the files.
"""

from dashboards.queries import comparisons, desk, figures, over_time, partnership, publications, value

__all__ = ["comparisons", "desk", "figures", "over_time", "partnership", "publications", "value"]
