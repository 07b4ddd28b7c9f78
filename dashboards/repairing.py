"""The repairs of every delivery that matters → the few that a steward sees: the same mistake in many months is one. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboards.cells import plain
from dashboards.records import OpenAction
from pipelines import words
from pipelines.words import Lang, say

ORDER = ("blocks", "quarantines", "notice", "signal")
EXPLAINABLE = ("notice", "signal")
KINDS = ("blocks", "quarantines", "notice", "explained")
MONTHS_NAMED = 3


@dataclass(frozen=True)
class Repair:
    """One mistake of one kind of file: the deliveries in which it stands, newest first."""

    actions: tuple[OpenAction, ...]

    @property
    def newest(self) -> OpenAction:
        """The delivery that tells it: the newest."""
        return self.actions[0]

    @property
    def id(self) -> str:
        """Short and the same in every run, for a link."""
        return hashlib.sha256("|".join(_key(self.newest)).encode()).hexdigest()[:10]

    @property
    def count(self) -> int:
        """In how many places it stands, over all deliveries."""
        return sum(action.count for action in self.actions)

    @property
    def is_explained(self) -> bool:
        """True when the supplier said of every delivery why it is right."""
        return all(action.explained for action in self.actions)

    @property
    def kind(self) -> str:
        """Under which choice of the page it falls."""
        if self.is_explained:
            return "explained"
        return "notice" if self.newest.severity in EXPLAINABLE else self.newest.severity

    @property
    def may_explain(self) -> bool:
        """True for what a supplier may explain."""
        return self.newest.severity in EXPLAINABLE and not self.newest.explained


def together(actions: Iterable[OpenAction]) -> list[Repair]:
    """What stops a file first, then what sets most rows apart; what was explained last."""
    rows = sorted(actions, key=lambda action: (_key(action), action.period, action.receipt_id), reverse=True)
    repairs = [Repair(tuple(group)) for _, group in groupby(rows, key=_key)]
    return sorted(repairs, key=lambda one: (one.is_explained, ORDER.index(one.newest.severity), -one.count, one.id))


def _key(action: OpenAction) -> tuple[str, ...]:
    """A word is repaired as that word, and what has no column by its own sentence."""
    about = action.value.casefold() if action.may_map else "" if action.header else action.what
    return (action.partner, action.delivery or action.file, action.severity, action.rule, action.header, about)


def months(repair: Repair, lang: Lang) -> str:
    """'oktober 2026', 'aug 26, sep 26, okt 26' or 'in 8 leveringen, jan 26 t/m okt 26'."""
    periods = sorted({action.period for action in repair.actions})
    if len(periods) == 1:
        return words.month(periods[0], lang)
    shown = [words.month_short(period, lang) for period in periods]
    if len(shown) <= MONTHS_NAMED:
        return ", ".join(shown)
    return say("findings.months", lang, n=len(periods), first=shown[0], last=shown[-1])


def row(repair: Repair, lang: Lang) -> dict[str, str]:
    """One repair as a row of the list."""
    one = repair.newest
    where = " · ".join(part for part in (one.partner_name, one.delivery_title, months(repair, lang)) if part)
    now = say("receipt.explained", lang, text=plain(one.explained)) if repair.is_explained else plain(one.now)
    return {
        say("column.count", lang): words.number(repair.count, lang),
        say("column.what", lang): f"{plain(one.what)}  \n:gray[{plain(where)}]",
        say("column.now", lang): now or say("cell.none", lang),
        say("column.severity", lang): say(f"severity.{one.severity}", lang),
    }


def label(repair: Repair, lang: Lang) -> str:
    """How a repair is called in the box that chooses it."""
    one = repair.newest
    return f"{one.partner_name} · {one.delivery_title}: {one.what} ({words.number(repair.count, lang)})"


def of_kind(repairs: Sequence[Repair], kind: str, partner: str) -> list[Repair]:
    """The repairs of one partner ('all') and one kind ('open': everything that was not explained)."""
    return [
        one
        for one in repairs
        if partner in ("all", one.newest.partner) and (one.kind == kind or (kind == "open" and not one.is_explained))
    ]
