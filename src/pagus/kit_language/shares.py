"""Shares of one window: those of bands without overlap add up to one at most, those of all values to one at least."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from pagus.kit_language.model import Band, Feature, Signal
from pagus.kit_language.reach import Range

__all__ = ["impossible_shares"]

ROUNDING = 1e-9

End = tuple[float, int]
"""Where a band begins or ends: the value, and 1 when what follows begins just behind it, else 0."""


def impossible_shares(
    features: Iterable[Feature], signals: Mapping[str, Signal], ranges: Mapping[str, Range]
) -> tuple[str, ...]:
    """Which shares of one window cannot be as this condition wants them?

    Takes: the features of the condition, the signals of the kit, and the range that the condition leaves each feature.
    Gives: the names of shares that together would be more than all values, or fewer; empty when it is possible.
    """
    shares = [one for one in features if one.band is not None and one.signal in signals and one.name in ranges]
    shares.sort(key=_window)
    for _, alike in groupby(shares, key=_window):
        window = list(alike)
        apart = _heaviest_apart(window, ranges)
        if sum(ranges[one.name].low for one in apart) > 1 + ROUNDING:
            return tuple(one.name for one in apart)
        together = sum(ranges[one.name].high for one in window)
        if _covers(window, signals[window[0].signal]) and together < 1 - ROUNDING:
            return tuple(one.name for one in window)
    return ()


def _window(feature: Feature) -> tuple[str, int, int]:
    return feature.signal, feature.over_ms or 0, feature.pane_ms or 0


def _ends(band: Band | None) -> tuple[End, End]:
    assert band is not None  # only shares come here
    low = (-math.inf, 0) if band.low is None else (band.low, 0 if band.low_closed else 1)
    high = (math.inf, 1) if band.high is None else (band.high, 1 if band.high_closed else 0)
    return low, high


def _heaviest_apart(window: Sequence[Feature], ranges: Mapping[str, Range]) -> list[Feature]:
    """The bands without overlap whose least shares have the greatest sum (weighted interval scheduling)."""
    ordered = sorted(window, key=lambda one: _ends(one.band)[1])
    best: list[tuple[float, list[Feature]]] = [(0.0, [])]
    for position, one in enumerate(ordered):
        begins = _ends(one.band)[0]
        before = sum(1 for other in ordered[:position] if _ends(other.band)[1] <= begins)
        weight, chosen = best[before]
        taken = (weight + ranges[one.name].low, [*chosen, one])
        best.append(max(best[-1], taken, key=lambda each: each[0]))
    return best[-1][1]


def _covers(window: Sequence[Feature], signal: Signal) -> bool:
    """Is every plausible value within one of the bands?"""
    reached: End = (signal.plausible[0], 0)
    for low, high in sorted(_ends(one.band) for one in window):
        if low > reached:
            return False
        reached = max(reached, high)
    return reached >= (signal.plausible[1], 1)
