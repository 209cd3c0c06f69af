"""Where does a signal stand against a person's own usual values? Pure: days in, a band and a direction out.

Method: the mean of each day, held against ``engines.signals.own_band``. It shows; no alert comes from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from pagus.engines.signals.own_band import LAG_DAYS, WINDOW_DAYS, own_band
from pagus.kernel.time import DAY

__all__ = ["LOOK_BACK_MS", "Glance", "glance"]

LOOK_BACK_MS = (LAG_DAYS + WINDOW_DAYS) * DAY
Direction = Literal["above", "below", "usual", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A signal at a glance: one value a day (its mean), the own band, where the newest day stands, by how much."""

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
    Gives: the Glance; without a band where too few days speak.
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
    daily = {back: fmean(found) for back, found in days.items()}
    band = own_band([value for back, value in daily.items() if LAG_DAYS < back <= LAG_DAYS + WINDOW_DAYS])
    newest = daily[min(daily)]
    direction: Direction = "unknown"
    if band is not None:
        direction = "above" if newest > band.high else "below" if newest < band.low else "usual"
    return Glance(
        days=tuple(newest_of.values()),
        values=tuple(daily.values()),
        low=None if band is None else band.low,
        high=None if band is None else band.high,
        direction=direction,
        change=None if band is None else newest - band.middle,
        last_ms=times[-1],
    )
