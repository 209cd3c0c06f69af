"""How sure is a share that was counted?"""

from __future__ import annotations

import math

from pagus.errors import InputError

__all__ = ["share_interval"]

_Z_95 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution."""


def share_interval(numerator: float, denominator: float) -> tuple[float, float]:
    """Between which ends lies a share, with 95 % confidence?

    Takes: how many of how many. Gives: the lower and the upper end, between 0 and 1.
    Refuses: InputError when nobody was counted, or more than all.
    Method: the score interval of Wilson, J Am Stat Assoc 1927;22:209-212, without continuity correction; it keeps
    within 0 and 1 and is right for small numbers too.
    Limits: it speaks of chance alone, not of who was left out or dropped out.
    Example: ``share_interval(7, 10)`` is about ``(0.397, 0.892)``.
    """
    if not 0 <= numerator <= denominator or denominator == 0:
        raise InputError(
            "{numerator:g} of {denominator:g} is no share of people", numerator=numerator, denominator=denominator
        )
    share, z2 = numerator / denominator, _Z_95**2
    scale = 1 + z2 / denominator
    middle = (share + z2 / (2 * denominator)) / scale
    half = _Z_95 / scale * math.sqrt(share * (1 - share) / denominator + z2 / (4 * denominator**2))
    return max(0.0, middle - half), min(1.0, middle + half)
