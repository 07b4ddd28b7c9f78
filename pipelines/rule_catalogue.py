"""Every rule that a delivery is judged by → `docs/regels.md`, for suppliers: what, why, how grave, and an example.

Invents no sentence: rules of a contract are run on made-up rows until one breaks them, and the other findings are called.
"""

import inspect
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_type_hints

import duckdb

from pipelines import findings, sql
from pipelines.contracts import SQL_TYPES, Column, Contract, Rule
from pipelines.findings import Finding
from pipelines.registry import Registry
from pipelines.stages import accept, conform, validate
from pipelines.vocabularies import Term

SEVERITY = {
    "blocks": "houdt tegen", "quarantines": "zet apart", "notice": "melding", "signal": "signaal",
}  # fmt: skip
HEAD = """# Regels voor aanleveringen

Wat wij controleren voordat een aanlevering meetelt, en waarom. Gemaakt uit de afspraken zelf met `make rules`; wijzig hier niets.

- **houdt tegen**: het hele bestand wordt niet gebruikt; de vorige levering blijft gelden.
- **zet apart**: die regel telt niet mee; de rest van het bestand wel. Staat er te veel apart, dan houdt dat het bestand tegen.
- **melding**: de regel telt mee; kijk of het klopt, of licht het toe.
- **signaal**: twee partners zeggen iets anders; beiden krijgen het te zien.

Bij elke regel staat een voorbeeld zoals u het in een melding leest. Namen, geboortedatums en nummers van mensen staan nooit in een melding.
"""
DAY = date(2016, 2, 1)
# One made-up value for each word that a finding asks for.
WORDS: dict[str, Any] = {
    "folder": "voorbeel", "known": ("PER", "ISG"), "name": "hulpvragen_201602.csv",
    "titles": ("Hulpvragen, zoals 'hulpvragen_201602.csv'",), "partner": "WijkLeerbedrijf Voorbeeld", "dataset_titles": "hulpvraag",
    "period": "13-2016", "size_mb": 812.0, "limit_mb": 512, "why": "de werkmap is beschadigd of beveiligd", "agreed": ("Vraagnr", "Datum"),
    "found": "cp1252", "proof": "er staat een leesteken in dat alleen daar bestaat", "row": 17, "pattern": "^Uitstroom$",
    "names": (("Vraagn", "Vraagnr"),), "headers": 8, "fields": 7, "sheet": "", "wanted": "Vraagnr", "top": ("Datum", "Wijk"),
    "seen": ("Deelnemers", "Uren"), "header": "Datum", "stated": 115, "counted": 114, "type_name": "PER", "parent": "PER",
    "expected": 8, "count": 120, "text": "31-06-2016", "letters": "", "spellings": ("Vraagnr",), "severity": "blocks",
    "quarantined": 12, "rows": 100, "vanished": 14, "before": 120, "earlier": "trajecten_201601.csv", "correction": "uren_maart",
    "reason": "uren zijn in minuten ingevuld", "reported_by": "de administratie", "value": "99", "against": "School Voorbeeld",
    "path": "2016/hulpvragen_201602.csv", "table": "Uren", "start": "Nr", "last": date(2016, 2, 29), "first": DAY,
}  # fmt: skip
PER_FINDING: dict[str, dict[str, Any]] = {
    "other_encoding": {"agreed": "utf-8"},
    "wrong_record_total": {"stated": "115"},
    "unknown_record_type": {"seen": "PRE"},
    "unknown_value": {"text": "mbo 22", "known": ("mbo 1", "mbo 2"), "header": "Niveau"},
    "unknown_partner": {"known": ("voorbeeld",)},
    "damaged_line": {"why": "er staan 7 velden"},
    "orphan_line": {"type_name": "ISG"},
    "no_footer": {"pattern": "^Aantal regels"},
    "of_a_later_period": {"after": 97, "month": "2016-03"},
    "of_an_earlier_period": {"before": 97, "month": "2015-12"},
    "newer_holds": {"newer": "hulpvragen_201602 v2.csv"},
    "told_in_two_periods": {"shared": 97, "other": "hulpvragen_2016.csv"},
}
# Words that must be one of a list of the findings themselves: an example of each.
DOMAINS = {("unlinked", "how"): "UNLINKED", ("corrected", "action"): "CORRECTED", ("signal", "name"): "SIGNALS"}
# Shown per rule; never about a file; only says how many more there are.
LEFT_OUT = ("broken_rule", "check_broken", "more_of_the_same")


