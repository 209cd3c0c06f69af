"""The glucose report on readings whose answer is known by hand."""

from __future__ import annotations

import math
import statistics

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pagus.engines.signals.glucose import ADULT, PERCENTILES, PREGNANCY, ambulatory_profile, glucose_metrics
from pagus.errors import InputError, ShapeError
from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant

START = parse_instant("2026-03-01T00:00:00+01:00")


def readings(values: list[float], subject: str = "a", start: int = START, every: int = 5 * MINUTE) -> pl.DataFrame:
    times = [start + place * every for place in range(len(values))]
    data = {"subject": [subject] * len(values), "t": times, "value": [float(value) for value in values]}
    return pl.DataFrame(data, schema={"subject": pl.String, "t": pl.Int64, "value": pl.Float64})


def row(frame: pl.DataFrame, **options: object) -> dict[str, object]:
    return glucose_metrics(frame, **options).row(0, named=True)  # type: ignore[arg-type]


def test_each_edge_falls_on_its_side():
    got = row(readings([53.9, 54, 69.9, 70, 180, 180.1, 250, 250.1]), over=None)
    assert [got[name] for name in ("very_low", "low", "in_range", "high", "very_high")] == [
        1 / 8, 2 / 8, 2 / 8, 2 / 8, 1 / 8,
    ]  # fmt: skip
    assert (got["below"], got["above"]) == (3 / 8, 3 / 8)


def test_pregnancy_has_its_own_target():
    got = row(readings([53, 62.9, 63, 140, 140.1]), over=None, bands=PREGNANCY)
    assert (got["very_low"], got["below"], got["in_range"], got["above"]) == (0.2, 0.4, 0.4, 0.2)


def test_mean_sd_cv_and_gmi_by_hand():
    got = row(readings([100, 140, 180]), over=None)
    assert (got["mean"], got["sd"], got["cv"]) == (140, 40, pytest.approx(2 / 7, abs=1e-15))
    assert got["gmi"] == pytest.approx(3.31 + 0.02392 * 140, abs=1e-12)


def test_one_reading_has_no_deviation_and_is_not_enough():
    got = row(readings([100]))
    assert (got["mean"], got["sd"], got["cv"], got["enough"]) == (100, None, None, False)


def test_fourteen_days_with_seventy_percent_are_enough_and_one_reading_less_is_not():
    per_day = 288
    wanted = math.ceil(0.7 * 14 * per_day)
    full = readings([100.0] * (14 * per_day))
    assert row(full)["active"] == 1.0
    at_limit = full[-wanted:]
    assert row(at_limit)["active"] >= 0.7
    assert row(at_limit)["enough"] is True
    assert row(at_limit[1:])["enough"] is False
    assert row(full, over=13 * DAY)["enough"] is False


def test_the_window_is_closed_at_both_ends_and_ends_where_it_is_told():
    frame = readings([100.0] * 5, every=DAY)
    assert row(frame, over=2 * DAY)["readings"] == 3
    assert row(frame, over=2 * DAY, end=START + 3 * DAY + 1)["readings"] == 2
    got = row(frame, over=2 * DAY, end=START + 3 * DAY)
    assert (got["first"], got["last"], got["readings"]) == (START + DAY, START + 3 * DAY, 3)
    assert glucose_metrics(frame, over=DAY, end=START - 1).is_empty()


def test_days_are_those_with_a_reading():
    frame = pl.concat([readings([100.0] * 12), readings([100.0] * 12, start=START + 5 * DAY)])
    assert row(frame)["days"] == 2


def test_people_are_independent_of_each_other():
    both = pl.concat([readings([60.0] * 10, "a"), readings([300.0] * 20, "b", start=START + HOUR)])
    assert glucose_metrics(both).select("subject", "very_high", "below").rows() == [("a", 0.0, 1.0), ("b", 1.0, 0.0)]
    alone = glucose_metrics(both.filter(pl.col("subject") == "b"))
    assert_frame_equal(glucose_metrics(both).filter(pl.col("subject") == "b"), alone, abs_tol=1e-9, rel_tol=0)


def test_the_profile_is_pooled_by_local_time_of_day():
    morning = parse_instant("2026-03-28T08:07:00+01:00")
    after_change = parse_instant("2026-03-29T08:07:00+02:00")
    frame = pl.concat([readings([100.0], start=morning), readings([140.0], start=after_change)])
    got = ambulatory_profile(frame)
    assert got.select("minute", "readings", "p5", "p50").rows() == [(8 * 60, 2, 102.0, 120.0)]
    assert ambulatory_profile(frame, time_zone="UTC")["minute"].to_list() == [6 * 60, 7 * 60]


@settings(max_examples=40)
@given(st.lists(st.floats(40, 400), min_size=1, max_size=200), st.sampled_from([15, 30, 60, 240]))
def test_the_profile_equals_numpy_and_the_metrics_equal_the_standard_library(values, step):
    frame = readings(values, every=17 * MINUTE)
    got = ambulatory_profile(frame, step=step * MINUTE)
    minutes = np.array([(place * 17) % 1440 // step * step for place in range(len(values))])
    for line in got.iter_rows(named=True):
        pool = np.array(values)[minutes == line["minute"]]
        assert line["readings"] == len(pool)
        for level in PERCENTILES:
            assert line[f"p{level}"] == pytest.approx(np.percentile(pool, level), rel=1e-12)
    metrics = row(frame, over=None)
    assert metrics["mean"] == pytest.approx(statistics.fmean(values), rel=1e-12)
    if len(values) > 1:
        assert metrics["sd"] == pytest.approx(statistics.stdev(values), rel=1e-9, abs=1e-9)
    inside = sum(ADULT.low <= value <= ADULT.high for value in values)
    assert metrics["in_range"] == inside / len(values)
    assert metrics["below"] + metrics["in_range"] + metrics["above"] == pytest.approx(1.0, abs=1e-12)


def test_what_has_another_shape_is_refused():
    frame = readings([100.0, 110.0])
    with pytest.raises(ShapeError, match=r"readings lack value \(Float64\)"):
        glucose_metrics(frame.with_columns(pl.col("value").cast(pl.Int64)))
    with pytest.raises(ShapeError, match="null or infinite"):
        glucose_metrics(readings([100.0, float("nan")]))
    with pytest.raises(ShapeError, match="two values of one person at one instant"):
        ambulatory_profile(pl.concat([frame, frame]))
    with pytest.raises(InputError, match="above zero"):
        glucose_metrics(frame, over=0)
    with pytest.raises(InputError, match="does not divide the day"):
        ambulatory_profile(frame, step=7 * MINUTE)
