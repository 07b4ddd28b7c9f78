"""Rows in a partner's words → which words of the YAML's value maps occurred, so that a map can complain about words never used.

Only words that stand in the YAML come out: nothing of what else a cell may hold. A word that the YAML does not know is
`conform`'s to tell.
"""

from collections.abc import Iterator

import duckdb

from pipelines import sql
from pipelines.stages import conform
from pipelines.stages.read.layout import Arranged
from pipelines.table_language import Delivery, Table


def used_words(
    con: duckdb.DuckDBPyConnection, arranged: Arranged, table: Table, delivery: Delivery, file_words: dict[str, str]
) -> dict[str, set[str]]:
    """Per mapped column (`table.dataset.column`) the words that occurred, written as in the YAML."""
    found: dict[str, set[str]] = {}
    queries: list[str] = []
    maps: list[tuple[str, list[str]]] = []
    for fill in table.fills:
        # As conform chooses: a header may stand both beside others and, as a measure, below them.
        wanted = {header for source in fill.columns.values() for header in source.headers} | set(fill.when)
        origin, available = arranged.source_for(wanted)
        for name, source in fill.columns.items():
            present = [header for header in source.headers if header in available]
            if not source.values or not present:
                continue
            raw = ", ".join(sql.name(header) for header in present)
            cleaned = ", ".join(f"{sql.filled(sql.name(header))} as {sql.name(header)}" for header in present)
            text = conform.text_of(source, available, delivery, file_words, is_text=False)
            # Distinct cells first: cleaning each row again would cost more than looking.
            queries.append(
                f"select distinct {len(queries)}, lower({text}) from (select {cleaned} from (select distinct {raw} from {origin}))"
            )
            maps.append((f"{table.name}.{fill.dataset}.{name}", list(source.values)))
    said = set(con.execute(" union all ".join(queries)).fetchall()) if queries else set()
    for number, (place, words) in enumerate(maps):
        found.setdefault(place, set()).update(word for word in words if (number, word.lower()) in said)
    return found


def mapped_words(delivery: Delivery) -> Iterator[tuple[str, str, str, str]]:
    """Every word that the value maps of a delivery know: table, dataset, column, word; each once."""
    listed = {
        (table.name, fill.dataset, name, word): None
        for table in delivery.tables
        for fill in table.fills
        for name, source in fill.columns.items()
        for word in source.values
    }
    yield from listed
