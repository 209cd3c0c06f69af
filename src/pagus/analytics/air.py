"""Indicators of the air: days and inhabitants by class of a daily index. Measurements and census: nobody is in
them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl

from pagus.analytics.indicators import RESULT_COLUMNS
from pagus.engines.exposure import DailyIndex, population_by_class
from pagus.errors import InputError
from pagus.kernel.time import DAY
from pagus.kit_language.model import Indicator

__all__ = ["air_indicator"]


def air_indicator(
    indicator: Indicator, index: DailyIndex, cut: pl.DataFrame, *, whole: str, time_zone: str = "Europe/Paris"
) -> pl.DataFrame:
    """How many days, or how many inhabitants, had each class of the index?

    Takes: a ``days_by_class`` or ``population_by_class`` indicator; what ``engines.exposure.daily_index`` gives,
    whose zones are places of the cut; ``cut``, what ``analytics.cuts.cut_places`` gives; ``whole``, the code of all
    of the cut together.
    Gives: ``RESULT_COLUMNS``, one row a class (0 = no index). ``days_by_class``: for each place of the cut and each
    whole period that ends with the last day of the index: value = numerator = days, denominator = n = days of the
    period; ``no data`` where no day of the period has an index. ``population_by_class``: for the whole and each day:
    value = numerator = inhabitants, denominator = inhabitants of all communes of the cut, n = communes.
    Refuses: InputError for another kind of indicator, or one whose table is not that of the index.
    """
    if indicator.table != index.table.id:
        facts = {"indicator": indicator.id, "wanted": indicator.table, "got": index.table.id}
        raise InputError("{indicator} is about {wanted}, not {got}", **facts)
    if indicator.kind == "days_by_class":
        return _days(indicator, index, cut, time_zone).cast(RESULT_COLUMNS)  # type: ignore[arg-type]
    if indicator.kind == "population_by_class":
        return _population(index, cut, whole, time_zone).cast(RESULT_COLUMNS)  # type: ignore[arg-type]
    raise InputError("{indicator} has no classes: it is {kind}", indicator=indicator.id, kind=indicator.kind)


def _days(indicator: Indicator, index: DailyIndex, cut: pl.DataFrame, time_zone: str) -> pl.DataFrame:
    length = indicator.period_ms // DAY
    days = index.zones["day"].unique().sort().to_list()
    if length < 1 or len(days) < length:
        raise InputError("{indicator} needs {days} days of index at least", indicator=indicator.id, days=max(1, length))
    places = pl.DataFrame({"place": cut["place"].unique().sort()})
    classes = pl.DataFrame({"class": range(len(index.table.classes) + 1)}, schema={"class": pl.Int64})
    grid = places.join(classes, how="cross")
    whole_periods = range(len(days) % length, len(days), length)
    return pl.concat(_days_of(index, grid, days[at], days[at + length - 1], time_zone) for at in whole_periods)


def _days_of(index: DailyIndex, grid: pl.DataFrame, first: date, last: date, time_zone: str) -> pl.DataFrame:
    length = (last - first).days + 1
    counted = (
        index.zones.filter(pl.col("day").is_between(first, last))
        .group_by(pl.col("zone").alias("place"), "class")
        .agg(days=pl.len().cast(pl.Float64))
    )
    indexed = pl.col("days").filter(pl.col("class") > 0).sum().over("place")
    table = (
        grid.join(counted, on=["place", "class"], how="left", maintain_order="left")
        .with_columns(pl.col("days").fill_null(0.0))
        .with_columns(indexed=indexed)
    )
    days = pl.when(pl.col("class") == 0).then(length - pl.col("indexed")).otherwise("days")
    value = pl.when(pl.col("indexed") > 0).then(days)
    return table.select(
        "place",
        pl.lit(_midnight(first, time_zone)).alias("period_start"),
        pl.lit(_midnight(last + timedelta(days=1), time_zone)).alias("period_end"),
        "class",
        value=value,
        numerator=value,
        denominator=pl.lit(float(length)),
        n=pl.lit(length, dtype=pl.Int64),
        status=pl.when(pl.col("indexed") > 0).then(pl.lit("ok")).otherwise(pl.lit("no data")),
    )


def _population(index: DailyIndex, cut: pl.DataFrame, whole: str, time_zone: str) -> pl.DataFrame:
    communes = cut.select("commune", pl.col("place").alias("zone"), "population")
    counted = population_by_class(index, communes)
    starts = {day: _midnight(day, time_zone) for day in counted["day"].unique()}
    ends = {day: _midnight(day + timedelta(days=1), time_zone) for day in starts}
    total = float(communes["population"].sum())
    return counted.select(
        place=pl.lit(whole),
        period_start=pl.col("day").replace_strict(starts, return_dtype=pl.Int64),
        period_end=pl.col("day").replace_strict(ends, return_dtype=pl.Int64),
        **{"class": pl.col("class")},
        value=pl.col("population").cast(pl.Float64),
        numerator=pl.col("population").cast(pl.Float64),
        denominator=pl.lit(total),
        n=pl.col("communes"),
        status=pl.lit("ok"),
    )


def _midnight(day: date, time_zone: str) -> int:
    """The instant at which this local day begins."""
    naive = pl.Series([datetime(day.year, day.month, day.day)], dtype=pl.Datetime("ms"))  # noqa: DTZ001 - zone follows
    return int(naive.dt.replace_time_zone(time_zone).dt.epoch("ms")[0])
