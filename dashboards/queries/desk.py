"""What data stewards see: receipts, the calendar, findings and the repairs that solve them."""

from collections.abc import Sequence

from dashboards.records.desk import (
    Action,
    Apart,
    Delivery,
    DeskRun,
    Expected,
    Finding,
    LinkRate,
    OpenAction,
    Planned,
    Repaired,
    Signal,
    Term,
    Unlinked,
    UnusedWord,
)
from dashboards.stored import Database, UnavailableError, records
from pipelines.words import Lang


def run(database: Database) -> DeskRun:
    """The desk's own row."""
    rows = records(database, DeskRun, "from run")
    if len(rows) != 1:
        raise UnavailableError("desk.unreadable", database.name)
    return rows[0]


def expected(database: Database) -> list[Expected]:
    """What was expected from whom, per period, and how that went."""
    return records(database, Expected, "from expected order by partner_name, delivery_title, period")


def deliveries(database: Database) -> list[Delivery]:
    """Every receipt, newest first."""
    return records(database, Delivery, "from delivery order by arrived_at desc, receipt_id")


def findings(database: Database, receipt: str) -> list[Finding]:
    """What was noticed in one delivery: what stops the file first, then rows set apart, then remarks."""
    severities = "['blocks', 'quarantines', 'notice', 'signal']"
    return records(
        database,
        Finding,
        f'from finding where receipt_id = $1 order by list_position({severities}, severity), "count" desc, "row"',
        receipt,
    )


def link_rates(database: Database) -> list[LinkRate]:
    """How many records are linked to a person, per partner and dataset; the lowest share first."""
    return records(database, LinkRate, "from link_rate order by rate, partner_name, dataset_name")


def unlinked(database: Database) -> list[Unlinked]:
    """The rows that are linked to nobody: first those that may be of more than one person."""
    order = "list_position(['ambiguous', 'unmatched', 'no_key'], how)"
    places = "partner_name, dataset_name, source_file, source_sheet, source_row"
    return records(database, Unlinked, f"from unlinked order by {order}, {places}")


def signals(database: Database) -> list[Signal]:
    """The rows that another partner contradicts; each difference stands there for both sides."""
    return records(
        database,
        Signal,
        "from signal order by partner_name, against_name, signal, source_file, source_sheet, source_row",
    )


def unused_words(database: Database) -> list[UnusedWord]:
    """Words of value maps that occur in nothing that counts."""
    return records(
        database, UnusedWord, 'from unused_word order by partner_name, delivery, dataset_name, "column", word'
    )


def actions(database: Database, receipt: str) -> list[Action]:
    """The repairs that solve what was noticed in one delivery, what solves most first."""
    return records(database, Action, "from action where receipt_id = $1 order by explained <> '', position", receipt)


def open_actions(database: Database) -> list[OpenAction]:
    """The repairs of every delivery that still matters: what stops a file first, then what solves most."""
    return records(
        database,
        OpenAction,
        """
        from action a
        join delivery d using (receipt_id)
        where d.matters
        order by list_position(['blocks', 'quarantines', 'notice', 'signal'], a.severity), a."count" desc, d.period desc
        """,
        receipt_id="a.receipt_id",
        delivery_id="d.delivery_id",
        partner="d.partner",
        count='a."count"',
    )


def apart(database: Database, receipts: Sequence[str], rule: str, header: str) -> list[Apart]:
    """The rows of these deliveries that one rule on one column set apart."""
    chosen = "list_contains($1, receipt_id) and rule = $2 and header = $3"
    return records(
        database,
        Apart,
        f'from apart where {chosen} order by receipt_id desc, sheet, "row"',
        list(receipts),
        rule,
        header,
    )


def plans(database: Database, lang: Lang) -> list[Planned]:
    """Every partner with what it delivers and when, in the registry's order."""
    return records(database, Planned, "from plan", rhythm=f"rhythm_{lang}")


def terms(database: Database, column: str, lang: Lang) -> list[Term]:
    """The agreed words that a column may hold."""
    return records(database, Term, 'from term where "column" = $1 order by 2', column, label=f'"{lang}"')


def repaired(database: Database) -> list[Repaired]:
    """What stewards mapped and waived, newest first."""
    return records(database, Repaired, "from repair order by decided_on desc, partner_name, what")
