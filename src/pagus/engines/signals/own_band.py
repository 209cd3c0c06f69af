"""What is usual for one person? The one answer for the nurse, the patient and the specialist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

__all__ = ["LAG_DAYS", "LEAST_DAYS", "WINDOW_DAYS", "OwnBand", "own_band"]

WINDOW_DAYS, LAG_DAYS = 28, 3
"""Four weeks, the last three days left out, so that what is new does not hide itself. Window and lag are recalled from
activity-drift studies (doi 10.1109/JTEHM.2015.2421499); certainty: local."""
LEAST_DAYS = 10
"""So many days are needed before anything is called usual. Certainty: local."""
_TWENTIETHS = 20


@dataclass(frozen=True, slots=True)
class OwnBand:
    """The middle 90 % of a person's days and their median, and how many days spoke."""

    low: float
    middle: float
    high: float
    days: int


def own_band(daily: Sequence[float]) -> OwnBand | None:
    """Which band did the days of the window fill?

    Takes: one value a day, of the days of the window that have one. Gives: the band; None from fewer than
    ``LEAST_DAYS``. Method: percentiles 5, 50 and 95, linear between neighbours.
    Limits: it says what is usual here, not what is good; no alert comes from it.
    """
    if len(daily) < LEAST_DAYS:
        return None
    cuts = quantiles(daily, n=_TWENTIETHS, method="inclusive")
    return OwnBand(low=cuts[0], middle=cuts[9], high=cuts[18], days=len(daily))
