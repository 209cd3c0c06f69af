"""Indicators: a number by place and period, with what it was made of, and nothing that points at somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from pagus.analytics.counts import share_counts, value_counts
from pagus.errors import InputError, ShapeError
from pagus.kernel.disclosure import Audience, disclose_parts, smallest_shown
from pagus.kit_language.model import Indicator, Kit

__all__ = ["RESULT_COLUMNS", "people_indicator"]

RESULT_COLUMNS = {
    "place": pl.String,
    "period_start": pl.Int64,
    "period_end": pl.Int64,
    "class": pl.Int64,
    "value": pl.Float64,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "n": pl.Int64,
    "status": pl.String,
}
"""One row a place and period (and class of an index, else null); instants in ms UTC, the period is (start, end].
``status``: ``ok``, ``no data`` (there was nothing to count) or ``suppressed`` (too few people to show); where it is
not ``ok`` the value, its parts and, if suppressed, n are null."""


def people_indicator(
    kit: Kit,
    indicator: Indicator,
    features: pl.DataFrame,
    residences: pl.DataFrame,
    cut: pl.DataFrame,
    *,
    whole: str,
    audience: Audience,
) -> pl.DataFrame:
    """What is the value of a person indicator in each place and period, as this audience may see it?

    Takes: a ``share_of_subjects`` or ``mean_of_subjects`` indicator of the kit; ``features`` (subject, t = end of a
    period, the features that it reads, null = unknown, and a ``parameter_column`` for each parameter that it reads; one
    row a person enrolled at t); ``residences`` (subject, commune); ``cut``, what ``cut_places`` gives; ``whole``, the
    code of all of the cut together; the audience.
    Gives: ``RESULT_COLUMNS``: for each period the whole first, then every place of the cut. People who live outside
    the cut are not counted. n is the number of people enrolled, null when it would tell how few of them lack data.
    Refuses: InputError for another kind of indicator, ShapeError for missing columns or a person with two homes.
    Method: ``share_counts`` or ``value_counts``; small cells withheld by ``disclose_parts``, the whole being known.
    """
    counts = {"share_of_subjects": share_counts, "mean_of_subjects": value_counts}.get(indicator.kind)
    if counts is None:
        raise InputError("{indicator} counts no people: it is {kind}", indicator=indicator.id, kind=indicator.kind)
    people = _placed(features, residences, cut)
    by_place = counts(kit, indicator, people)
    total = counts(kit, indicator, people.with_columns(place=pl.lit(whole)))
    places = cut["place"].unique().sort().to_list()
    rows: list[dict[str, Any]] = []
    for end in features["t"].unique().sort():
        found = {row["place"]: row for row in by_place.filter(pl.col("t") == end).iter_rows(named=True)}
        sums = {row["place"]: row for row in total.filter(pl.col("t") == end).iter_rows(named=True)}
        period = (end - indicator.period_ms, end)
        rows.extend(_rows([whole], sums, period, audience, total_shown=False))
        rows.extend(_rows(places, found, period, audience, total_shown=True))
    return pl.DataFrame(rows, schema=RESULT_COLUMNS, orient="row")


def _placed(features: pl.DataFrame, residences: pl.DataFrame, cut: pl.DataFrame) -> pl.DataFrame:
    for frame, what, needed in (
        (features, "features", ("subject", "t")),
        (residences, "residences", ("subject", "commune")),
        (cut, "cut", ("commune", "place")),
    ):
        absent = [name for name in needed if name not in frame.columns]
        if absent:
            raise ShapeError("{what} lacks {columns}", what=what, columns=", ".join(absent))
    if residences["subject"].is_duplicated().any():
        raise ShapeError("residences holds a person twice: nobody lives in two places")
    if features.select("subject", "t").is_duplicated().any():
        raise ShapeError("features holds a person twice at one instant")
    homes = residences.select("subject", "commune").join(cut.select("commune", "place"), on="commune", how="inner")
    return features.join(homes, on="subject", how="inner")


def _rows(
    places: Sequence[str],
    counts: Mapping[str, Mapping[str, Any]],
    period: tuple[int, int],
    audience: Audience,
    *,
    total_shown: bool,
) -> Iterator[dict[str, Any]]:
    """The rows of one period. A place without anybody is no cell: there is nothing to withhold in it."""
    marks = disclose_parts({place: _parts(row) for place, row in counts.items()}, audience, total_shown=total_shown)
    for place in places:
        row = counts.get(place)
        base: dict[str, Any] = {"place": place, "period_start": period[0], "period_end": period[1], "class": None}
        base |= {"value": None, "numerator": None, "denominator": None}
        if row is None:
            yield base | {"n": 0, "status": "no data"}
        elif place in marks:
            yield base | {"n": None, "status": "suppressed"}
        elif row["denominator"] == 0:
            yield base | {"n": row["n"], "status": "no data"}
        else:
            yield base | _value(row) | {"n": _people(row, audience), "status": "ok"}


def _parts(row: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """Every count that a reader of the cell can work out. Without anybody to judge there is only n."""
    n, denominator = row["n"], row["denominator"]
    if denominator == 0:
        return (n, n, n, n)
    if "mean" in row:
        return (n, denominator, denominator, denominator)
    return (n, denominator, row["numerator"], denominator - row["numerator"])


def _value(row: Mapping[str, Any]) -> dict[str, Any]:
    if "mean" in row:
        return {"value": row["mean"], "numerator": None, "denominator": row["denominator"]}
    share = row["numerator"] / row["denominator"]
    return {"value": share, "numerator": row["numerator"], "denominator": row["denominator"]}


def _people(row: Mapping[str, Any], audience: Audience) -> int | None:
    without = row["n"] - row["denominator"]
    return None if 0 < without < smallest_shown(audience) else int(row["n"])
