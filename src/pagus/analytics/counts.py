"""How many people meet the conditions of an indicator, place by place: one definition, in Polars and in SQL."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import polars as pl

from pagus.errors import ShapeError
from pagus.kernel.units import convert
from pagus.kit_language.model import Indicator, Kit
from pagus.rules import Environment, Expression, compile_rule, to_ibis, to_polars

__all__ = ["indicator_expressions", "parameter_column", "share_counts", "share_query", "value_counts"]


def share_counts(kit: Kit, indicator: Indicator, people: pl.DataFrame) -> pl.DataFrame:
    """How many people are there, how many can be judged, and how many meet the target?

    Takes: a ``share_of_subjects`` indicator of the kit; ``people``, one row a person and period end: place, t, the
    features that the indicator reads (null = unknown), and a ``parameter_column`` for each parameter that it reads.
    Gives: place, t, n (people), denominator (its condition is true), numerator (both conditions are true), sorted.
    Method: an unknown condition is not true: nobody counts as in target for lack of data.
    """
    numerator, denominator = indicator_expressions(kit, indicator)
    judged, met = (to_polars(each, _own(each, people)) for each in (denominator, numerator))
    return (
        people.with_columns(judged=judged.fill_null(value=False), met=met.fill_null(value=False))
        .group_by("place", "t")
        .agg(
            n=pl.len().cast(pl.Int64),
            denominator=pl.col("judged").sum().cast(pl.Int64),
            numerator=(pl.col("judged") & pl.col("met")).sum().cast(pl.Int64),
        )
        .sort("place", "t")
    )


def share_query(kit: Kit, indicator: Indicator, table_name: str) -> str:
    """Which SQL gives the counts of ``share_counts`` from a table of people?

    Takes: as ``share_counts``, with the name of a table instead of a frame. Gives: a DuckDB SELECT with the same
    columns, compiled by Ibis from the same syntax tree; any engine that Ibis knows can run its like.
    """
    ibis = import_module("ibis")
    numerator, denominator = indicator_expressions(kit, indicator)
    columns = {"place": "string", "t": "int64"}
    columns |= dict.fromkeys((*numerator.features, *denominator.features), "float64")
    own = {name: parameter_column(name) for name in (*numerator.parameters, *denominator.parameters)}
    columns |= dict.fromkeys(own.values(), "float64")
    table = ibis.table(columns, name=table_name)
    values = {name: table[column] for name, column in own.items()}
    judged = to_ibis(denominator, table, values).fill_null(False)
    met = to_ibis(numerator, table, values).fill_null(False)
    counts = (
        table.mutate(judged=judged, met=judged & met)
        .group_by("place", "t")
        .agg(
            n=ibis._.count(),
            denominator=ibis._.judged.cast("int64").sum(),
            numerator=ibis._.met.cast("int64").sum(),
        )
        .order_by("place", "t")
    )
    return str(ibis.to_sql(counts, dialect="duckdb"))


def value_counts(kit: Kit, indicator: Indicator, people: pl.DataFrame) -> pl.DataFrame:
    """What is the mean of a number over the people of each place?

    Takes: a ``mean_of_subjects`` indicator of the kit; ``people`` as ``share_counts``.
    Gives: place, t, n (people), denominator (people whose number is known), mean (in the unit of the indicator, null
    when nobody's is known), sorted.
    """
    (number,) = indicator_expressions(kit, indicator)
    value = pl.col("_number")
    means = (
        people.with_columns(to_polars(number, _own(number, people)).alias("_number"))
        .group_by("place", "t")
        .agg(n=pl.len().cast(pl.Int64), denominator=value.count().cast(pl.Int64), mean=value.mean())
        .sort("place", "t")
    )
    unit = "1" if number.unit is None else number.unit.code
    converted = [None if mean is None else convert(mean, unit, indicator.unit) for mean in means["mean"]]
    return means.with_columns(mean=pl.Series(converted, dtype=pl.Float64))


def indicator_expressions(kit: Kit, indicator: Indicator) -> tuple[Expression, ...]:
    """What must be computed of each person for this indicator: its numerator, and its denominator if it has one?

    Takes: an indicator of people of a checked kit. Gives: expressions, with the features and parameters they read.
    """
    units = {name: feature.unit for name, feature in kit.features.items()}
    environment = Environment(units, {name: parameter.unit for name, parameter in kit.parameters.items()})
    texts = (indicator.numerator, indicator.denominator)
    return tuple(compile_rule(text, environment) for text in texts if text)


def parameter_column(name: str) -> str:
    """Which column of ``people`` holds the value of this parameter for each of them?"""
    return f"p.{name}"


def _own(expression: Expression, people: pl.DataFrame) -> dict[str, Any]:
    absent = [name for name in expression.parameters if parameter_column(name) not in people.columns]
    if absent:
        raise ShapeError("people lack {columns}", columns=", ".join(map(parameter_column, absent)))
    return {name: pl.col(parameter_column(name)) for name in expression.parameters}
