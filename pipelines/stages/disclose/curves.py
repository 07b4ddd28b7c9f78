"""Survival curves of shown figures → the points that may be drawn: nobody can narrow a small count with them (see `steps`)."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from pipelines.stages.disclose.figures import Audience
from pipelines.stages.disclose.steps import Counts, Days, drawable, narrowest, parts_of, readers, until
from pipelines.stages.measure import CURVE, CURVE_DAYS, RETENTION_DAY

PLACE = ["indicator", "role", "cohort", "location"]
DRAWN = [name for name in CURVE if name != "events"]
SUPPLIED_DAY = ["partner", "indicator", "location", "cohort", "role", "days", "ended", "people"]
"""What a supplier that is no site knows of the people in a curve (`measured.supplied_day`)."""
SHARES = {"survival": 3, "low": 3, "high": 3}
"""Decimals: a share of more of them tells in which order people of one step left, and so more than the counts do."""
Key = tuple[str, str, str]
"""Indicator, role, cohort."""
SHOWN = ("final", "provisional")


def disclose_curves(
    curves: pd.DataFrame,
    figures: pd.DataFrame,
    audience: Audience,
    held: Mapping[str, frozenset[str]],
    supplied: pd.DataFrame,
    among: pd.DataFrame | None = None,
    before: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The points of survival curves that an audience may see; `events` stays behind.

    `curves` as `measure.curves` gives them, `figures` as `disclose` does, `held` tells of which locations each place is made,
    `supplied` what suppliers know themselves (`measured.supplied_day`), `among` what members see already, `before` what an
    earlier publication drew: of the same people no other days are drawn than then.
    Curves are of three years together or of each of them, whichever shows most: not both, for they are the same people.
    """
    own = curves[(curves["level"] == "all") & (curves["cohort"] != "all")]
    anchors = figures[figures["status"].isin(SHOWN) & (figures["level"] == "all")]
    shown = {tuple(map(str, key)): set(rows["location"]) for key, rows in anchors.groupby(PLACE[:3])}
    parts, kept, settled = parts_of(held), [], _settled(own, before)
    found: dict[Key, dict[str, Days]] = {}
    for (indicator, role, cohort), rows in own.groupby(PLACE[:3]):
        key = (str(indicator), str(role), str(cohort))
        found[key] = {}
        if key not in shown:
            continue
        counts = {str(place): _counts(points) for place, points in rows.groupby("location")}
        others = _supplied(supplied, *key)
        found[key] = drawable(
            counts,
            parts,
            readers(counts, parts, others, audience.threshold, audience.members),
            dict.fromkeys(shown[key], CURVE_DAYS.index(RETENTION_DAY)),
            narrowest(counts, _days(among, key), _days(before, key) if _years_of(key, settled) else None),
        )
    for key in _either(found):
        for place, days in found[key].items():
            kept += [(*key, place, CURVE_DAYS[day]) for day in days]
    drawn = own.merge(pd.DataFrame(kept, columns=[*PLACE, "day"]), on=[*PLACE, "day"])[DRAWN].round(SHARES)
    return drawn.sort_values([*CURVE[:5], "day"], ignore_index=True)


def _counts(points: pd.DataFrame) -> Counts:
    """Stopped, out of sight and still followed, on each of the days."""
    on = points.sort_values("day")
    stopped, followed = on["events"].to_numpy(dtype=np.int64), on["at_risk"].to_numpy(dtype=np.int64)
    return np.array([stopped, followed[0] + stopped[0] - followed - stopped, followed])


def _supplied(supplied: pd.DataFrame, indicator: str, role: str, cohort: str) -> Iterator[dict[str, Counts]]:
    about = (supplied["indicator"] == indicator) & (supplied["role"] == role) & (supplied["cohort"] == cohort)
    for _, rows in supplied[about].groupby("partner"):
        yield {
            str(place): until(own["days"], own["ended"], own["people"], CURVE_DAYS, 1)
            for place, own in rows.groupby("location")
        }


def _days(drawn: pd.DataFrame | None, key: Key) -> dict[str, Days] | None:
    """The days of each place that are drawn of an indicator, role and cohort."""
    if drawn is None:
        return None
    own = drawn[(drawn["indicator"] == key[0]) & (drawn["role"] == key[1]) & (drawn["cohort"] == key[2])]
    return {str(place): tuple(map(CURVE_DAYS.index, rows["day"])) for place, rows in own.groupby("location")}


def _settled(own: pd.DataFrame, before: pd.DataFrame | None) -> set[Key]:
    """Of whom an earlier publication drew what is still so: their days are chosen."""
    if before is None:
        return set()
    same = before.merge(own, on=[*PLACE, "day", "at_risk"])
    return set(same[PLACE[:3]].drop_duplicates().itertuples(index=False, name=None))


def _years_of(key: Key, settled: set[Key]) -> bool:
    """Whether these people, in this cohort or another that they are in, are among the settled."""
    return any(
        one[:2] == key[:2] and (one[2] == key[2] or _starts_in(one[2], key[2]) or _starts_in(key[2], one[2]))
        for one in settled
    )


def _either(found: Mapping[Key, Mapping[str, Days]]) -> Iterator[Key]:
    """Of each pool: the pool, or when those show more, its years."""
    size = {key: sum(map(len, drawn.values())) for key, drawn in found.items()}
    years = {key: [one for one in found if one[:2] == key[:2] and _starts_in(one[2], key[2])] for key in found}
    left = {
        year: pool
        for pool, inside in years.items()
        if size[pool] >= sum(size[one] for one in inside)
        for year in inside
    }
    for key in found:
        if key not in left and size[key] >= sum(size[one] for one in years[key]):
            yield key


def _starts_in(year: str, pool: str) -> bool:
    """Whether a school year such as 2014/15 is one of a pool such as pool:2014-2017."""
    if not pool.startswith("pool:") or not year[:4].isdigit():
        return False
    first, after = pool.removeprefix("pool:").split("-")
    return int(first) <= int(year[:4]) < int(after)
