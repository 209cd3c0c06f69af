"""The band of what is usual for one person, against numpy's percentiles."""

from __future__ import annotations

import numpy as np
import pytest

from pagus.engines.signals.own_band import LEAST_DAYS, own_band


@pytest.mark.parametrize("days", [LEAST_DAYS, 17, 28])
def test_it_is_the_middle_ninety_of_a_hundred(days: int) -> None:
    values = np.random.default_rng(days).normal(80, 2, days)
    band = own_band(values.tolist())
    assert band is not None
    assert (band.low, band.middle, band.high) == pytest.approx(np.percentile(values, (5, 50, 95)))
    assert band.days == days


def test_too_few_days_make_none() -> None:
    assert own_band([80.0] * (LEAST_DAYS - 1)) is None
    band = own_band([80.0] * LEAST_DAYS)
    assert band is not None
    assert (band.low, band.high) == (80.0, 80.0)
