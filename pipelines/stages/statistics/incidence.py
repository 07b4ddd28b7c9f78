"""How long each person was followed and what ended it → the share per outcome over time (Aalen–Johansen).

One minus Kaplan–Meier is never an answer here: it counts who left as somebody who may still get there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats
from statsmodels.duration.survfunc import CumIncidenceRight


@dataclass(frozen=True)
class Share:
    """The cumulative incidence of one cause on one day, with an interval where one can be given."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Moment:
    """One day of a cumulative incidence curve. `shares` and `events_until` have one entry per cause, 1 first."""

    day: float
    shares: tuple[Share, ...]
    at_risk: int
    """Followed up to this day or longer."""
    still_followed: int
    """Without any event and in sight at the end of this day."""
    events_until: tuple[int, ...]


def cumulative_incidence(
    days: Sequence[float], causes: Sequence[int], at: Sequence[float], kinds: int = 2, confidence: float = 0.95
) -> tuple[Moment, ...]:
    """Aalen–Johansen at the asked days, for causes 1 … `kinds` (0 is censored); days after the last are left out.

    The interval is log(−log) on statsmodels' standard error (Marubini & Valsecchi); there is none at 0, at 1, or where
    the last person at risk has had an event. The shares and who has no event yet (Kaplan–Meier) add up to 1.
    """
    followed, ended = np.asarray(days, dtype=np.float64), np.asarray(causes, dtype=np.int64)
    wanted = [day for day in at if followed.size and day <= followed.max()]
    if not wanted:
        return ()
    if not ended.any():
        times, shares, errors = followed[:0], np.zeros((kinds, 0)), np.zeros((kinds, 0))
    else:
        times, shares, errors = _curve(followed, ended, kinds)
    z = float(stats.norm.ppf((1 + confidence) / 2))
    moments = []
    for day in wanted:
        last = int(np.searchsorted(times, day, side="right")) - 1
        pairs = [(0.0, np.nan)] * kinds if last < 0 else list(zip(shares[:, last], errors[:, last], strict=True))
        moments.append(
            Moment(
                day,
                tuple(_share(float(value), float(error), z) for value, error in pairs),
                int((followed >= day).sum()),
                int((followed > day).sum() + ((followed == day) & (ended == 0)).sum()),
                tuple(int(((ended == cause) & (followed <= day)).sum()) for cause in range(1, kinds + 1)),
            )
        )
    return tuple(moments)


def _curve(
    followed: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    ended: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    kinds: int,
) -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    # When everyone at risk has an event on one day, the standard error has no value from there on.
    with np.errstate(divide="ignore", invalid="ignore"):
        found = CumIncidenceRight(followed, ended)
    shares, errors = np.zeros((kinds, found.times.size)), np.full((kinds, found.times.size), np.nan)
    for cause, (values, error) in enumerate(zip(found.cinc, found.cinc_se, strict=True)):
        shares[cause], errors[cause] = values, error
    return found.times, np.clip(shares, 0.0, 1.0), errors


def _share(value: float, error: float, z: float) -> Share:
    if not 0 < value < 1 or not np.isfinite(error) or error <= 0:
        return Share(value, None, None)
    width = z * error / (value * np.log(value))
    # log(value) is negative, so the positive exponent belongs to the lower limit.
    return Share(value, float(value ** np.exp(-width)), float(value ** np.exp(width)))
