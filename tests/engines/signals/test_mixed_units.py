"""A device that was switched to another unit is recognised by what it sent before."""

from __future__ import annotations

import pytest

from pagus.engines.signals.mixed_units import perhaps_meant
from tests.store.conftest import GLUCOSE, WEIGHT


@pytest.mark.parametrize(
    ("signal", "value", "before", "unit"),
    [
        (WEIGHT, 180.0, 81.5, "[lb_av]"),
        (WEIGHT, 400.0, 181.0, "[lb_av]"),
        (WEIGHT, 83.0, 81.5, None),
        (WEIGHT, 120.0, 81.5, None),
        (GLUCOSE, 5.6, 101.0, "mmol/L"),
        (GLUCOSE, 300.0, 101.0, None),
        (GLUCOSE, 101.0, 0.0, None),
    ],
)
def test_the_unit_that_was_perhaps_meant(signal, value, before, unit):
    assert perhaps_meant(signal, value, before) == unit
