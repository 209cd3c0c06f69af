"""Days and inhabitants by class, from stations to the rows of an indicator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest

from pagus.analytics import RESULT_COLUMNS, air_indicator, cut_places
from pagus.engines.exposure import daily_index
from pagus.errors import InputError
from pagus.kernel.time import DAY, HOUR, parse_instant
from pagus.library.tables import index_table

FIRST = date(2026, 3, 27)
MIDNIGHT = parse_instant("2026-03-27T00:00:00+01:00")
CLEAN = {"no2": 20.0, "o3": 40.0, "so2": 5.0, "pm10": 10.0, "pm25": 5.0}


def station(code: str, days: int, **values: float) -> pl.DataFrame:
    rows = [
        (code, signal, MIDNIGHT + hour * HOUR, value) for signal, value in values.items() for hour in range(24 * days)
    ]
    names = {"subject": pl.String, "signal": pl.String, "t": pl.Int64, "value": pl.Float64}
    return pl.DataFrame(rows, schema=names, orient="row")


@pytest.fixture(scope="module")
def cut(small_territory) -> pl.DataFrame:
    return cut_places(small_territory, ["petr:p"], "commune->epci")


@pytest.fixture(scope="module")
def index(cut):
    observations = pl.concat(
        [
            station("thing:background", 2, **CLEAN),
            station("thing:roadside", 2, **{**CLEAN, "no2": 390.0}),
            station("thing:elsewhere", 2, **{**CLEAN, "no2": 390.0}),
        ]
    )
    stations = pl.DataFrame(
        {
            "station": ["thing:background", "thing:roadside", "thing:elsewhere"],
            "zone": ["epci:a", "commune:1", "epci:z"],
        }
    )
    return daily_index(
        observations.rename({"subject": "station"}),
        stations,
        index_table("atmo_fr_2021"),
        days=(FIRST, FIRST + timedelta(days=3)),
        zones=tuple(cut["place"].unique()),
    )


def test_only_the_stations_of_the_zone_are_heard_and_every_zone_is_reported(index):
    mine = index.zones.filter(pl.col("zone").str.starts_with("epci:"), pl.col("zone") != "epci:z")
    zones = mine.group_by("zone", "class", "status", maintain_order=True).agg(pl.len()).rows()
    assert sorted(zones) == [("epci:a", 0, "unavailable", 2), ("epci:a", 1, "ok", 2), ("epci:b", 0, "no station", 4)]


def test_days_by_class_add_up_and_a_place_without_any_index_has_no_data(air_today, index, cut):
    indicator = replace(air_today.indicators["air_days_by_class"], period_ms=4 * DAY)
    result = air_indicator(indicator, index, cut, whole="petr:p")
    assert dict(result.schema) == RESULT_COLUMNS
    first = result.filter(pl.col("place") == "epci:a")
    assert first.select("class", "value", "denominator", "status").rows() == [
        (0, 2.0, 4.0, "ok"), (1, 2.0, 4.0, "ok"), *((number, 0.0, 4.0, "ok") for number in range(2, 7)),
    ]  # fmt: skip
    second = result.filter(pl.col("place") == "epci:b")
    assert second.select("value", "status").unique().rows() == [(None, "no data")]
    assert second.height == 7


def test_periods_end_with_the_last_day_and_follow_the_local_clock(air_today, index, cut):
    indicator = replace(air_today.indicators["air_days_by_class"], period_ms=3 * DAY)
    result = air_indicator(indicator, index, cut, whole="petr:p")
    assert result.select("period_start", "period_end").unique().rows() == [
        (parse_instant("2026-03-28T00:00:00+01:00"), parse_instant("2026-03-31T00:00:00+02:00"))
    ]
    assert result.filter(pl.col("place") == "epci:a", pl.col("class") == 1)["value"].to_list() == [1.0]
    with pytest.raises(InputError, match="needs 28 days"):
        air_indicator(air_today.indicators["air_days_by_class"], index, cut, whole="petr:p")


def test_every_inhabitant_stands_in_one_class_each_day(air_today, index, cut):
    result = air_indicator(air_today.indicators["air_population_by_class"], index, cut, whole="petr:p")
    assert dict(result.schema) == RESULT_COLUMNS
    assert result["place"].unique().to_list() == ["petr:p"]
    assert result["denominator"].unique().to_list() == [130.0]
    day = result.filter(pl.col("period_start") == MIDNIGHT, pl.col("n") > 0)
    assert day.select("class", "value", "n").rows() == [(0, 30.0, 1), (1, 100.0, 2)]
    last = result.filter(pl.col("period_start") == result["period_start"].max(), pl.col("n") > 0)
    assert last.select("class", "value", "n").rows() == [(0, 130.0, 3)]


def test_an_indicator_of_another_kind_or_table_is_refused(air_today, index, cut):
    indicator = air_today.indicators["air_days_by_class"]
    with pytest.raises(InputError, match="is about other, not atmo_fr_2021"):
        air_indicator(replace(indicator, table="other"), index, cut, whole="petr:p")
    with pytest.raises(InputError, match="has no classes: it is share_of_subjects"):
        air_indicator(replace(indicator, kind="share_of_subjects"), index, cut, whole="petr:p")
