"""Commune tables to larger places, each commune counted once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.errors import ShapeError
from pagus.kernel.places.model import How, RollUp

__all__ = ["prepare_table", "roll_up_rows"]


def prepare_table(table: pl.DataFrame, how: How, today: Mapping[str, str], kinds: Mapping[str, str]) -> pl.DataFrame:
    """Which value has each of today's communes?

    Takes: commune, value and, for a mean, weight; codes of former communes and municipal arrondissements allowed.
    Gives: commune, given, value (and weight) as floats, former communes and arrondissements joined to today's commune.
    Refuses: ShapeError for missing columns, a code twice, not-a-number, or a commune beside its own arrondissements.
    """
    needed = ["commune", "value"] + (["weight"] if how == "mean" else [])
    absent = [name for name in needed if name not in table.columns]
    if absent:
        raise ShapeError(
            "the table lacks {absent}: a {how} needs the columns {needed}",
            absent=", ".join(absent), how=how, needed=", ".join(needed),
        )  # fmt: skip
    frame = table.select(
        pl.col("commune").alias("given").cast(pl.String), *[pl.col(n).cast(pl.Float64) for n in needed[1:]]
    )
    _refuse_bad_rows(frame, needed[1:])
    codes = frame["given"].to_list()
    frame = frame.insert_column(0, pl.Series("commune", [today.get(code) for code in codes], dtype=pl.String))
    parts = {today[code] for code in codes if code in today and kinds.get(code) == "municipal_arrondissement"}
    whole = sorted(parts & set(codes))
    if whole:
        raise ShapeError("{commune} is given whole and by its arrondissements: keep one of the two", commune=whole[0])
    return frame


def _refuse_bad_rows(frame: pl.DataFrame, columns: list[str]) -> None:
    twice = frame.filter(pl.col("given").is_duplicated())
    if len(twice):
        raise ShapeError("{commune} is twice in the table: each commune once", commune=twice["given"][0])
    for column in columns:
        bad = frame.filter(~pl.col(column).is_finite())
        if len(bad):
            raise ShapeError("{column} of {commune} is not a finite number: leave it empty if it is missing",
                             column=column, commune=bad["given"][0])  # fmt: skip
    if "weight" in columns and len(frame.filter(pl.col("weight") < 0)):
        commune = frame.filter(pl.col("weight") < 0)["given"][0]
        raise ShapeError("the weight of {commune} is negative", commune=commune)


def roll_up_rows(
    frame: pl.DataFrame, how: How, along: str, codes: pl.Series, communes: NDArray[np.int64], groups: NDArray[np.int64]
) -> RollUp:
    """What is the value of each group of communes?

    Takes: what ``prepare_table`` gives; the codes of all places; the rows of today's communes and the row of each
    one's group (-1 for none). Gives: the roll-up, one line a group that has communes, in the order of codes.
    """
    members = pl.DataFrame({"commune": codes.gather(communes), "group": groups[communes]})
    known = frame.filter(pl.col("commune").is_not_null())
    measure = _sum(known) if how == "sum" else _mean(known)
    joined = members.join(measure, on="commune", how="left")
    grouped = joined.filter(pl.col("group") >= 0).group_by("group").agg(
        _total(how), pl.col("value").is_not_null().sum().cast(pl.Int64).alias("communes"),
        pl.col("value").is_null().sum().cast(pl.Int64).alias("missing"),
    )  # fmt: skip
    table = grouped.select(codes.gather(grouped["group"]).alias("place"), "value", "communes", "missing").sort("place")
    outside = joined.filter((pl.col("group") < 0) & pl.col("value").is_not_null())["commune"].sort().to_list()
    unknown = frame.filter(pl.col("commune").is_null())["given"].sort().to_list()
    return RollUp(along=along, how=how, table=table, outside=tuple(outside), unknown=tuple(unknown))


def _sum(known: pl.DataFrame) -> pl.DataFrame:
    return known.filter(pl.col("value").is_not_null()).group_by("commune").agg(pl.col("value").sum())


def _mean(known: pl.DataFrame) -> pl.DataFrame:
    full = known.filter(pl.col("value").is_not_null() & (pl.col("weight") > 0))
    weight = pl.col("weight").sum()
    return full.group_by("commune").agg(((pl.col("value") * pl.col("weight")).sum() / weight).alias("value"), weight)


def _total(how: How) -> pl.Expr:
    """A sum of nothing is unknown, not zero."""
    some = pl.col("value").is_not_null().any()
    if how == "sum":
        return pl.when(some).then(pl.col("value").sum()).alias("value")
    weighted = (pl.col("value") * pl.col("weight")).sum() / pl.col("weight").sum()
    return pl.when(some).then(weighted).alias("value")
