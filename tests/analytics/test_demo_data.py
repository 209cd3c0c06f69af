"""The demo data: real places, simulated people and stations, at the right local hours."""

from __future__ import annotations

from importlib.resources import files

import polars as pl
import pytest

from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant
from pagus.library.demo import demo_observations, demo_people, demo_teams, demo_things


@pytest.fixture(scope="module")
def observations() -> pl.DataFrame:
    return demo_observations()


def test_everything_is_marked_simulated_and_fits_in_two_megabytes():
    assert demo_people()["simulated"].all()
    assert demo_things()["simulated"].all()
    assert "SIMULATED" in files("pagus.library.demo").joinpath("README.md").read_text(encoding="utf-8")
    assert (
        sum(len(entry.read_bytes()) for entry in files("pagus.library.demo").iterdir() if entry.is_file()) < 2_000_000
    )


def test_every_observation_is_of_a_listed_person_or_thing(observations):
    listed = set(demo_people()["code"]) | set(demo_things()["code"])
    assert set(observations["subject"]) == listed
    assert set(demo_people()["team"]) == set(demo_teams()["code"])


def test_the_four_territories_have_people_and_the_alsace_bossue_has_no_station():
    zones = set(demo_things()["represents"])
    epcis = (246700488, 200068112, 200067783, 200068864, 200069441)
    assert zones == {"commune:67482", *(f"epci:{code}" for code in epcis)}
    assert demo_people().height == 24


def test_offsets_cover_exactly_the_28_days_before_the_end_and_a_series_has_one_value_an_instant(observations):
    assert observations["t_offset"].max() == 0
    assert observations["t_offset"].min() > -28 * DAY
    assert not observations.select("subject", "signal", "t_offset").is_duplicated().any()
    assert set(observations.select("signal", "unit").unique().rows()) == {
        ("glucose", "mg/dL"),
        *((signal, "ug/m3") for signal in ("no2", "o3", "so2", "pm10", "pm25")),
    }


def test_the_hours_of_the_day_stay_local_whatever_the_end():
    end = parse_instant("2026-03-10T13:37:00+01:00")
    moved = demo_observations(end).with_columns(t=pl.col("t_offset") + end)
    air = moved.filter(pl.col("signal") == "o3")
    assert (air["t"] % HOUR == 0).all()
    assert moved["t"].max() <= end < moved["t"].max() + 5 * MINUTE
    hottest = air.group_by((pl.col("t") + HOUR) // HOUR % 24).agg(pl.col("value").mean()).sort("value")["t"][-1]
    assert hottest in range(12, 17)


def test_planted_events_are_there(observations):
    glucose = observations.filter(pl.col("signal") == "glucose")
    gaps = glucose.with_columns(gap=pl.col("t_offset").diff().over("subject"))
    assert (gaps.filter(pl.col("gap") > 3 * DAY)["subject"].n_unique()) == 1
    silent = glucose.group_by("subject").agg(pl.col("t_offset").max()).filter(pl.col("t_offset") < -DAY)
    assert silent.height == 1
    assert silent["t_offset"][0] < -48 * HOUR
    pm10 = observations.filter(pl.col("signal") == "pm10", pl.col("value") > 80)
    assert pm10["t_offset"].min() > -14 * DAY
    saverne = observations.filter(pl.col("subject") == "thing:station-saverne", pl.col("signal") == "no2")
    assert saverne["t_offset"].diff().max() == 27 * HOUR
