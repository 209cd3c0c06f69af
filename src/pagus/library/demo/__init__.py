"""The simulated people and stations of the demo: nobody in them exists, the communes do.

``README.md`` in this folder says how they were made. Times are offsets in milliseconds before the end of the
demo (zero or less), so that a demo can end at any instant; meals and rush hours keep their local hour.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from io import BytesIO

import polars as pl

from pagus.kernel.time import DAY, HOUR, MINUTE

__all__ = ["DEMO_DAYS", "demo_observations", "demo_people", "demo_teams", "demo_things"]

DEMO_DAYS = 28
_ZONE = "Europe/Paris"


def demo_people() -> pl.DataFrame:
    """Who are the virtual patients of the demo?

    Gives: ``code`` (``person:P-…``), ``residence`` (``commune:…``), ``team`` (a code of ``demo_teams``),
    ``simulated`` (always true).
    """
    return _list("people.csv")


def demo_teams() -> pl.DataFrame:
    """Which care teams follow them?

    Gives: ``code``, ``name_fr``, ``name_en``, ``name_de``, ``territory`` (place code of the zone they cover).
    """
    return _list("teams.csv")


def demo_things() -> pl.DataFrame:
    """Which simulated stations stand where, and for which zone does each speak?

    Gives: ``code`` (``thing:station-…``), ``kind`` (``air_station``), ``name_fr``, ``name_en``, ``name_de``,
    ``place`` (commune), ``represents`` (EPCI), ``lon``, ``lat`` (degrees, WGS 84), ``simulated`` (always true).
    """
    return _list("things.csv").with_columns(pl.col("lon", "lat").cast(pl.Float64))


def demo_observations(end: int | None = None) -> pl.DataFrame:
    """What did they measure in the 28 days before the end of the demo?

    Takes: ``end``, the instant (ms UTC) at which the demo ends: readings are then laid so that breakfast stays at
    breakfast time in Europe/Paris. Without it the end is a local midnight.
    Gives: ``subject``, ``signal``, ``t_offset`` (i64 ms, -28 d < t_offset <= 0: add it to ``end``), ``value`` (f64),
    ``unit`` (UCUM), sorted by subject, signal and time. Hourly values are stamped at the start of their hour.
    Limits: the offset of Europe/Paris at ``end`` holds for all 28 days: no change to summer time is drawn.
    """
    cut = DEMO_DAYS * DAY + (0 if end is None else _time_of_day(end))
    frames = [_glucose(), _air()]
    return (
        pl.concat(frames)
        .with_columns(t_offset=pl.col("t_offset") - cut)
        .filter(pl.col("t_offset") > -DEMO_DAYS * DAY, pl.col("t_offset") <= 0)
        .sort("subject", "signal", "t_offset")
    )


def _time_of_day(instant: int) -> int:
    local = pl.Series([instant], dtype=pl.Datetime("ms", "UTC")).dt.convert_time_zone(_ZONE)
    midnight = local.dt.truncate("1d")
    return int(instant - midnight.dt.epoch("ms")[0])


def _glucose() -> pl.DataFrame:
    return _table("patients.parquet").select(
        subject="person:" + pl.col("person").cast(pl.String),
        signal=pl.lit("glucose"),
        t_offset=pl.col("minute").cast(pl.Int64) * MINUTE,
        value=pl.col("mg_dl").cast(pl.Float64),
        unit=pl.lit("mg/dL"),
    )


def _air() -> pl.DataFrame:
    return _table("stations.parquet").select(
        subject="thing:station-" + pl.col("station").cast(pl.String),
        signal=pl.col("signal").cast(pl.String),
        t_offset=pl.col("hour").cast(pl.Int64) * HOUR,
        value=pl.col("tenths").cast(pl.Float64) / 10,
        unit=pl.lit("ug/m3"),
    )


def _table(name: str) -> pl.DataFrame:
    return pl.read_parquet(BytesIO(files(__name__).joinpath(name).read_bytes()))


def _list(name: str) -> pl.DataFrame:
    rows = list(csv.DictReader(files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines()))
    frame = pl.DataFrame(rows)
    return frame.with_columns(pl.col("simulated") == "true") if "simulated" in frame.columns else frame
