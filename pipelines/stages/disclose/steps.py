"""Counts over time of places that hold each other → the days on which the counts of each place may be told.

Pure, and knows no indicator. Who sees a curve on some days sees how many came to which end between any two of them. What is
told keeps one form, in which nobody can narrow a small count: a place has no day that the whole it is drawn in lacks, nor one
that a larger part of that whole lacks, and every step of it, and of what is left of the whole without it, is nobody or enough
people for each reader. Then people can be exchanged between places and days until every small count has its room, and hidden
figures keep theirs (`tests/property/test_nobody_narrows_a_step.py` asks an integer programme).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
"""Kinds × days: how many had come to each end by the end of a day; the last row is who is still followed then."""
Days = tuple[int, ...]
"""Positions in the list of days."""
EVERYWHERE = "all"
MEMBER = 5
"""Below how many people a count stays hidden for who supplied some of them."""
FEWEST = 3
"""Fewer days show no course, and would cost other places theirs."""
BETWEEN = 2
"""A step past days that could have been told is larger than T by this, when all its people came to the same end: whoever knows
the rule knows that there is somebody before and somebody after each such day."""


@dataclass(frozen=True)
class Reader:
    """Who reads: below how many people a count stays hidden for it, and what it knows itself of the counts of each place."""

    threshold: int
    own: Mapping[str, Counts] = field(default_factory=dict)

    def others(self, place: str, counts: Mapping[str, Counts]) -> Counts:
        """What it does not know yet of a place."""
        return counts[place] - self.own[place] if place in self.own else counts[place]


def until(days: npt.ArrayLike, ends: npt.ArrayLike, people: npt.ArrayLike, at: Sequence[float], kinds: int) -> Counts:
    """Counts of people who came to an end (1 … `kinds`; 0 is out of sight, from the next day on) after so many days."""
    lasted, end, number = np.asarray(days)[:, None], np.asarray(ends)[:, None], np.asarray(people, dtype=np.int64)
    rows = [number @ ((end == kind) & (lasted <= np.asarray(at))) for kind in range(1, kinds + 1)]
    rows.append(number @ ((end == 0) & (lasted < np.asarray(at))))
    return np.array([*rows, number.sum() - sum(rows)], dtype=np.int64)


def parts_of(held: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Per place the largest places within it; `held` tells of which locations each place is made."""

    def holds(place: str, other: str) -> bool:
        """Of two places that are the same location, the longer name lies within the other."""
        return held[other] < held[place] or (held[other] == held[place] and len(other) > len(place))

    inside = {place: [other for other in held if holds(place, other)] for place in held}
    return {
        place: tuple(sorted(one for one in found if not any(holds(other, one) for other in found)))
        for place, found in inside.items()
    }


def readers(
    counts: Mapping[str, Counts],
    parts: Mapping[str, Sequence[str]],
    supplied: Iterable[Mapping[str, Counts]],
    threshold: int,
    members: bool,
) -> list[Reader]:
    """Who may read: first whoever knows nothing, then with `members` each site, and who supplied some of the people."""
    found = [Reader(threshold)]
    for site in parts.get(EVERYWHERE, ()) if members else ():
        if site in counts:
            own = {place: counts[place] for place in _within(site, parts) if place in counts}
            found.append(Reader(threshold, own | {EVERYWHERE: counts[site]}))
    return found + [Reader(min(MEMBER, threshold), own) for own in supplied]


