"""Sums that can be taken back: each is kept as two numbers, so that adding and removing leaves no trace."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.model import Floats

__all__ = ["ExactSums", "sum_exactly"]


class ExactSums:
    """Many running sums of about 32 digits.

    Method: the error of each addition is itself exact (Knuth's TwoSum) and is carried in ``low``; ``high`` is the
    sum rounded once. What was added and is taken away again cancels, whatever came between.
    """

    def __init__(self, high: Floats, low: Floats | None = None) -> None:
        self.high = high.copy()
        self.low = np.zeros_like(self.high) if low is None else low.copy()

    def add(self, places: NDArray[np.integer], values: Floats) -> None:
        """Add values (k,) to the sums of these places (k,), each named once."""
        high, low = self.high[places], self.low[places]
        total = high + values
        part = total - high
        low += (high - (total - part)) + (values - part)
        self.high[places] = rounded = total + low
        self.low[places] = low - (rounded - total)

    def put(self, places: NDArray[np.integer], high: Floats, low: Floats) -> None:
        """Set the sums of these places to what they were."""
        self.high[places], self.low[places] = high, low

    def of(self, places: NDArray[np.integer]) -> tuple[Floats, Floats]:
        """Both numbers of the sums of these places, as copies."""
        return self.high[places], self.low[places]


def sum_exactly(rough: Floats, blocks: Iterable[tuple[NDArray[np.int32], Floats]]) -> ExactSums:
    """What do these terms add up to, to about 32 digits?

    Takes: ``rough`` (n,), the sums in ordinary precision; blocks of places and terms (0 or more) of these sums.
    Gives: the exact sums. Method: a power of two above a sum cuts each of its terms in two; the upper parts add up
    without any error, the lower parts with one that is as small as they are (Rump, Ogita and Oishi 2008).
    """
    above = np.exp2(np.ceil(np.log2(np.maximum(rough, np.finfo(np.float64).tiny))) + 2)
    upper, lower = np.zeros(len(rough)), np.zeros(len(rough))
    for places, terms in blocks:
        cut = above.take(places)
        rounded = (cut + terms) - cut
        upper += np.bincount(places, rounded, len(rough))
        lower += np.bincount(places, terms - rounded, len(rough))
    high = upper + lower
    return ExactSums(high, lower - (high - upper))
