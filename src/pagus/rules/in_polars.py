"""A checked rule as a Polars expression, for replay."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from pagus.rules.columns import lower
from pagus.rules.expression import Expression
from pagus.rules.folding import fold

__all__ = ["to_polars"]

_OPERATORS: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def to_polars(expression: Expression, parameters: Mapping[str, float | pl.Expr]) -> pl.Expr:
    """What is this rule as a Polars expression?

    Takes: a checked rule; a number or a column for each parameter it reads. Features are columns of their name, null
    where missing, never NaN.
    Gives: an expression of Boolean, or Float64, null where the rule cannot be evaluated; it has the length of the
    frame it is evaluated on with ``with_columns``.
    Refuses: CodeError for a parameter that is not given.
    """
    expression.require(expression.features, parameters)
    numbers = {name: value for name, value in parameters.items() if isinstance(value, int | float)}
    return lower(fold(expression.node, numbers), _Polars(parameters))


class _Polars:
    def __init__(self, parameters: Mapping[str, float | pl.Expr]) -> None:
        self.parameters = parameters

    def feature(self, name: str, /) -> pl.Expr:
        return pl.col(name).cast(pl.Float64)

    def parameter(self, name: str, /) -> pl.Expr:
        value = self.parameters[name]
        return value.cast(pl.Float64) if isinstance(value, pl.Expr) else self.number(value)

    def number(self, value: float, /) -> pl.Expr:
        return pl.lit(value, dtype=pl.Float64)

    def truth(self, value: bool, /) -> pl.Expr:
        return pl.lit(value, dtype=pl.Boolean)

    def unknown(self, is_number: bool, /) -> pl.Expr:
        return pl.lit(None, dtype=pl.Float64 if is_number else pl.Boolean)

    def known(self, value: pl.Expr, /) -> pl.Expr:
        return value.is_not_null()

    def finite(self, value: pl.Expr, /) -> pl.Expr:
        return pl.when(value.is_finite()).then(value)

    def arithmetic(self, operator: str, left: pl.Expr, right: pl.Expr, /) -> pl.Expr:
        if operator == "/":
            return left / _full_length(right)
        return _OPERATORS[operator](left, right)

    def negate(self, value: pl.Expr, /) -> pl.Expr:
        return -value

    def absolute(self, value: pl.Expr, /) -> pl.Expr:
        return value.abs()

    def extreme(self, function: str, values: Sequence[pl.Expr], /) -> pl.Expr:
        """Polars skips nulls here: a null becomes the infinity that wins, which the next ``finite`` makes null."""
        if function == "min":
            return pl.min_horizontal(value.fill_null(-math.inf) for value in values)
        return pl.max_horizontal(value.fill_null(math.inf) for value in values)

    def compare(self, operator: str, left: pl.Expr, right: pl.Expr, /) -> pl.Expr:
        return _OPERATORS[operator](left, right)

    def invert(self, value: pl.Expr, /) -> pl.Expr:
        return ~value

    def all_of(self, values: Sequence[pl.Expr], /) -> pl.Expr:
        return pl.all_horizontal(values)

    def any_of(self, values: Sequence[pl.Expr], /) -> pl.Expr:
        return pl.any_horizontal(values)

    def choose(self, condition: pl.Expr, yes: pl.Expr, no: pl.Expr, /) -> pl.Expr:
        return pl.when(condition).then(yes).when(~condition).then(no)


def _full_length(value: pl.Expr) -> pl.Expr:
    """The same divisor as a column that is surely no scalar.

    Polars divides by a scalar (a literal, or a column that it knows to be constant) as a product with 1/x, which
    differs from the quotient in the last bit for two values of three.
    """
    return pl.int_range(pl.len()).cast(pl.Float64) * 0.0 + value
