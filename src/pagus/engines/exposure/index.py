"""Hourly concentrations of stations to the daily index of zones, exactly as an index table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from pagus.errors import InputError, ShapeError
from pagus.kernel.tables import IndexTable
from pagus.kernel.time import HOUR

__all__ = ["DailyIndex", "Stamp", "daily_index", "daily_values"]

Stamp = Literal["start", "end"]
HOURLY = {"station": pl.String, "signal": pl.String, "t": pl.Int64, "value": pl.Float64}
STATIONS = {"station": pl.String, "zone": pl.String}


@dataclass(frozen=True, slots=True)
class DailyIndex:
    """The index of each zone and day, and the sub-indices it is made of.

    ``zones``: zone, day, class (0 when there is none), status (``ok``, ``unavailable``, ``no station``), drivers (the
    signals that gave the class, all of them when several tie), missing (the signals of the table without a value).
    ``sub_indices``: zone, day, signal, value (highest daily value of the zone, unit of the table), rounded, class,
    station (one that gave it), stations (how many had a value).
    """

    table: IndexTable
    zones: pl.DataFrame
    sub_indices: pl.DataFrame


def daily_index(
    hourly: pl.DataFrame,
    stations: pl.DataFrame,
    table: IndexTable,
    *,
    days: tuple[date, date],
    time_zone: str = "Europe/Paris",
    stamp: Stamp = "start",
    zones: tuple[str, ...] = (),
) -> DailyIndex:
    """Which class had the air of each zone on each day, and which pollutants gave it?

    Takes: ``hourly`` (station, signal, t in ms UTC, value in the unit of the table; an hour without a value has no row
    or null); ``stations`` (station, zone: the zone it speaks for, and no other); ``days``, first and last local day,
    both included; ``stamp``, whether t is the start or the end of its hour; ``zones``, to report beside those of
    ``stations``.
    Gives: one row a zone and day, in that order. A zone without a station has status ``no station``: no value is
    borrowed from a neighbour. A day with too few hours or too few pollutants is ``unavailable``.
    Refuses: ShapeError for other columns, two values of one hour, an infinite value, a station in two zones;
    InputError for days in the wrong order.
    Method: ``daily_values``; per zone the highest value of each pollutant; rounded half up to ``rounding_step``; class
    = 1 + number of upper edges below it; the index is the highest class, 0 when a ``required`` group has no value.
    """
    _check(stations, STATIONS, "stations", ["station"])
    values = daily_values(hourly, table, time_zone=time_zone, stamp=stamp)
    sub_indices = _sub_indices(values, stations, table, days)
    grid = _grid(sorted({*zones, *stations["zone"]}), days)
    spoken = stations.select("zone").unique().with_columns(spoken=True)
    classes = sub_indices.group_by("zone", "day").agg(
        pl.col("class").filter(pl.col("signal") == signal).first().alias(signal) for signal in table.pollutants
    )
    wide = grid.join(spoken, on="zone", how="left").join(classes, on=["zone", "day"], how="left")
    return DailyIndex(table, _worst(wide, table), sub_indices)


def daily_values(hourly: pl.DataFrame, table: IndexTable, *, time_zone: str, stamp: Stamp = "start") -> pl.DataFrame:
    """What is the daily value of each pollutant at each station?

    Takes: as ``daily_index``; signals that the table does not know are left out.
    Gives: station, signal, day (local date), hours (with a value), expected (23, 24 or 25), value (null when fewer than
    the table's share of the expected hours have one).
    Refuses: ShapeError as ``daily_index``.
    Method: mean or maximum of the hours whose start falls in the local day, as the table says of the pollutant.
    """
    if stamp not in {"start", "end"}:
        raise InputError("stamp is start or end, not {stamp!r}", stamp=stamp)
    _check(hourly, HOURLY, "hourly", ["station", "signal", "t"])
    if not hourly.filter(~pl.col("value").is_finite()).is_empty():
        raise ShapeError("hourly values must be finite: leave out an hour that has none")
    means = [name for name, entry in table.pollutants.items() if entry.statistic == "day_mean"]
    start = pl.col("t") - (HOUR if stamp == "end" else 0)
    local_day = pl.from_epoch(start, "ms").dt.replace_time_zone("UTC").dt.convert_time_zone(time_zone).dt.date()
    return (
        hourly.filter(pl.col("signal").is_in(list(table.pollutants)), pl.col("value").is_not_null())
        .with_columns(day=local_day)
        .group_by("station", "signal", "day")
        .agg(hours=pl.len().cast(pl.Int64), mean=pl.col("value").mean(), maximum=pl.col("value").max())
        .with_columns(expected=_hours_of_day(pl.col("day"), time_zone))
        .select(
            "station", "signal", "day", "hours", "expected",
            value=pl.when(pl.col("hours") >= table.completeness * pl.col("expected")).then(
                pl.when(pl.col("signal").is_in(means)).then("mean").otherwise("maximum")
            ),
        )
        .sort("station", "signal", "day")
    )  # fmt: skip


def _hours_of_day(day: pl.Expr, time_zone: str) -> pl.Expr:
    """A local day has 23 or 25 hours when the clock changes."""
    midnight = day.cast(pl.Datetime("ms")).dt.replace_time_zone(time_zone)
    following = day.dt.offset_by("1d").cast(pl.Datetime("ms")).dt.replace_time_zone(time_zone)
    return (following - midnight).dt.total_hours()


def _sub_indices(
    values: pl.DataFrame, stations: pl.DataFrame, table: IndexTable, days: tuple[date, date]
) -> pl.DataFrame:
    rounded = (pl.col("value") / table.rounding_step + 0.5).floor() * table.rounding_step
    upper = pl.DataFrame(
        [(signal, list(entry.upper_edges)) for signal, entry in table.pollutants.items()],
        schema={"signal": pl.String(), "edges": pl.List(pl.Float64())},
        orient="row",
    )
    below = pl.sum_horizontal(
        pl.col("edges").list.get(place) < pl.col("rounded") for place in range(len(table.classes) - 1)
    )
    return (
        values.filter(pl.col("value").is_not_null(), pl.col("day").is_between(*days))
        .join(stations, on="station", how="inner")
        .sort("value", "station", descending=[True, False])
        .group_by("zone", "day", "signal", maintain_order=True)
        .agg(pl.col("value").first(), pl.col("station").first(), stations=pl.len().cast(pl.Int64))
        .with_columns(rounded=rounded)
        .join(upper, on="signal", how="left")
        .select(
            "zone",
            "day",
            "signal",
            "value",
            "rounded",
            (below + 1).cast(pl.Int64).alias("class"),
            "station",
            "stations",
        )
        .sort("zone", "day", "signal")
    )


def _worst(wide: pl.DataFrame, table: IndexTable) -> pl.DataFrame:
    """One column of classes a signal to the class of the day, its drivers and what was missing."""
    enough = pl.all_horizontal(
        pl.any_horizontal(pl.col(signal).is_not_null() for signal in group) for group in table.required
    )
    status = (
        pl.when(pl.col("spoken").is_null())
        .then(pl.lit("no station"))
        .when(enough)
        .then(pl.lit("ok"))
        .otherwise(pl.lit("unavailable"))
    )
    drivers = [pl.when(pl.col(name) == pl.col("worst")).then(pl.lit(name)) for name in table.pollutants]
    missing = [pl.when(pl.col(name).is_null()).then(pl.lit(name)) for name in table.pollutants]
    return wide.with_columns(
        worst=pl.when(enough).then(pl.max_horizontal(*table.pollutants)).otherwise(0), status=status
    ).select(
        "zone",
        "day",
        pl.col("worst").alias("class"),
        "status",
        drivers=pl.concat_list(drivers).list.drop_nulls(),
        missing=pl.concat_list(missing).list.drop_nulls(),
    )


def _grid(zones: list[str], days: tuple[date, date]) -> pl.DataFrame:
    first, last = days
    if last < first:
        raise InputError("the last day {last} is before the first {first}", first=first, last=last)
    calendar = pl.date_range(first, last, eager=True).alias("day").to_frame()
    return pl.DataFrame({"zone": zones}, schema={"zone": pl.String}).join(calendar, how="cross")


def _check(frame: pl.DataFrame, schema: Mapping[str, type[pl.DataType]], what: str, unique: list[str]) -> None:
    got = {name: frame.schema.get(name) for name in schema}
    wrong = [f"{name} ({kind.__name__})" for name, kind in schema.items() if got[name] != kind]
    if wrong:
        raise ShapeError("{what} lacks {columns}", what=what, columns=", ".join(wrong))
    twice = frame.filter(frame.select(unique).is_duplicated())
    if not twice.is_empty():
        row = ", ".join(str(twice[name][0]) for name in unique)
        raise ShapeError("{what} holds {row} twice: one row each", what=what, row=row)