def _within(place: str, parts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield place
    for part in parts[place]:
        yield from _within(part, parts)


def narrowest(places: Iterable[str], *limits: Mapping[str, Days] | None) -> dict[str, Days] | None:
    """The days of each place that every limit has; None when there is no limit."""
    given = [limit for limit in limits if limit is not None]
    if not given:
        return None
    return {place: tuple(sorted(set.intersection(*(set(limit.get(place, ())) for limit in given)))) for place in places}


def drawable(
    counts: Mapping[str, Counts],
    parts: Mapping[str, Sequence[str]],
    reading: Sequence[Reader],
    anchors: Mapping[str, int],
    among: Mapping[str, Days] | None = None,
) -> dict[str, Days]:
    """The days of each place that may be told; places without any are left out.

    `anchors`: the places whose figure is shown, and the day of which it tells the counts already; no others are drawn.
    `among`: no other days than these, such as those that other readers see. `reading` as `readers` gives it.
    """
    drawn: dict[str, Days] = {}

    def knowing(place: str) -> list[Reader]:
        """The readers to whom a place is something else than to the one who knows nothing, and that one."""
        return [reader for reader in reading if reader is reading[0] or place in reader.own]

    def chosen(place: str, limit: Iterable[int], rest: Sequence[tuple[Reader, Counts]]) -> Days:
        if place not in anchors or place not in counts:
            return ()
        wanted = set(limit) if among is None else set(limit) & set(among.get(place, ()))
        enough = counts[place][-1] >= reading[0].threshold
        lines = [(reader.others(place, counts), reader.threshold) for reader in knowing(place)]
        lines += [(left - reader.others(place, counts), reader.threshold) for reader, left in rest]
        return _most_days(lines, [day for day in sorted(wanted) if enough[day]], anchors[place])

    def draw_parts(whole: str, limit: Iterable[int]) -> None:
        """The parts of a place that is drawn, the one with most people first."""
        rest = [(reader, reader.others(whole, counts)) for reader in knowing(whole)]
        waiting = [part for part in parts[whole] if part in counts]
        while waiting:
            part = min(waiting, key=lambda one: (-int(counts[one][:, 0].sum()), one))
            waiting.remove(part)
            if days := chosen(part, limit, rest):
                drawn[part] = limit = days
                rest = [(reader, left - reader.others(part, counts)) for reader, left in rest]
                draw_parts(part, days)
            else:
                waiting += [inner for inner in parts[part] if inner in counts]

    inside = {part for found in parts.values() for part in found}
    alone = [place for place in parts if place not in inside]
    while alone:
        place = alone.pop(0)
        if days := chosen(place, range(counts[place].shape[1]) if place in counts else (), ()):
            drawn[place] = days
            draw_parts(place, days)
        else:
            alone += parts[place]
    return drawn


def _most_days(lines: Sequence[tuple[Counts, int]], days: Sequence[int], anchor: int) -> Days:
    """The most days with only safe steps on every line, also to or from the anchor; none when there are fewer than `FEWEST`.

    Each line is what a reader does not know of some counts, and below how many people they stay hidden for it.
    """
    if len(days) < FEWEST:
        return ()
    stops = sorted({*days, anchor})
    number = np.array([-1, *stops])
    skips = number[None, :] - number[:, None] > 1
    safe = np.ones(skips.shape, dtype=bool)
    for line, threshold in lines:
        at = line[:, stops]
        ended = np.hstack([np.zeros((len(line) - 1, 1), dtype=np.int64), at[:-1]])
        step = ended[:, None, :] - ended[:, :, None]
        least = np.where(skips & ((step > 0).sum(axis=0) == 1), threshold + BETWEEN, threshold)
        safe &= ((step == 0) | (step >= least)).all(axis=0)
        safe[:, 1:] &= (at[-1] == 0) | (at[-1] >= threshold)
    best: list[Days | None] = [()]
    since = 0
    for position, stop in enumerate(stops, start=1):
        ways = [
            way
            for way, good in zip(best[since:], safe[since:position, position], strict=True)
            if good and way is not None
        ]
        longest = max(ways, key=len, default=None)
        best.append(longest if longest is None or stop not in days else (*longest, stop))
        since = position if stop == anchor else since
    found = max((way for way in best[since:] if way is not None), key=len, default=())
    return found if len(found) >= FEWEST else ()
