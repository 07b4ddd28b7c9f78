"""Figures that are too small to be shown → those plus the cheapest others, until nobody can compute one back.

Pure. Every figure that is hidden besides was needed for another table that fits what is still shown; so what makes a
count safe is found and hidden in one step.
"""

from collections.abc import Sequence

import numpy as np

from pipelines.stages.disclose.audit import Seen, look, nothing_seen, open_targets, share, widen, wish
from pipelines.stages.disclose.system import Attacker, Flags, Floats, System, Whole

SMALL = 40
STARTS = 2
FEW = 300
MANY = 64
TURNS = 12


class CannotBeProtected(Exception):
    """Counts that one of the attackers can narrow whatever else is hidden."""

    def __init__(self, left: dict[str, list[int]]) -> None:
        self.left = left
        told = "; ".join(f"{name}: {len(counts)} counts" for name, counts in left.items())
        super().__init__(f"these readers can narrow a hidden count whatever is hidden: {told}")


def hide(
    system: System, primary: Flags, attackers: Sequence[Attacker], every: bool = True, forced: Flags | None = None
) -> tuple[Flags, list[Seen]]:
    """Which figures to hide (per figure), and per attacker the room that every count has.

    `primary` are the figures that hide for themselves; `every` protects each hidden count, else only those too small to
    be shown. `forced` figures cannot be hidden any more: they are known. Counts that cannot be protected keep what room
    they have: ask `open_targets`.
    """
    locked = np.zeros(system.figures, dtype=bool) if forced is None else forced & ~primary
    price = np.where(locked, np.inf, system.weight)
    if system.figures > SMALL:
        return _greedy(system, primary, attackers, every, price)
    # In a small table the first way found is often not the cheapest: try some, with prices a little different.
    random, best, found = np.random.default_rng(0), np.inf, None
    for start in range(STARTS):
        noise = random.uniform(0.5, 1.5, system.figures) if start else 1.0
        hidden, seen = _greedy(system, primary, attackers, every, price * noise)
        hidden, seen = _tidied(system, hidden, primary, attackers, every, seen)
        safe = not any(len(open_targets(system, one, targets(system, hidden, every))) for one in seen)
        cost = float(system.weight[hidden].sum()) if safe else float("inf")
        if found is None or cost < best:
            best, found = cost, (hidden, seen)
        if hidden.sum() == primary.sum():
            break
    if found is None:
        raise AssertionError("at least one start is always tried")
    return found


def _greedy(
    system: System, primary: Flags, attackers: Sequence[Attacker], every: bool, price: Floats
) -> tuple[Flags, list[Seen]]:
    hidden = primary.copy()
    seen = [nothing_seen(system, attacker) for attacker in attackers]
    for _ in range(TURNS):
        before = hidden.sum()
        for one in seen:
            _protect(system, hidden, one, every, price[system.figure] / system.width, seen)
        if hidden.sum() == before:
            break
    return hidden, seen


def targets(system: System, hidden: Flags, every: bool) -> Flags:
    """Counts that must not be narrowed."""
    inside = hidden[system.figure]
    return inside if every else inside & system.small(system.value)


def _protect(system: System, hidden: Flags, seen: Seen, every: bool, price: Floats, others: Sequence[Seen]) -> None:
    """Hide more until one attacker has nothing left; changes `hidden` in place."""
    for turn in range(TURNS):
        least = 1 if len(targets(system, hidden, every)) <= FEW or turn else MANY
        left = look(system, hidden, seen, targets(system, hidden, every), least=least, others=others, seed=turn)
        if not len(left):
            return
        before = hidden.sum()
        if system.figures <= SMALL or turn > 1:
            for count in left:
                _one(system, hidden, seen, int(count), price)
        else:
            _many(system, hidden, seen, left, price, others)
        if turn > 2 and hidden.sum() == before and not _around(system, hidden, left, price):
            return


def _around(system: System, hidden: Flags, left: Whole, price: Floats) -> bool:
    """The last resort: hide all that adds up directly with what is still open; tells whether there was anything."""
    touched = system.equations[np.unique(system.equations[:, left].nonzero()[0])].indices
    more = np.unique(system.figure[touched[np.isfinite(price[touched])]])
    more = more[~hidden[more]]
    hidden[more] = True
    return len(more) > 0


def _many(system: System, hidden: Flags, seen: Seen, left: Whole, price: Floats, others: Sequence[Seen]) -> None:
    """Give many counts room, some at a time, so that what one needs helps the next."""
    for chunk in np.array_split(left, max(1, len(left) // MANY)):
        for sign in (1.0, -1.0, 1.0):
            still = chunk[np.isin(chunk, open_targets(system, seen, np.ones(len(system.value), dtype=bool)))]
            if len(still):
                change = widen(system, hidden, seen, wish(system, seen, still, np.full(len(still), sign)), price)
                _take(system, hidden, change)
                share(system, change, others)


def _one(system: System, hidden: Flags, seen: Seen, count: int, price: Floats) -> None:
    """Give one count room, in the cheapest of two ways: all the way up, or down first and the rest up."""
    if seen.width()[count] >= system.width[count] - 1e-6:
        return
    tries: list[tuple[float, Flags, Floats, Floats]] = []
    for order in ((1.0,), (-1.0, 1.0)):
        trial, found = hidden.copy(), Seen(seen.attacker, seen.low, seen.high)
        for sign in order:
            wanted = wish(system, found, np.array([count]), np.array([sign]))
            _take(system, trial, widen(system, trial, found, wanted, price))
        if found.width()[count] >= system.width[count] - 1e-6:
            tries.append((float(system.weight[trial & ~hidden].sum()), trial, found.low, found.high))
    if tries:
        _, trial, seen.low, seen.high = min(tries, key=lambda entry: entry[0])
        hidden |= trial


def _take(system: System, hidden: Flags, change: Floats | None) -> None:
    if change is not None:
        hidden[system.figure[np.abs(change) > 1e-9]] = True


def _tidied(
    system: System, hidden: Flags, primary: Flags, attackers: Sequence[Attacker], every: bool, seen: list[Seen]
) -> tuple[Flags, list[Seen]]:
    """Show again what turns out not to be needed, dearest first; only worth its time in a small table."""
    extra = np.flatnonzero(hidden & ~primary)
    lines = [np.unique(system.figure[line.indices]) for line in system.equations]
    for figures in [*lines, *(np.array([one]) for one in extra[np.argsort(-system.weight[extra], kind="stable")])]:
        again = figures[hidden[figures] & ~primary[figures]]
        if not len(again):
            continue
        trial = hidden.copy()
        trial[again] = False
        found = [nothing_seen(system, attacker) for attacker in attackers]
        if not any(len(look(system, trial, one, targets(system, trial, every), others=found)) for one in found):
            hidden, seen = trial, found
    return hidden, seen


def unprotected(system: System, hidden: Flags, attackers: Sequence[Attacker], every: bool = True) -> dict[str, Whole]:
    """From scratch: per attacker the counts that it can narrow too far; empty when all is safe."""
    found: dict[str, Whole] = {}
    for attacker in attackers:
        seen = nothing_seen(system, attacker)
        left = look(system, hidden, seen, targets(system, hidden, every))
        if len(left):
            found[attacker.name] = open_targets(system, seen, targets(system, hidden, every))
    return found
