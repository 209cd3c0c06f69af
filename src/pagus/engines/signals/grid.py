"""The grid of a signal: values enter the engine as whole numbers of a decimal fraction of the signal's unit.

Sums of whole numbers are exact in any order, so a window that gains and loses points for a year, a replay that takes
differences of running sums and a database that adds in parallel all reach the same number, to the bit. Decimal, not
binary, because people write thresholds and devices send values in decimals: 71.8 kg minus 70 kg is then 1.8 kg, where
binary fractions give 1.7999999999999972 and an alert at 1.8 kg stays silent.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from pagus.errors import InputError

__all__ = ["FARTHEST", "column_to_grid", "decimals_of", "to_grid"]

FARTHEST = 2**48
"""No grid number goes beyond it: 280 times the farthest plausible value; thirty thousand of them add up in 64 bits."""

_STEPS = 12
"""Decimal digits between the largest plausible value and the grid step: with 12, sums and sums of squares of ten
million points stay inside 64 and 128 bits."""
_MOST_DECIMALS = 15


def decimals_of(plausible: tuple[float, float]) -> int:
    """How many decimals of its unit does the engine keep for a signal?

    Takes: the plausible range, in the signal's unit. Gives: 0 to 15; 9 for a range that reaches 600.
    Refuses: InputError for a range that is not finite, or that reaches beyond 10^12.
    """
    largest = max(abs(plausible[0]), abs(plausible[1]))
    if not math.isfinite(largest) or largest > 10**12:
        raise InputError(
            "a plausible range that reaches {largest} cannot be kept exactly: use a larger unit", largest=largest
        )
    if largest == 0:
        return 0
    return max(0, min(_MOST_DECIMALS, _STEPS - math.ceil(math.log10(largest))))


def to_grid(value: float, scale: float) -> int:
    """Which grid number is this value?

    Takes: a value in the signal's unit; ``scale``, ten to the power of its decimals. Gives: the nearest grid number,
    the upper one of two. Refuses: InputError for a value that is not finite or lies beyond the grid.
    """
    scaled = value * scale
    if not -FARTHEST <= scaled <= FARTHEST:
        raise InputError("{value} is no measurement of this signal: it is not finite or far too large", value=value)
    return math.floor(scaled + 0.5)


def column_to_grid(values: npt.NDArray[np.float64], scale: float) -> npt.NDArray[np.int64]:
    """Which grid numbers are these values? The same as ``to_grid``, for a column.

    Takes: float64 values without missing ones. Gives: int64 of the same length. Refuses: as ``to_grid``.
    """
    scaled = values * scale
    if not bool(np.all(np.abs(scaled) <= FARTHEST)):
        worst = values[~(np.abs(scaled) <= FARTHEST)][0]
        raise InputError(
            "{value} is no measurement of this signal: it is not finite or far too large", value=float(worst)
        )
    return np.floor(scaled + 0.5).astype(np.int64)
