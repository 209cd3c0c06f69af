"""Given against measured values: by hand."""

from __future__ import annotations

import polars as pl
import pytest

from pagus.analytics.calibration import Calibration, calibrate


def values(*rows: tuple[str, int, float]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"subject": pl.String, "t": pl.Int64, "value": pl.Float64}, orient="row")


def test_each_given_value_meets_the_nearest_of_its_subject() -> None:
    given = values(("b", 50, 7.0), ("a", 100, 5.0), ("a", 200, 4.0), ("a", 900, 9.0))
    measured = values(("a", 190, 6.0), ("a", 90, 4.0), ("b", 55, 10.0), ("c", 100, 1.0))
    # a: 5 - 4 and 4 - 6; b: 7 - 10; the value at 900 has nothing near.
    found = calibrate(given, measured, 20)
    assert found == Calibration(3, pytest.approx(-4 / 3), pytest.approx(2.0))


def test_nothing_to_compare() -> None:
    assert calibrate(values(), values(("a", 1, 1.0)), 5) == Calibration(0, None, None)
    assert calibrate(values(("a", 1, 1.0)), values(("a", 9, 1.0)), 5) == Calibration(0, None, None)
