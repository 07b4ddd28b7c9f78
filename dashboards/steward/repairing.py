"""The repairs of every delivery that matters → the few that a steward sees: the same mistake in many months is one. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboards.cells import capital, plain
from dashboards.records.desk import OpenAction
from pipelines import words
from pipelines.words import Lang, say

ORDER = ("blocks", "quarantines", "notice", "signal")
EXPLAINABLE = ("notice", "signal")
KINDS = ("blocks", "quarantines", "notice", "explained")
# The end of a rule's name says what kind of mistake it is, and with it who can repair it.
THEMES = {
    "is_known": "words",
    "is_readable": "unreadable",
    "is_whole": "unreadable",
    "is_filled": "empty",
    "key_stands_once": "double",
    "little_vanished": "vanished",
}
ALL_THEMES = ("file", "words", "unreadable", "empty", "double", "agreement", "vanished")
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
    def theme(self) -> str:
        """What kind of mistake it is: words, unreadable, empty, double, vanished, file, or against an agreement."""
        rule = self.newest.rule
        if rule.startswith(("file.", "table.", "row.")):
            return "file"
        return THEMES.get(rule.rpartition(".")[2], "agreement")

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
    explained = one.explained if repair.is_explained else ""
    return told(repair.count, one.what, where, one.now, one.severity, explained, lang)


def told(count: int, what: str, where: str, now: str, severity: str, explained: str, lang: Lang) -> dict[str, str]:
    """A repair in two cells, so that it can be read on a phone: how often, and what, where, and what to do about it."""
    do = say("receipt.explained", lang, text=plain(explained)) if explained else plain(now)
    colour = {"blocks": "orange", "quarantines": "yellow"}.get(severity, "gray")
    lines = [plain(capital(what)), f":gray[{plain(where)}]" if where else "", f"→ {do}" if do else ""]
    effect = say(f"severity.{severity}", lang) if words.knows(f"severity.{severity}") else severity
    shown = "  \n".join(line for line in lines if line)
    return {
        say("column.count", lang): words.number(count, lang),
        say("column.what_now", lang): f"{shown}  \n:{colour}-badge[{plain(effect)}]",
    }


def in_short(repairs: Sequence[Repair], lang: Lang) -> list[dict[str, str]]:
    """What is open by kind of mistake, with whose it is to repair: the few lines that say what a steward's day is about."""
    rows = []
    for theme in ALL_THEMES:
        own = [one for one in repairs if one.theme == theme and not one.is_explained]
        if own:
            counts = {"places": sum(one.count for one in own), "n": len({one.newest.partner for one in own})}
            theirs = say(f"findings.theme.{theme}.who", lang)
            rows.append(
                {
                    say("column.repairs", lang): words.number(len(own), lang),
                    say("findings.theme", lang): f"**{say(f'findings.theme.{theme}', lang)}**  \n{theirs}  \n"
                    f":gray[{say('findings.spread', lang, **counts)}]",
                }
            )
    return rows


def label(repair: Repair, lang: Lang) -> str:
    """How a repair is called in the box that chooses it."""
    one = repair.newest
    return f"{one.partner_name} · {one.delivery_title}: {one.what} ({words.number(repair.count, lang)})"


def of_kind(repairs: Sequence[Repair], partner: str, theme: str, kind: str) -> list[Repair]:
    """The repairs of one partner and one theme ('all' of them), and one kind ('open': what was not explained)."""
    return [
        one
        for one in repairs
        if partner in ("all", one.newest.partner)
        and theme in ("all", one.theme)
        and (one.kind == kind or (kind == "open" and not one.is_explained))
    ]
