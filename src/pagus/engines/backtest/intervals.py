"""How sure are these ratios? Bootstrap over people, and order statistics for a median."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom  # type: ignore[import-untyped]

from pagus.engines.backtest.model import Measure

__all__ = ["People", "median_interval"]

Floats = NDArray[np.float64]
_MOST_KEPT = 60_000_000
"""Weights of replicates that are kept in memory; more are drawn again, in blocks."""


class People:
    """Replicates of one group of people, drawn once and used for every ratio: variants are compared on the same draws.

    Method: Poisson bootstrap (each person stands in a replicate Poisson(1) times), percentile intervals; Efron &
    Tibshirani 1993, with people as units because one person's alerts hang together.
    Limits: below about twenty people, or with no event at all, the interval says little.
    """

    def __init__(self, count: int, replicates: int, seed: int) -> None:
        self._count = count
        self._replicates = replicates
        self._seed = seed
        self._kept: NDArray[np.float32] | None = None

    def ratios(self, pairs: Sequence[tuple[Floats, Floats]]) -> tuple[Measure, ...]:
        """The sums of the first of each pair over those of the second. Takes: numbers by person.

        Gives: a Measure each, without a value where the lower sum is 0, without an interval where it nearly always is.
        """
        sums = self._sums(np.column_stack([column for pair in pairs for column in pair]).astype(np.float32))
        wholes = [(float(above.sum()), float(below.sum())) for above, below in pairs]
        return tuple(_measure(*whole, sums[:, 2 * n], sums[:, 2 * n + 1]) for n, whole in enumerate(wholes))

    def _sums(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        block = max(1, _MOST_KEPT // self._count)
        if self._replicates <= block:
            if self._kept is None:
                self._kept = self._drawn(np.random.default_rng(self._seed), self._replicates)
            return self._kept @ columns
        random = np.random.default_rng(self._seed)
        sizes = [min(block, self._replicates - first) for first in range(0, self._replicates, block)]
        return np.concatenate([self._drawn(random, size) @ columns for size in sizes])

    def _drawn(self, random: np.random.Generator, replicates: int) -> NDArray[np.float32]:
        return random.poisson(1.0, (replicates, self._count)).astype(np.float32)


def _measure(above: float, below: float, aboves: NDArray[np.float32], belows: NDArray[np.float32]) -> Measure:
    if not below:
        return Measure(None)
    ratios = aboves[belows > 0] / belows[belows > 0]
    if len(ratios) < 2:
        return Measure(above / below)
    low, high = np.quantile(ratios, [0.025, 0.975])
    return Measure(above / below, float(low), float(high))


def median_interval(values: Floats) -> Measure:
    """The median with its 95 % interval. Takes: values. Gives: None for no value; no interval below six values.

    Method: order statistics of the binomial distribution, without an assumption on the shape.
    """
    if not len(values):
        return Measure(None)
    ordered = np.sort(values)
    count = len(ordered)
    low = int(binom.ppf(0.025, count, 0.5))
    if low < 1:
        return Measure(float(np.median(ordered)))
    return Measure(float(np.median(ordered)), float(ordered[low - 1]), float(ordered[count - low]))
