"""The glucose report: consensus metrics and the ambulatory profile, for many people at once.

Definitions and where the oracles differ: docs/explanation/glucose-metrics.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pagus.errors import InputError, ShapeError
from pagus.kernel.time import DAY, MINUTE

__all__ = ["ADULT", "PERCENTILES", "PREGNANCY", "GlucoseBands", "ambulatory_profile", "glucose_metrics"]

PERCENTILES = (5, 25, 50, 75, 95)
"""Of the ambulatory glucose profile: consensus 2019, doi 10.2337/dci19-0028."""

GMI_INTERCEPT_PERCENT = 3.31
GMI_SLOPE_PERCENT_PER_MG_DL = 0.02392
"""Glucose management indicator: Bergenstal 2018, doi 10.2337/dc18-1581."""

ENOUGH_DAYS = 14
ENOUGH_ACTIVE = 0.70
"""Less than 14 days, or less than 70 % of the readings, is too little for the report: consensus 2019."""

SHARES = ("very_low", "low", "in_range", "high", "very_high", "below", "above")

READINGS = {"subject": pl.String, "t": pl.Int64, "value": pl.Float64}


@dataclass(frozen=True, slots=True, kw_only=True)
class GlucoseBands:
    """Edges in mg/dL: very low < 54 <= low < 70 <= in range <= 180 < high <= 250 < very high, for adults."""

    very_low: float
    low: float
    high: float
    very_high: float


ADULT = GlucoseBands(very_low=54, low=70, high=180, very_high=250)
"""Types 1 and 2: consensus 2019, doi 10.2337/dci19-0028."""
PREGNANCY = GlucoseBands(very_low=54, low=63, high=140, very_high=250)
"""Pregnancy with type 1: the same consensus, which has no target above 250 there; the edge is that of adults."""


def glucose_metrics(
    readings: pl.DataFrame,
    *,
    over: int | None = ENOUGH_DAYS * DAY,
    end: int | None = None,
    every: int = 5 * MINUTE,
    bands: GlucoseBands = ADULT,
) -> pl.DataFrame:
    """How did each person's glucose do?

    Takes: ``readings`` (subject, t in ms UTC, value in mg/dL; one row a reading, no nulls); ``over``, the length of
    the report in ms (None: from the first to the last reading); ``end``, its last instant (None: each person's last
    reading); ``every``, the rhythm of the sensor in ms.
    Gives: one row a person with a reading in the window [end - over, end]: subject, readings, first, last (ms), days
    (with a reading, of 24 h counted back from the end), active (share, at most 1), mean, sd (mg/dL; null under two
    readings), cv (share), gmi (%), very_low, low, in_range, high, very_high (shares of readings that add up to 1),
    below = very_low + low, above = high + very_high, enough (at least 14 days long and 70 % active).
    Refuses: ShapeError for other columns, a null or infinite value, two readings of one instant; InputError for a
    length or a rhythm of zero or less.
    Method: sd with n - 1; active = readings x every / over; gmi = 3.31 + 0.02392 x mean.
    """
    _check(readings)
    if every <= 0 or (over is not None and over <= 0):
        raise InputError("the length of the report and the rhythm are above zero")
    counted = _count(_window(readings, over, end, every), bands)
    active = pl.min_horizontal(pl.lit(1.0), pl.col("readings") * every / pl.col("length"))
    return (
        counted.with_columns(active=active, cv=pl.col("sd") / pl.col("mean"))
        .with_columns(
            gmi=GMI_INTERCEPT_PERCENT + GMI_SLOPE_PERCENT_PER_MG_DL * pl.col("mean"),
            enough=(pl.col("length") >= ENOUGH_DAYS * DAY) & (pl.col("active") >= ENOUGH_ACTIVE),
        )
        .select("subject", "readings", "first", "last", "days", "active", "mean", "sd", "cv", "gmi", *SHARES, "enough")
        .sort("subject")
    )


def _window(readings: pl.DataFrame, over: int | None, end: int | None, every: int) -> pl.DataFrame:
    """The readings of the report, with its last instant and its length."""
    stop = pl.lit(end, dtype=pl.Int64) if end is not None else pl.col("t").max().over("subject")
    whole = pl.col("stop") - pl.col("t").min().over("subject") + every
    length = pl.lit(over, dtype=pl.Int64) if over is not None else whole
    return (
        readings.with_columns(stop=stop)
        .filter(pl.col("t") <= pl.col("stop"))
        .with_columns(length=length)
        .filter(pl.col("t") >= pl.col("stop") - pl.col("length"))
    )


def _count(window: pl.DataFrame, bands: GlucoseBands) -> pl.DataFrame:
    value = pl.col("value")
    inside = (
        value < bands.very_low,
        (value >= bands.very_low) & (value < bands.low),
        (value >= bands.low) & (value <= bands.high),
        (value > bands.high) & (value <= bands.very_high),
        value > bands.very_high,
        value < bands.low,
        value > bands.high,
    )
    return window.group_by("subject").agg(
        pl.len().cast(pl.Int64).alias("readings"),
        pl.col("length").first(),
        first=pl.col("t").min(),
        last=pl.col("t").max(),
        days=((pl.col("stop") - pl.col("t")) // DAY).n_unique().cast(pl.Int64),
        mean=value.mean(),
        sd=value.std(ddof=1),
        **{name: condition.mean() for name, condition in zip(SHARES, inside, strict=True)},
    )


def ambulatory_profile(
    readings: pl.DataFrame, *, time_zone: str = "Europe/Paris", step: int = 15 * MINUTE
) -> pl.DataFrame:
    """Which glucose had each person at each time of the day?

    Takes: ``readings`` as ``glucose_metrics``, already cut to the report; the time zone that the person lives in;
    ``step``, the length in ms of a piece of the day, which must divide 24 h.
    Gives: subject, minute (of the local day at which the piece begins), readings, p5, p25, p50, p75, p95 (mg/dL);
    pieces without a reading have no row.
    Refuses: ShapeError as ``glucose_metrics``; InputError for a step that does not divide the day.
    Method: readings of all days pooled by piece of the day; percentiles with linear interpolation (type 7); not
    smoothed, so that every drawn value is that of the readings beneath it.
    """
    _check(readings)
    if step <= 0 or DAY % step or step % MINUTE:
        raise InputError("a step of {step} ms does not divide the day into whole minutes", step=step)
    local = pl.from_epoch(pl.col("t"), "ms").dt.replace_time_zone("UTC").dt.convert_time_zone(time_zone)
    minute = local.dt.hour().cast(pl.Int64) * 60 + local.dt.minute().cast(pl.Int64)
    size = step // MINUTE
    return (
        readings.with_columns(minute=minute // size * size)
        .group_by("subject", "minute")
        .agg(
            pl.len().cast(pl.Int64).alias("readings"),
            *(pl.col("value").quantile(level / 100, "linear").alias(f"p{level}") for level in PERCENTILES),
        )
        .sort("subject", "minute")
    )


def _check(readings: pl.DataFrame) -> None:
    wrong = [f"{name} ({kind.__name__})" for name, kind in READINGS.items() if readings.schema.get(name) != kind]
    if wrong:
        raise ShapeError("readings lack {columns}", columns=", ".join(wrong))
    if readings.select(*READINGS).null_count().sum_horizontal()[0] or not readings["value"].is_finite().all():
        raise ShapeError("readings hold a null or infinite value: leave out what was not measured")
    if readings.select("subject", "t").is_duplicated().any():
        raise ShapeError("readings hold two values of one person at one instant: keep one")
