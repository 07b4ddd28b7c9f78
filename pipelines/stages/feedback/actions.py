"""Findings → the few repairs that solve them, the ones that solve most first.

Does not look at files. A supplier repairs a word, a column or a habit, not four hundred cells one by one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.findings import MASK, Finding, place
from pipelines.words import say

ORDER = {"blocks": 0, "quarantines": 1, "notice": 2, "signal": 3}
MOST = 25
WORDS_PER_COLUMN = 8
PLACES, EXAMPLES = 3, 5


@dataclass(frozen=True)
class Action:
    """One repair: what is wrong (`what`), what to do (`now`), in how many places, and where the first ones are."""

    rule: str
    severity: str
    what: str
    now: str
    count: int
    sheet: str = ""
    header: str = ""
    value: str = ""
    proposal: str = ""
    places: list[str] = field(default_factory=list)


def repair_actions(found: Iterable[Finding]) -> list[Action]:
    """Every finding is in exactly one action; what stops the file comes first, then what frees most rows."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in found:
        groups.setdefault(_key(finding), []).append(finding)
    groups = _words_together(groups)
    actions = sorted((_action(group) for group in groups.values()), key=lambda a: (ORDER[a.severity], -a.count))
    if len(actions) <= MOST:
        return actions
    rest = actions[MOST - 1 :]
    count = sum(action.count for action in rest)
    others = Action("other", rest[0].severity, say("action.other", n=len(rest)), say("action.other.now"), count)
    return [*actions[: MOST - 1], others]


def _key(finding: Finding) -> tuple[str, ...]:
    """What is repaired in one go: a word wherever it stands, a column's habit, every column that nobody knows."""
    if _is_word(finding):
        return (finding.severity, finding.rule, finding.header, finding.value.casefold())
    if finding.rule == "table.column_is_known":
        return (finding.severity, finding.rule)
    if not finding.kind:
        return (finding.severity, finding.rule, finding.header, finding.sentence)
    # Two datasets from one table have a rule each for the same cell. A notice keeps its rule: that is what is explained.
    rule = finding.rule if finding.severity in ("notice", "signal") else ""
    return (finding.severity, rule, finding.header, finding.sheet, finding.kind)


def _is_word(finding: Finding) -> bool:
    return finding.rule.endswith(".is_known") and bool(finding.kind) and finding.value not in ("", MASK)


def _words_together(groups: dict[tuple[str, ...], list[Finding]]) -> dict[tuple[str, ...], list[Finding]]:
    """A column with many unknown words holds something else than was agreed: those without a proposal become one action."""
    columns: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for key, group in groups.items():
        if _is_word(group[0]) and not group[0].proposal:
            columns.setdefault(key[:3], []).append(key)
    for column, keys in columns.items():
        if len(keys) > WORDS_PER_COLUMN:
            together = [finding for key in keys for finding in groups.pop(key)]
            groups[(*column, "")] = together
    return groups


def _action(group: list[Finding]) -> Action:
    first = group[0]
    values = list(dict.fromkeys(finding.value for finding in group if finding.value not in ("", MASK)))
    proposals = list(dict.fromkeys(finding.proposal for finding in group if finding.proposal))
    sheets = {finding.sheet for finding in group}
    places = [place(finding.sheet, finding.row, "", finding.letters) for finding in group if finding.row is not None]
    return Action(
        first.rule, first.severity, _what(group, values), _now(first, values, proposals),
        _places(group), first.sheet if len(sheets) == 1 else "", first.header,
        values[0] if len(values) == 1 else "", proposals[0] if len(proposals) == 1 else "",
        list(dict.fromkeys(places))[:PLACES],
    )  # fmt: skip


def _places(group: list[Finding]) -> int:
    """In how many places it is: a row that gave several records is repaired once."""
    named = {(finding.sheet, finding.row) for finding in group if finding.row is not None}
    return len(named) + sum(finding.count for finding in group if finding.row is None)


def _what(group: list[Finding], values: list[str]) -> str:
    first = group[0]
    if not first.kind:
        return first.sentence
    if first.rule == "table.column_is_known":
        headers = list(dict.fromkeys(finding.header for finding in group))
        return say("action.columns", n=len(headers), headers=_listed(headers))
    what = first.kind[0].upper() + first.kind[1:]
    if _is_word(first):
        return say("action.word", what=what, value=_listed(values))
    where = say("action.in_column", header=first.header) if first.header else ""
    example = say("action.such_as", value=values[0]) if values and first.kind not in values[0] else ""
    return f"{what.rstrip('.')}{where}{example}"


def _listed(words: list[str]) -> str:
    shown = ", ".join(f"'{word}'" for word in words[:EXAMPLES])
    return shown if len(words) <= EXAMPLES else say("action.and_more", listed=shown, n=len(words) - EXAMPLES)


def _now(first: Finding, values: list[str], proposals: list[str]) -> str:
    """What to do: the proposal when there is one, else by what kind of mistake it is."""
    if len(proposals) == 1 and len(values) <= 1:
        return say("action.do_you_mean", proposal=proposals[0])
    if proposals:
        return say("action.proposals", proposal=proposals[0])
    if not first.kind:
        return ""
    if first.rule == "table.column_is_known":
        return say("action.columns.now")
    if _is_word(first):
        return say("action.word.now")
    if first.rule.endswith(".key_stands_once"):
        return say("action.now.differs" if "andere inhoud" in first.kind else "action.now.twice")
    return say(f"action.now.{first.severity}")
