"""Where does a signal stand against a person's own usual values? Pure: days in, a band and a direction out.

Method: the median of each day; the median and the median absolute deviation of the 28 days that ended 3 days ago; the
band is the median plus and minus ``SPREADS`` deviations (times 1.4826, which makes it a standard deviation where values
are normal). Lag and length as in the activity-drift practice of doi 10.1109/JTEHM.2015.2421499, adapted; the width is a
local choice. It shows; no alert comes from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from pagus.kernel.time import DAY

__all__ = ["FEWEST_DAYS", "LOOK_BACK_MS", "Glance", "glance"]

LAG_DAYS, LONG_DAYS, FEWEST_DAYS = 3, 28, 7
SPREADS = 2.0
LOOK_BACK_MS = (LAG_DAYS + LONG_DAYS) * DAY
_NORMAL = 1.4826
Direction = Literal["above", "below", "usual", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A signal at a glance: one value a day (its median), the own band, where the newest day stands, by how much."""

    days: tuple[int, ...]
    values: tuple[float, ...]
    low: float | None
    high: float | None
    direction: Direction
    change: float | None
    """The newest day against the own median, in the signal's unit."""
    last_ms: int | None


def glance(times: Sequence[int], values: Sequence[float], now_ms: int) -> Glance:
    """How does this signal stand?

    Takes: instants in order and their values, of at least the last ``LOOK_BACK_MS``; now.
    Gives: the Glance; without a band where fewer than ``FEWEST_DAYS`` days speak.
    """
    if not times:
        return Glance(days=(), values=(), low=None, high=None, direction="unknown", change=None, last_ms=None)
    # A page asks this of hundreds of short series: plain lists are quicker than arrays here.
    days: dict[int, list[float]] = {}
    newest_of: dict[int, int] = {}
    for t, value in zip(times, values, strict=True):
        back = -((t - now_ms) // DAY)
        days.setdefault(back, []).append(value)
        newest_of[back] = t
    daily = {back: median(found) for back, found in days.items()}
    own = [value for back, value in daily.items() if LAG_DAYS < back <= LAG_DAYS + LONG_DAYS]
    middle, low, high = _band(own)
    newest = daily[min(daily)]
    direction: Direction = "unknown"
    if low is not None and high is not None:
        direction = "above" if newest > high else "below" if newest < low else "usual"
    return Glance(
        days=tuple(newest_of.values()),
        values=tuple(daily.values()),
        low=low,
        high=high,
        direction=direction,
        change=None if middle is None else newest - middle,
        last_ms=times[-1],
    )


def _band(own: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    if len(own) < FEWEST_DAYS:
        return None, None, None
    middle = median(own)
    spread = SPREADS * _NORMAL * median([abs(value - middle) for value in own])
    return middle, middle - spread, middle + spread
