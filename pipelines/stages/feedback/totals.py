"""Accepted rows → the sums that a supplier can lay beside its own system.

Does not decide what counts; `accept` did.
"""

import duckdb

from pipelines import sql
from pipelines.stages.accept import Judged


def totals(con: duckdb.DuckDBPyConnection, judged: list[Judged]) -> dict[str, dict[str, float]]:
    """Sums of the amounts that were accepted, per dataset and column: what a supplier can lay beside its own system."""
    found: dict[str, dict[str, float]] = {}
    for item in judged:
        mapped = {name for part in item.parts for name in part.headers}
        amounts = [c.name for c in item.contract.kept if c.type == "decimal" and c.name in mapped]
        if amounts and not item.side:
            summed = ", ".join(f"round(sum({sql.name(name)}), 6)" for name in amounts)
            row = con.execute(f"select {summed} from accepted_{item.relation}").fetchall()[0]
            found[item.contract.id] = {n: float(v) for n, v in zip(amounts, row, strict=True) if v is not None}
    return {dataset: sums for dataset, sums in found.items() if sums}
