"""Published figures in words and shares → Altair charts. Pure: no queries, no session, no arithmetic."""

from dashboards.charts import figures, over_time, people, spread, value

__all__ = ["figures", "over_time", "people", "spread", "value"]
