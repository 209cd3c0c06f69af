"""The glucose report of 24 real people equals two public programs, to 1e-9 where the definitions agree.

docs/explanation/glucose-metrics.md says where they do not, and why.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from pagus.engines.signals.glucose import PERCENTILES, ambulatory_profile, glucose_metrics
from pagus.kernel.time import MINUTE

pytestmark = pytest.mark.filterwarnings("ignore")  # the oracles warn about the pandas they meet

FILES = ("cgm_hall_2018_19subjects.csv.gz", "cgm_t2d_5subjects.csv.gz")
TOLERANCE = 1e-9


@pytest.fixture(scope="module")
def readings(shared: Path) -> pl.DataFrame:
    frames = [pl.read_csv(shared / "data" / "patients" / name).select("id", "time", "gl") for name in FILES]
    return pl.concat(frames).select(
        subject="id", t=pl.col("time").str.to_datetime().dt.epoch("ms"), value=pl.col("gl").cast(pl.Float64)
    )


@pytest.fixture(scope="module")
def metrics(readings: pl.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["subject"]: row for row in glucose_metrics(readings, over=None).iter_rows(named=True)}


def trace(readings: pl.DataFrame, subject: str) -> pl.DataFrame:
    return readings.filter(pl.col("subject") == subject).sort("t")


def test_all_24_people_are_there(metrics):
    assert len(metrics) == 24
    assert sum(row["readings"] for row in metrics.values()) == 34_890 + 13_866


def test_iglu_python_agrees(readings, metrics):
    import iglu_python as iglu
    import pandas

    for subject, ours in metrics.items():
        values = pandas.Series(trace(readings, subject)["value"].to_list())
        below, above = iglu.below_percent(values), iglu.above_percent(values)
        theirs = {
            "mean": float(iglu.mean_glu(values)),
            "sd": float(iglu.sd_glu(values)),
            "cv": iglu.cv_glu(values) / 100,
            "gmi": iglu.gmi(values),
            "in_range": iglu.in_range_percent(values, [[70, 180]])["in_range_70_180"] / 100,
            "very_low": below["below_54"] / 100,
            "below": below["below_70"] / 100,
            "above": above["above_180"] / 100,
            "very_high": above["above_250"] / 100,
        }
        for name, value in theirs.items():
            assert ours[name] == pytest.approx(value, abs=TOLERANCE, rel=0), (subject, name)


def test_py_agata_agrees_when_its_edges_are_those_of_the_consensus(readings, metrics):
    import pandas
    from py_agata import time_in_ranges as ranges
    from py_agata import variability

    for subject, ours in metrics.items():
        values = trace(readings, subject)["value"].to_list()
        grid = pandas.date_range("2026-01-01", periods=len(values), freq="5min")  # it refuses uneven instants
        data = pandas.DataFrame({"t": grid, "glucose": values})
        theirs = {
            "mean": variability.mean_glucose(data),
            "sd": variability.std_glucose(data),
            "cv": variability.cv_glucose(data) / 100,
            "gmi": variability.gmi(data),
            "in_range": ranges.time_in_given_range(data, 70.0, 180.0, include_th_l=True, include_th_h=True) / 100,
            "low": ranges.time_in_given_range(data, 54.0, 70.0, include_th_l=True) / 100,
            "very_low": ranges.time_in_given_below_range(data, 54.0) / 100,
            "below": ranges.time_in_given_below_range(data, 70.0) / 100,
            "above": ranges.time_in_given_above_range(data, 180.0) / 100,
            "high": ranges.time_in_given_range(data, 180.0, 250.0, include_th_h=True) / 100,
            "very_high": ranges.time_in_given_above_range(data, 250.0) / 100,
        }
        for name, value in theirs.items():
            assert ours[name] == pytest.approx(value, abs=TOLERANCE, rel=0), (subject, name)


def test_the_default_target_of_py_agata_leaves_out_its_own_edges(readings, metrics):
    import pandas
    from py_agata import time_in_ranges as ranges

    subject = "1636-69-001"
    values = trace(readings, subject)["value"]
    data = pandas.DataFrame(
        {"t": pandas.date_range("2026-01-01", periods=len(values), freq="5min"), "glucose": values.to_list()}
    )
    on_an_edge = int(values.is_in([70.0, 180.0]).sum())
    assert on_an_edge > 0
    theirs = ranges.time_in_target(data) / 100
    assert metrics[subject]["in_range"] - theirs == pytest.approx(on_an_edge / len(values), abs=TOLERANCE)


def test_active_share_over_14_days_equals_iglu_and_over_the_whole_trace_nearly(readings):
    import pandas
    from iglu_python.active_percent import active_percent_single

    for subject in readings["subject"].unique():
        one = trace(readings, subject)
        every = round(one["t"].diff().median() / MINUTE) * MINUTE
        instants = pandas.to_datetime(one["t"].to_list(), unit="ms", utc=True)
        series = pandas.Series(one["value"].to_list(), index=instants)
        fortnight = glucose_metrics(one, every=every)["active"][0]
        manual = active_percent_single(series, range_type="manual")["active_percent"] / 100
        assert fortnight == pytest.approx(min(1.0, manual), abs=TOLERANCE, rel=0)
        whole = glucose_metrics(one, over=None, every=every)["active"][0]
        automatic = active_percent_single(series)["active_percent"] / 100
        assert 0 <= whole - automatic <= 0.0004


def test_the_profile_of_a_real_person_equals_numpy(readings):
    one = trace(readings, "Subject 4")
    minute = (one["t"] // MINUTE) % 1440
    profile = ambulatory_profile(one, time_zone="UTC")
    assert profile.height == 96
    for row in profile.iter_rows(named=True):
        pool = one["value"].filter((minute >= row["minute"]) & (minute < row["minute"] + 15)).to_numpy()
        assert row["readings"] == len(pool)
        for level in PERCENTILES:
            assert row[f"p{level}"] == pytest.approx(np.percentile(pool, level), abs=TOLERANCE, rel=0)
