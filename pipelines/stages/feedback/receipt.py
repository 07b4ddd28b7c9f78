"""What was decided about a delivery → a receipt that its supplier can read: one HTML page that needs nothing else, or text.

Does not decide and does not look anything up: whoever calls it brings the names. The words stand in `pipelines/words.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path

from pipelines.findings import NOT_USED
from pipelines.stages.feedback.actions import Action
from pipelines.words import moment, month, number, percent, say

CSS = Path(__file__).with_name("receipt.css")
REFUSED = ("rejected", "destroyed", "unknown_file")
WIDTH = 78


@dataclass(frozen=True)
class Told:
    """Everything that stands on one receipt; counts are source rows, `totals` (dataset, column, sum) of what was used.

    `explained` holds actions with what the supplier said about them: kept, and no longer asked.
    """

    partner: str
    title: str
    period: str
    file: str
    reference: str
    arrived_at: datetime
    processed_at: datetime
    outcome: str
    sentence: str
    demo: bool
    workbook: bool
    rows: int = 0
    used: int = 0
    quarantined: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    stated_rows: int | None = None
    records: list[tuple[str, int]] = field(default_factory=list)
    totals: list[tuple[str, str, float]] = field(default_factory=list)
    difference: list[tuple[str, int, int, int]] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    explained: list[tuple[Action, str]] = field(default_factory=list)

    @property
    def shares(self) -> list[tuple[str, int]]:
        """What became of the source rows; together they are all. `unused` are those of a refused file that are not used for that alone."""
        unused = self.skipped.get(NOT_USED)
        found = [
            ("used", self.used),
            ("apart", self.quarantined),
            ("skipped", sum(self.skipped.values()) - (unused or 0)),
        ]
        return found if unused is None else [*found[:2], ("unused", unused), found[2]]

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """The skipped rows by kind."""
        return [(kind, count) for kind, count in self.skipped.items() if kind != NOT_USED and count]

    @property
    def without_rows(self) -> str:
        """The sentence in place of a balance: there are no rows, or they were never counted."""
        return say("proof.rows.not_counted" if self.outcome in REFUSED and not self.skipped else "proof.rows.none")

    @property
    def next_steps(self) -> list[str]:
        """What happens now, and what the supplier may do."""
        apart = self.outcome.startswith("accepted") and self.quarantined > 0
        steps = [say("proof.next.apart" if apart else f"proof.next.{self.outcome}")]
        if self.actions and self.outcome != "destroyed":
            steps.append(say("proof.next.copy", reference=self.reference))
        if any(action.severity == "notice" for action in self.actions):
            steps.append(say("proof.next.explain"))
        if self.workbook:
            steps.append(say("proof.next.not_read"))
        return steps


def page(told: Told) -> str:
    """The receipt as one HTML document: no script, nothing fetched, good on paper."""
    title = say("proof.title", partner=told.partner, title=told.title, period=month(told.period))
    parts = [
        _head(told),
        *_balance(told),
        *_totals(told),
        *_difference(told),
        *_actions(told),
        _next(told),
        _foot(told),
    ]
    style = CSS.read_text(encoding="utf-8")
    demo = f'<div class="demo">{_(say("proof.demo"))}</div>' if told.demo else ""
    return (
        f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{_(title)}</title><style>\n{style}</style></head>\n<body>{demo}<main>\n"
        + "\n".join(parts)
        + "\n</main></body></html>\n"
    )


def _(text: str) -> str:
    return escape(text, quote=True)


def _head(told: Told) -> str:
    tone = " refused" if told.outcome in REFUSED else ""
    arrived = say("proof.arrived", file=told.file, at=moment(told.arrived_at))
    return (
        f'<header><p class="over">{_(say("proof.over"))} · {_(told.partner)}</p>'
        f"<h1>{_(told.title)} {_(month(told.period))}</h1>"
        f'<p class="soft">{_(arrived)}</p><span class="badge{tone}">{_(say(f"outcome.{told.outcome}"))}</span>'
        f'<p class="lead">{_(told.sentence)}</p></header>'
    )


def _section(heading: str, *content: str) -> str:
    return f"<section><h2>{_(heading)}</h2>{''.join(content)}</section>"


def _balance(told: Told) -> Iterator[str]:
    if not told.rows:
        yield _section(say("proof.rows"), f"<p>{_(told.without_rows)}</p>")
        return
    bar = "".join(
        f'<i class="{name}" style="width:{100 * count / told.rows:.2f}%"></i>' for name, count in told.shares if count
    )
    lines = "".join(
        f'<tr><th scope="row"><span class="dot {name}"></span>{_(say(f"proof.rows.{name}"))}</th>'
        f'<td class="n">{number(count)}</td><td class="n">{percent(count / told.rows)}</td></tr>'
        + (_kinds(told) if name == "skipped" else "")
        for name, count in told.shares
    )
    total = (
        f'<tr class="sum"><th scope="row">{_(say("proof.rows.source"))}</th>'
        f'<td class="n">{number(told.rows)}</td><td class="n">{percent(1, digits=0)}</td></tr>'
    )
    head = _columns(say("proof.rows.what"), say("column.rows"), say("proof.rows.share"))
    balance = f'<div class="bar" aria-hidden="true">{bar}</div><table>{head}<tbody>{lines}{total}</tbody></table>'
    yield _section(say("proof.rows"), balance)


def _kinds(told: Told) -> str:
    return "".join(
        f'<tr class="kind"><th scope="row">{_(say(f"skipped.{kind}"))}</th><td class="n">{number(count)}</td><td></td></tr>'
        for kind, count in told.kinds
    )


def _columns(first: str, *others: str) -> str:
    cells = "".join(f'<th scope="col" class="n">{_(name)}</th>' for name in others)
    return f'<thead><tr><th scope="col">{_(first)}</th>{cells}</tr></thead>'


def _totals(told: Told) -> Iterator[str]:
    lines = [(what, value) for what, value in _control(told)]
    if lines:
        rows = "".join(f'<tr><th scope="row">{_(what)}</th><td class="n">{value}</td></tr>' for what, value in lines)
        intro = f'<p class="soft">{_(say("proof.totals.note"))}</p>'
        yield _section(say("proof.totals"), intro, f"<table><tbody>{rows}</tbody></table>")


def _control(told: Told) -> Iterator[tuple[str, str]]:
    """What the supplier can lay beside its own system, as a line and its figure."""
    if told.stated_rows is not None:
        yield say("proof.totals.stated"), number(told.stated_rows)
    for label, count in told.records:
        yield say("proof.totals.records", dataset=label), number(count)
    for label, column, total in told.totals:
        yield say("proof.totals.sum", dataset=label, column=column), number(total, digits=None if total % 1 else 0)


def _difference(told: Told) -> Iterator[str]:
    if told.difference:
        head = _columns(say("column.dataset"), *(say(f"proof.difference.{kind}") for kind in CHANGES))
        rows = "".join(
            f'<tr><th scope="row">{_(label)}</th>{"".join(f"<td class=n>{number(n)}</td>" for n in counts)}</tr>'
            for label, *counts in told.difference
        )
        yield _section(say("proof.difference"), f"<table>{head}<tbody>{rows}</tbody></table>")


CHANGES = ("new", "changed", "vanished")


def _actions(told: Told) -> Iterator[str]:
    if told.actions:
        intro = f'<p class="soft">{_(say("proof.actions.note"))}</p>'
        listed = "".join(_action(action) for action in told.actions)
        yield _section(say("proof.actions"), intro, f"<ol>{listed}</ol>")
    elif told.outcome.startswith("accepted"):
        yield _section(say("proof.actions"), f"<p>{_(say('proof.actions.none'))}</p>")
    if told.explained:
        listed = "".join(_action(action, said) for action, said in told.explained)
        yield _section(say("proof.explained"), f"<ol>{listed}</ol>")


def _action(action: Action, said: str = "") -> str:
    now = f'<div class="now">→ {_(action.now)}</div>' if action.now and not said else ""
    where = f'<div class="where">{_(_where(action))}</div>' if action.places else ""
    quoted = f'<div class="now">{_(said)}</div>' if said else ""
    tag = f'<span class="tag {action.severity}">{_(say(f"severity.{action.severity}"))}</span>'
    return f'<li><div class="count">{number(action.count)} ×</div><div>{_(action.what)} {tag}{now}{quoted}{where}</div></li>'


def _where(action: Action) -> str:
    listed = ", ".join(action.places)
    more = action.count - len(action.places)
    return say("proof.actions.where", places=listed) + (say("proof.actions.more", n=more) if more > 0 else "")


def _next(told: Told) -> str:
    return _section(say("proof.next"), *(f"<p>{_(step)}</p>" for step in told.next_steps))


def _foot(told: Told) -> str:
    return f"<footer>{_(say('proof.foot', reference=told.reference, at=moment(told.processed_at)))}</footer>"


def text(told: Told) -> str:
    """The same receipt as plain text, for an e-mail."""
    lines = [say("proof.demo").upper(), ""] if told.demo else []
    lines += [say("proof.title", partner=told.partner, title=told.title, period=month(told.period))]
    lines += [say("proof.arrived", file=told.file, at=moment(told.arrived_at)), ""]
    lines += [f"{say('column.outcome')}: {say(f'outcome.{told.outcome}')}", told.sentence]
    lines += ["", say("proof.rows").upper()]
    if told.rows:
        lines += [_line(say(f"proof.rows.{name}"), number(count)) for name, count in told.shares]
        lines += [_line(f"    {say(f'skipped.{kind}')}", number(count)) for kind, count in told.kinds]
        lines += [_line(say("proof.rows.source"), number(told.rows))]
    else:
        lines.append(f"  {told.without_rows}")
    if control := list(_control(told)):
        lines += ["", say("proof.totals").upper(), *(_line(what, value) for what, value in control)]
    if told.difference:
        lines += ["", say("proof.difference").upper()]
        for label, *changes in told.difference:
            said = ", ".join(
                f"{number(n)} {say(f'proof.difference.{kind}')}" for kind, n in zip(CHANGES, changes, strict=True)
            )
            lines.append(f"  {label}: {said}")
    if told.actions:
        lines += ["", say("proof.actions").upper()]
        for action in told.actions:
            lines.append(f"  {number(action.count)} × {action.what} ({say(f'severity.{action.severity}')})")
            lines += [f"      → {action.now}"] if action.now else []
            lines += [f"      {_where(action)}"] if action.places else []
    if told.explained:
        lines += ["", say("proof.explained").upper()]
        lines += [f"  {number(action.count)} × {action.what}: {said}" for action, said in told.explained]
    lines += ["", say("proof.next").upper(), *(f"  {step}" for step in told.next_steps)]
    lines += ["", say("proof.foot", reference=told.reference, at=moment(told.processed_at))]
    return "\n".join(lines) + "\n"


def _line(what: str, value: str) -> str:
    return f"  {what}{' ' * max(2, WIDTH - len(what) - len(value))}{value}"
