"""Rows of a table → the cells that tell them apart.

Does not know what a key is for.
"""

import itertools
from collections.abc import Iterable


def key_of(
    rows: Iterable[tuple[str, ...]], headers: tuple[str, ...], candidates: Iterable[str], always: tuple[str, ...] = ()
) -> tuple[str, ...] | None:
    """The fewest of the candidate columns (two at least, with `always` among them) that together stand once.

    Rows that are wholly the same count as one. None when even five columns do not tell rows apart.
    """
    listed = list(dict.fromkeys(rows))
    fixed = [headers.index(name) for name in always if name in headers]
    places = [headers.index(name) for name in candidates if name in headers and name not in always][:9]
    for size in range(max(1 if fixed else 2, 2 - len(fixed)), 5):
        for chosen in itertools.combinations(places, size):
            combination = (*chosen, *fixed)
            seen = {tuple(row[i].lower() for i in combination) for row in listed if row[combination[0]]}
            filled = sum(bool(row[combination[0]]) for row in listed)
            if filled >= 0.95 * len(listed) and len(seen) >= 0.995 * filled:
                return tuple(headers[i] for i in combination)
    return None


def stand_once(rows: list[tuple[str, ...]], places: list[int]) -> bool:
    """True when these cells together are different in (nearly) every row; one mistake is a mistake."""
    told_apart = [tuple(row[place].lower() for place in places) for row in rows if row[places[0]]]
    return bool(told_apart) and len(set(told_apart)) >= 0.99 * len(told_apart) - (len(told_apart) >= 10)
