"""Cells of a timetable: times, days, numbers, and the first line on which one of them is none."""

from __future__ import annotations

from typing import Any

import polars as pl

__all__ = ["day_of", "first_wrong", "number_of", "seconds_of"]

_TIME = r"^(\d{1,3}):([0-5]\d):([0-5]\d)$"


def seconds_of(column: str) -> pl.Expr:
    """H:MM:SS as seconds, over 24 hours after midnight; null for anything else."""
    part = [pl.col(column).str.extract(_TIME, place).cast(pl.Int32) for place in (1, 2, 3)]
    return (part[0] * 3600 + part[1] * 60 + part[2]).alias(column)


def day_of(column: str) -> pl.Expr:
    """YYYYMMDD as a date; null for anything else."""
    return pl.when(pl.col(column).str.len_chars() == 8).then(pl.col(column).str.to_date("%Y%m%d", strict=False))


def number_of(column: str) -> pl.Expr:
    """A number; null for anything else."""
    return pl.col(column).cast(pl.Float64, strict=False)


def first_wrong(frame: pl.DataFrame, right: pl.Expr) -> dict[str, Any] | None:
    """Which line is the first that is wrong?

    Takes: a text table of an archive; what a right line is (null is wrong). Gives: its cells, and its number under
    ``LINE``; None when all are right.
    """
    wrong = frame.filter(~right.fill_null(False)).head(1)
    return None if wrong.is_empty() else wrong.row(0, named=True)