@dataclass(frozen=True)
class Entry:
    """One line of the catalogue."""

    rule: str
    severity: str
    says: str
    why: str
    example: str


def catalogue(registry: Registry) -> str:
    """The whole document, in Markdown."""
    parts = [
        HEAD,
        "\n## Het bestand, de tabel en elke cel\n\nDe melding zegt zelf waar, wat, waarom en wat u kunt doen.\n",
    ]
    parts += ["| regel | zwaarte | voorbeeld |", "|---|---|---|"]
    sample = next(contract for contract in registry.contracts.values() if _sample_columns(contract))
    parts += [f"| `{e.rule}` | {SEVERITY[e.severity]} | {_plain(e.example)} |" for e in general(sample)]
    for contract in sorted(registry.contracts.values(), key=lambda c: c.label_nl):
        parts += [
            f"\n## {contract.label_nl} (`{contract.id}`)\n",
            f"{contract.purpose} Een regel is {contract.grain}. Hoogstens {contract.quarantine_limit:.0%} van de regels mag apart staan.\n",
            "| regel | zwaarte | afgesproken | waarom | voorbeeld |",
            "|---|---|---|---|---|",
        ]
        for e in of_contract(contract, registry.vocabularies):
            parts.append(
                f"| `{e.rule}` | {SEVERITY[e.severity]} | {_plain(e.says)} | {_plain(e.why)} | {_plain(e.example)} |"
            )
    return "\n".join(parts) + "\n"


def general(sample: Contract) -> list[Entry]:
    """Every finding that is not a rule of one contract, each called with made-up words."""
    entries = [
        Entry(_anyones(found.rule, sample), found.severity, "", "", found.sentence)
        for name, make in sorted(inspect.getmembers(findings, inspect.isfunction))
        if not name.startswith("_") and name not in LEFT_OUT and get_type_hints(make).get("return") is Finding
        for found in _called(name, make, sample)
    ]
    order = ["file", "table", "row", "<dataset>", "link", "correction", "signal"]
    return sorted(
        entries, key=lambda e: (order.index(e.rule.split(".")[0]) if e.rule.split(".")[0] in order else 9, e.rule)
    )


def _called(name: str, make: Callable[..., Finding], sample: Contract) -> Iterator[Finding]:
    """The finding with an example for each word it asks for; LookupError when nobody gave an example of a word yet."""
    column = _sample_columns(sample)[0 if name == "unknown_value" else 1]
    own = WORDS | {"contract": sample, "column": column} | PER_FINDING.get(name, {})
    asked = [word for word, how in inspect.signature(make).parameters.items() if how.default is inspect.Parameter.empty]
    domain = next(((word, DOMAINS[name, word]) for word in asked if (name, word) in DOMAINS), None)
    for choice in getattr(findings, domain[1]) if domain else (None,):
        words = own | ({domain[0]: choice} if domain else {})
        if lacking := [word for word in asked if word not in words]:
            raise LookupError(
                f"findings.{name} asks for {lacking}: add an example of each to WORDS in rule_catalogue.py"
            )
        yield make(**{word: words[word] for word in asked})


def _sample_columns(contract: Contract) -> tuple[Column, ...]:
    """A column of codes and a column of dates that may be shown; nothing when the contract lacks one of them."""
    codes = [c for c in contract.columns if c.vocabulary and c.required and c.vocabulary != "location" and not c.masked]
    dates = [c for c in contract.columns if c.type == "date" and c.required and not c.masked]
    return (codes[-1], dates[-1]) if codes and dates else ()


def _anyones(rule: str, sample: Contract) -> str:
    """The id for every dataset: `<dataset>.<kolom>.is_readable`."""
    if not rule.startswith(f"{sample.id}."):
        return "correction.<naam>" if rule.startswith("correction.") else rule
    parts = rule.split(".")[1:]
    return ".".join(["<dataset>", *(["<kolom>"] if len(parts) > 1 else []), parts[-1]])


