"""Figures that are too small to be shown → those plus the cheapest others, until nobody can compute one back.

Pure. What makes a count safe is another table that fits everything that is still shown: along places, years and kinds of
count at once some counts go up and others down. Such a table is found and hidden in one step, and kept as the proof.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np

from pipelines.stages.disclose.audit import Change, Reasons, extremes, open_counts, targets
from pipelines.stages.disclose.system import Attacker, Flags, Floats, System, Whole
from pipelines.stages.disclose.tables import NEAR, Tables
from pipelines.stages.disclose.ways import NEVER

SMALL = 60
"""Up to so many figures it is tried again with other prices, and to show each complement again."""
STARTS = 3
ROUNDS = 8
HARD = 40
"""Of how many counts at most an integer programme is asked what no search found."""
HARD_SYSTEM = 1000
"""In a system of up to how many counts it also looks for another reason to hide, when none remains by itself."""
TRIFLE = 1e-4
DEAR = 15.0
"""From which cost of a count on an integer programme is asked whether it can be had for less."""


def hide(
    system: System,
    primary: Flags,
    attackers: Sequence[Attacker],
    every: bool = True,
    locked: Flags | None = None,
    known: Sequence[Change] = (),
) -> tuple[Flags, list[Change]]:
    """Which figures to hide (per figure), and the other tables that prove that nobody can tell.

    `primary` are the figures that hide for themselves; `every` protects each hidden count, else only those too small to
    be shown. `locked` figures cannot be hidden any more: they are known. `known` are tables that were found before, within
    what is primary here. What cannot be protected stays open: ask the audit.
    """
    price = system.weight if locked is None else np.where(locked & ~primary, NEVER, system.weight)
    random, best = np.random.default_rng(0), None
    for start in range(STARTS if system.figures <= SMALL else 1):
        noise = random.uniform(0.5, 1.5, system.figures) if start else np.ones(system.figures)
        search = Search(system, attackers, primary, price * noise, every)
        search.forget(search.hidden, list(known))
        search.protect()
        search.show_unused(primary)
        search.protect()
        if system.figures <= SMALL:
            search.show_again(primary)
        cost = (search.is_open(), float(system.weight[search.hidden].sum()))
        if best is None or cost < best[0]:
            best = cost, search
    if best is None:
        raise AssertionError("at least one start is always tried")
    return best[1].hidden, best[1].changes


class Search(Tables):
    """What is hidden so far in one system: it grows until every count has its room."""

    def __init__(
        self, system: System, attackers: Sequence[Attacker], primary: Flags, price: Floats, every: bool
    ) -> None:
        super().__init__(system, attackers, primary, price)
        self.every = every

    def protect(self) -> None:
        """Give every target room before every attacker, hiding more where need be."""
        for turn in range(ROUNDS):
            left = self.open_counts()
            if not len(left):
                return
            before = self.hidden.sum()
            if turn:
                self.look_for_reasons()
            for count in left[np.argsort(self.system.value[left], kind="stable")]:
                self.give_room(int(count))
            stuck = turn > 0 and self.hidden.sum() == before and self.is_open()
            if stuck and not self.prove_exactly() and not self.hide_around(self.open_counts()):
                return

    def open_counts(self) -> Whole:
        """Targets that some attacker can narrow too far, as the audit finds it."""
        found = open_counts(self.system, self.hidden, self.attackers, self.changes, self.every)
        return np.unique(np.concatenate(list(found.values()))) if found else np.empty(0, dtype=np.int64)

    def is_open(self) -> bool:
        """Whether anything can still be narrowed."""
        return len(self.open_counts()) > 0

    def give_room(self, count: int) -> None:
        """Let one count be anything in a wide enough range, for every attacker, in the cheapest of four manners.

        Either by tables that none of the attackers can rule out, or by one after the other for those who still can; and
        either by a single way that gives all the room, or by whatever gives most room for its price.
        """
        if not self.waiting(count).any():
            return
        best: tuple[tuple[float, float], list[Change]] = ((np.inf, np.inf), [])
        for at_once, thrifty in product((True, False), (True, False)):
            found = self.attempt(count, at_once, thrifty)
            best = min(best, found, key=lambda attempt: attempt[0])
            if best[0] <= (0, 0.0):
                break
        if best[0] > (0, DEAR):
            best = min(best, self.attempt_exactly(count, best[0][1]), key=lambda attempt: attempt[0])
        for change in best[1]:
            self.take(change)

    def attempt_exactly(self, count: int, below: float) -> tuple[tuple[float, float], list[Change]]:
        """As `attempt`, out of all tables that there are: what an integer programme finds that costs less than `below`."""
        changes: list[Change] = []
        fee, cost, width = self.fee.copy(), 0.0, float(self.system.width[count])
        waiting = np.flatnonzero(self.waiting(count))
        for readers in [waiting, *(waiting[[number]] for number in range(len(waiting)) if len(waiting) > 1)]:
            if not self.waiting(count, changes)[readers].all() or cost >= below:
                continue
            known, least = self.knowledge(readers)
            together = Attacker("together", known[:-2], least[:-2])
            toll = (fee[:-1] / width + TRIFLE)[self.system.figure]
            toll[(fee[:-1] >= below)[self.system.figure]] = np.inf
            for change in extremes(self.system, self.hidden, together, count, False, width, toll):
                moved = np.unique(self.figure[change.counts])
                changes.append(change)
                cost += float(fee[moved].sum())
                fee[moved] = 0.0
        return (float(self.waiting(count, changes).sum()), cost), changes

    def look_for_reasons(self) -> None:
        """From here on only tables count that leave a reason to hide."""
        self.reasons = Reasons(self.system, self.hidden)
        self.forget(self.hidden, [change for change in self.changes if self.reasons.remain(change)])

    def prove_exactly(self) -> bool:
        """Ask an integer programme for what no search found, hiding more where need be; tells whether it helped."""
        left = self.open_counts()
        if len(left) > HARD:
            return False
        before = len(self.changes)
        for count, as_is, with_rule in product(left.tolist(), (True, False), (False, True)):
            if with_rule and len(self.system.value) > HARD_SYSTEM:
                continue
            width = float(self.system.width[count])
            for reader in np.flatnonzero(self.waiting(count)).tolist():
                toll = (self.fee[:-1] / width + TRIFLE)[self.system.figure]
                toll[toll >= (2 * TRIFLE if as_is else NEVER / 2 / width)] = np.inf
                if as_is:
                    toll[~self.ways.nearby(count, NEAR[-1])] = np.inf
                found = extremes(self.system, self.hidden, self.attackers[reader], count, with_rule, width, toll)
                for change in found:
                    if len(change.counts) and (self.reasons is None or self.reasons.remain(change)):
                        self.take(change)
        return len(self.changes) > before and len(self.open_counts()) < len(left)

    def hide_around(self, left: Whole) -> bool:
        """The last resort: hide all that adds up directly with what is still open; tells whether there was anything."""
        touched = self.system.equations[np.unique(self.system.equations[:, left].nonzero()[0])].indices
        more = np.unique(self.system.figure[touched])
        more = more[(self.price[more] < NEVER / 2) & ~self.hidden[more]]
        self.hidden[more], self.fee[more] = True, 0.0
        return len(more) > 0

    def show_unused(self, primary: Flags) -> None:
        """Show each complement again that no table needs, once the tables are left out that others have made needless."""
        asked = targets(self.system, self.hidden, self.every)
        moves = [np.unique(self.figure[change.counts]) for change in self.changes]
        used = np.bincount(np.concatenate([*moves, np.empty(0, dtype=np.int64)]), minlength=self.system.figures)
        price = np.where(primary, 0.0, self.system.weight)
        alone = [float((price[figures] / used[figures]).sum()) for figures in moves]
        needed = []
        for number in np.argsort(-np.array(alone), kind="stable"):
            change, fooled = self.changes[number], self.fooled(self.changes[number])
            entries = [
                (int(count), (float(by), fooled))
                for count, by in zip(change.counts, change.by, strict=True)
                if asked[count]
            ]
            kept = {count: self.seen[count] for count, _ in entries}
            for count, entry in entries:
                self.seen[count] = [one for one in self.seen[count] if one[0] != entry[0] or (one[1] != entry[1]).any()]
            if any(self.waiting(count).any() for count in kept):
                self.seen |= kept
                needed.append(change)
        self.fee = np.append(np.where(primary, 0.0, self.price), 0.0)
        self.forget(primary.copy(), needed)

    def show_again(self, primary: Flags) -> None:
        """Show each complement again that turns out not to be needed, dearest first."""
        for figure in np.argsort(-self.system.weight, kind="stable"):
            if not self.hidden[figure] or primary[figure]:
                continue
            kept = self.hidden.copy(), self.changes, self.fee.copy()
            trial = self.hidden.copy()
            trial[figure] = False
            self.forget(trial, [c for c in self.changes if not (self.figure[c.counts] == figure).any()])
            self.fee = np.append(np.where(trial, 0.0, NEVER), 0.0)
            self.protect_as_is()
            if self.is_open():
                self.forget(kept[0], kept[1])
            self.fee = np.append(np.where(self.hidden, 0.0, self.price), 0.0)

    def protect_as_is(self) -> None:
        """Find tables within what is hidden already."""
        self.look_for_reasons()
        for count in self.open_counts():
            self.give_room(int(count))

    def forget(self, hidden: Flags, changes: list[Change]) -> None:
        """Go on from what was hidden and found then."""
        self.hidden, self.changes, self.seen = hidden, [], {}
        for change in changes:
            self.take(change)
