"""Real glucose and real air through the public import door: what is stored is what was measured, to the last row."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pagus.apps.streams import queries
from pagus.apps.streams.actions import register_signals, register_subjects
from pagus.doors.files import ColumnMapping, import_observations
from pagus.engines.exposure import daily_index
from pagus.engines.signals import compile_program, replay
from pagus.engines.signals.glucose import glucose_metrics
from pagus.kernel.conversions import convert_named
from pagus.kernel.time import parse_instant
from pagus.kit_language import load_kit
from pagus.kit_language.model import Kit
from pagus.library.tables import index_table
from tests.apps.cast import person
from tests.conftest import ROOT
from tests.doors.conftest import empty  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("empty")
GASES = ("no2", "o3", "so2")
PARTICLES = ("pm10", "pm25")


def shipped(slug: str) -> Kit:
    return load_kit(ROOT / "src" / "pagus" / "library" / "kits" / slug)


@pytest.mark.parametrize("name", ["cgm_hall_2018_19subjects.csv.gz", "cgm_t2d_5subjects.csv.gz"])
def test_real_glucose_is_stored_whole_and_gives_the_same_report_and_alerts(shared: Path, tmp_path: Path, name: str):
    kit = shipped("diabetes-home")
    path = tmp_path / name.removesuffix(".gz")
    path.write_bytes(gzip.decompress((shared / "data" / "patients" / name).read_bytes()))
    raw = pl.read_csv(path).select(
        "id", t=pl.col("time").str.to_datetime().dt.epoch("ms"), value=pl.col("gl").cast(pl.Float64)
    )
    codes = {name: f"person:P-R{number:04d}" for number, name in enumerate(sorted(raw["id"].unique()))}
    register_signals(kit.signals.values())
    for code in codes.values():
        person(code)
    mapping = ColumnMapping(
        columns={"subject": "id", "time": "time", "value": "gl"},
        constants={"signal": "glucose", "unit": "mg/dL"},
        subjects=codes,
    )
    report = import_observations(path, mapping, "cgm", time_zone="UTC")
    assert (report.accepted, report.duplicates, report.held, report.rejected) == (raw.height, 0, 0, 0)
    again = import_observations(path, mapping, "cgm", time_zone="UTC")
    assert (again.accepted, again.duplicates) == (0, raw.height)
    expected = raw.select(subject=pl.col("id").replace_strict(codes), t="t", value="value").sort("subject", "t")
    stored = queries.history(list(codes.values()), ["glucose"])
    readings = stored.select("subject", "t", "value")
    assert readings.equals(expected)
    assert glucose_metrics(readings, over=None).equals(glucose_metrics(expected, over=None))
    program, start, end = compile_program(kit), int(expected["t"].min()), int(expected["t"].max())  # type: ignore[arg-type]
    enrolments = pl.DataFrame({"subject": list(codes.values()), "from_t": start}).with_columns(
        to_t=pl.lit(None, pl.Int64)
    )
    direct = expected.with_columns(signal=pl.lit("glucose"))
    alerts = replay(program, stored, enrolments, start, end).alerts
    assert alerts.equals(replay(program, direct, enrolments, start, end).alerts)
    assert alerts.height > 0


def test_real_air_in_parts_per_billion_comes_out_in_micrograms_and_gives_the_same_index(shared: Path, tmp_path: Path):
    kit = shipped("air-today")
    frame = pl.read_parquet(shared / "data" / "air" / "london_marylebone_hourly_1998_2005.parquet")
    summer = frame.filter(pl.col("date").dt.year() == 2003, pl.col("date").dt.month().is_between(6, 9))
    path = tmp_path / "london.parquet"
    summer.select("date", *GASES, *PARTICLES).write_parquet(path)
    register_signals(kit.signals.values())
    register_subjects(["thing:station-london"])
    units = dict.fromkeys(GASES, "[ppb]") | dict.fromkeys(PARTICLES, "ug/m3")
    mapping = ColumnMapping(
        columns={"time": "date"},
        constants={"subject": "thing:station-london"},
        measured={name: (name, unit) for name, unit in units.items()},
    )
    report = import_observations(path, mapping, "marylebone", time_zone="UTC")
    measured = summer.select(*GASES, *PARTICLES).count().sum_horizontal()[0]
    assert (report.accepted, report.held, report.rejected) == (measured, 0, 0)
    stored = queries.history(["thing:station-london"], list(units))
    assert stored.height == measured
    for name in GASES:
        raw = (
            summer.select(t=pl.col("date").dt.replace_time_zone("UTC").dt.epoch("ms"), raw=name).drop_nulls().sort("t")
        )
        pairs = raw.join(stored.filter(pl.col("signal") == name), on="t", how="inner")
        assert pairs.height == raw.height
        for given, kept in pairs.select("raw", "value").iter_rows():
            assert kept == pytest.approx(convert_named(f"ppb_to_ug_m3:{name}", given), abs=1e-9)
    stamp = pl.col("date").dt.replace_time_zone("UTC").dt.epoch("ms")
    factors = {name: convert_named(f"ppb_to_ug_m3:{name}", 1.0) for name in GASES} | dict.fromkeys(PARTICLES, 1.0)
    wide = summer.select(t=stamp, **{name: pl.col(name) * factor for name, factor in factors.items()})
    given = wide.unpivot(index="t", variable_name="signal").drop_nulls()
    direct, through_the_door = index_of(given), index_of(stored)
    assert through_the_door.equals(direct)
    assert through_the_door["class"].unique().sort().to_list() == [0, 2, 3, 4, 5]


def index_of(hourly: pl.DataFrame) -> pl.DataFrame:
    return daily_index(
        hourly.select("signal", "t", "value", station=pl.lit("thing:station-london")),
        pl.DataFrame({"station": ["thing:station-london"], "zone": ["epci:246700488"]}),
        index_table("atmo_fr_2021"),
        days=(date(2003, 6, 1), date(2003, 9, 30)),
        time_zone="Europe/London",
    ).zones


def test_an_implausible_real_value_is_held_and_stays_out_of_the_index(shared: Path, tmp_path: Path):
    kit = shipped("air-today")
    frame = pl.read_parquet(shared / "data" / "air" / "beijing_6stations_hourly_2013_2017.parquet")
    wild = frame.filter(pl.col("O3") > 800)
    station, moment = wild["station"][0], wild["time_local"][0]
    near = (pl.col("time_local") - moment).abs() <= pl.duration(days=2)
    day = (
        frame.filter((pl.col("station") == station) & near).select("time_local", "O3").filter(pl.col("O3").is_finite())
    )
    day.write_parquet(tmp_path / "beijing.parquet")
    register_signals(kit.signals.values())
    register_subjects(["thing:station-beijing"])
    mapping = ColumnMapping(
        columns={"time": "time_local"},
        constants={"subject": "thing:station-beijing"},
        measured={"O3": ("o3", "ug/m3")},
    )
    report = import_observations(tmp_path / "beijing.parquet", mapping, "beijing", time_zone="Asia/Shanghai")
    unusual = day.filter(pl.col("O3") > 800).height
    assert (report.accepted, report.held, report.rejected) == (day.height - unusual, unusual, 0)
    assert queries.history(["thing:station-beijing"], ["o3"])["value"].max() <= 800  # type: ignore[operator]
    assert {each.value for each in queries.held()} == set(day.filter(pl.col("O3") > 800)["O3"])
    assert parse_instant("2013-03-01T00:00:00+08:00") <= queries.held()[0].t
