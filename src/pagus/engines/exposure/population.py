"""Days and inhabitants by class of the daily index."""

from __future__ import annotations

import polars as pl

from pagus.engines.exposure.index import DailyIndex
from pagus.errors import ShapeError

__all__ = ["days_by_class", "population_by_class"]


def days_by_class(index: DailyIndex) -> pl.DataFrame:
    """How many days had each class, zone by zone?

    Takes: what ``daily_index`` gives. Gives: zone, class (0 to the highest of the table, every one listed), days,
    of (days asked for): the days of a zone add up to ``of``.
    """
    of = pl.len().over("zone").cast(pl.Int64).alias("of")
    counted = index.zones.with_columns(of).group_by("zone", "class").agg(days=pl.len().cast(pl.Int64))
    total = index.zones.group_by("zone").agg(of=pl.len().cast(pl.Int64))
    return (
        total.join(_classes(index), how="cross")
        .join(counted, on=["zone", "class"], how="left")
        .select("zone", "class", pl.col("days").fill_null(0), "of")
        .sort("zone", "class")
    )


def population_by_class(index: DailyIndex, communes: pl.DataFrame) -> pl.DataFrame:
    """How many people lived in air of each class, day by day?

    Takes: what ``daily_index`` gives; ``communes`` (commune, zone, population: null where unknown), each commune in
    one zone. Communes of a zone that the index does not hold count as class 0.
    Gives: day, class (0 = no index, every class listed), population (sum of known ones), communes, unknown (communes
    without a population). The populations of a day add up to that of all communes.
    Refuses: ShapeError for missing columns or a commune in two zones: nobody is counted twice.
    Limits: residents of the zone, all of them, at home all day: no movement, no air indoors.
    """
    absent = [name for name in ("commune", "zone", "population") if name not in communes.columns]
    if absent:
        raise ShapeError("communes lacks {columns}", columns=", ".join(absent))
    twice = communes.filter(pl.col("commune").is_duplicated())
    if not twice.is_empty():
        raise ShapeError("{commune} stands in two zones: nobody is counted twice", commune=twice["commune"][0])
    days = index.zones.select(pl.col("day").unique().sort())
    zones = communes.group_by("zone").agg(
        pl.col("population").sum().cast(pl.Int64),
        communes=pl.len().cast(pl.Int64),
        unknown=pl.col("population").is_null().sum().cast(pl.Int64),
    )
    classed = days.join(zones, how="cross").join(
        index.zones.select("zone", "day", "class"), on=["zone", "day"], how="left"
    )
    counted = (
        classed.with_columns(pl.col("class").fill_null(0))
        .group_by("day", "class")
        .agg(pl.col("population", "communes", "unknown").sum())
    )
    return (
        days.join(_classes(index), how="cross")
        .join(counted, on=["day", "class"], how="left")
        .with_columns(pl.col("population", "communes", "unknown").fill_null(0))
        .sort("day", "class")
    )


def _classes(index: DailyIndex) -> pl.DataFrame:
    numbers = list(range(len(index.table.classes) + 1))
    return pl.DataFrame({"class": numbers}, schema={"class": pl.Int64})