def of_contract(contract: Contract, vocabularies: dict[str, dict[str, Term]]) -> list[Entry]:
    """Every rule of a contract, with the finding that a made-up row which breaks it gives."""
    rows = [
        (rule, values)
        for rule in contract.rules
        if rule.reads != ("_copy",)
        for values in _candidates(contract, rule, vocabularies)
    ]
    with duckdb.connect() as con:
        found = _judged(con, contract, [values for _, values in rows])
        copies = _judged(con, contract, [_whole(contract), _whole(contract)])
    entries = []
    for rule in contract.rules:
        if rule.reads == ("_copy",):
            broken, values = next(iter(copies[rule.id].values())), {}
        else:
            own = [place for place in found.get(rule.id, {}) if rows[place][0] is rule]
            if not own:
                raise LookupError(f"no made-up row breaks {rule.id}: give it more candidates")
            broken, values = found[rule.id][own[0]], rows[own[0]][1]
        entries.append(Entry(rule.id, rule.severity, rule.sentence, rule.why, _example(contract, values, broken)))
    return entries


def _example(contract: Contract, values: dict[str, Any], broken: Finding) -> str:
    """The made-up cells and what the finding says about them; what was agreed and why stand beside it already."""
    cells = "; ".join(f"{contract.column(name).label_nl}: {_said(value)}" for name, value in values.items())
    told = re.sub(r"^regel \d+", "regel 17", broken.sentence.split(" Afgesproken is: ")[0])
    return f"{cells} → “{told}”" if cells else f"“{told}”"


def _said(value: Any) -> str:
    if value is None:
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value).replace(".", ",")


def _judged(
    con: duckdb.DuckDBPyConnection, contract: Contract, rows: list[dict[str, Any]]
) -> dict[str, dict[int, Finding]]:
    """Rule → position of each row that breaks it → the finding, judged as a delivery is."""
    columns = [column for column in contract.columns if not column.identifying]
    listed = ", ".join(f"{sql.name(column.name)} {SQL_TYPES[column.type]}" for column in columns)
    fails = 'struct("column" varchar, "text" varchar)[]'
    con.execute(
        f"create or replace table rows (_table utinyint, _fill utinyint, _row bigint, _block smallint, _fails {fails}, {listed})"
    )
    marks = ", ".join("?" * len(columns))
    con.executemany(
        f"insert into rows values (0, 0, ?, 0, [], {marks})",
        [[place, *(row.get(column.name) for column in columns)] for place, row in enumerate(rows)],
    )
    validate.mark_copies(con, "rows", contract)
    labels = {column.name: column.label_nl for column in columns}
    validate.validate(con, "rows", contract, set(labels), side=False)
    part = conform.Part("rows", "", contract, join=False, sheet="", headers=labels, place=(0, 0))
    outcome = accept.decide(con, [], [accept.Judged("rows", contract, False, (part,))], [])
    found: dict[str, dict[int, Finding]] = {}
    for finding in outcome.findings:
        if finding.row is not None:
            found.setdefault(finding.rule, {})[finding.row] = finding
    return found


def _candidates(contract: Contract, rule: Rule, vocabularies: dict[str, dict[str, Term]]) -> Iterator[dict[str, Any]]:
    """Rows that differ only in what this rule reads, the fullest first."""
    columns = [contract.column(name) for name in rule.reads]
    options = [_values(column, rule, vocabularies) for column in columns]
    combinations = itertools.islice(itertools.product(*options), 400)
    for values in sorted(combinations, key=lambda row: sum(value is None for value in row)):
        yield dict(zip(rule.reads, values, strict=True))


def _values(column: Column, rule: Rule, vocabularies: dict[str, dict[str, Term]]) -> list[Any]:
    low, high = (rule.arguments.get(bound) for bound in ("min_value", "max_value"))
    if column.type == "date":
        bounds = [date.fromisoformat(low) - timedelta(days=1)] if isinstance(low, str) else []
        return [*bounds, DAY - timedelta(days=31), DAY, date(2999, 12, 31), None]
    if SQL_TYPES[column.type] in ("integer", "double"):
        outside = [high + 1] if isinstance(high, int | float) else []
        outside += [low - 1] if isinstance(low, int | float) else []
        return [*outside, 3, 4, -1, None]
    if column.vocabulary:
        return [*list(vocabularies[column.vocabulary])[:12], None]
    return (
        [True, False, None]
        if column.type == "bool"
        else ["x", "27g", "mail naam@voorbeeld.nl", "bel 06-12345678", None]
    )


def _whole(contract: Contract) -> dict[str, Any]:
    """A row with every key filled in."""
    plain: dict[str, Any] = {"date": DAY, "integer": 6, "double": 1.0, "boolean": True}
    return {column.name: plain.get(SQL_TYPES[column.type], "x") for column in contract.columns if column.key}


def _plain(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return " ".join(text.replace("|", "\\|").split())
