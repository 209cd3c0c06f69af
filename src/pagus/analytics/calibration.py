"""How far are the values that a capability gives from those that were measured?"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

__all__ = ["Calibration", "calibrate"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Over ``n`` pairs: mean of given minus measured, and mean of its size; None without a pair."""

    n: int
    mean_difference: float | None
    mean_absolute_difference: float | None


def calibrate(given: pl.DataFrame, measured: pl.DataFrame, within_ms: int) -> Calibration:
    """How far are given values from measured ones, on average?

    Takes: two tables of subject, t (ms UTC), value (one unit for both); how far apart in time a pair may lie.
    Gives: number of pairs, mean difference (given minus measured) and mean absolute difference.
    Method: each given value is paired with the measured value of the same subject that is nearest in time.
    Limits: a measured value may serve several given ones; differences of one subject are not independent, so no
    interval is given.
    """
    if given.is_empty() or measured.is_empty():
        return Calibration(0, None, None)
    right = measured.select("subject", "t", measured="value").sort("t")
    pairs = (
        given.select("subject", "t", "value")
        .sort("t")
        .join_asof(right, on="t", by="subject", strategy="nearest", tolerance=within_ms, check_sortedness=False)
        .drop_nulls("measured")
    )
    if pairs.is_empty():
        return Calibration(0, None, None)
    difference = (pairs["value"] - pairs["measured"]).to_numpy()
    return Calibration(len(difference), float(difference.mean()), float(abs(difference).mean()))
